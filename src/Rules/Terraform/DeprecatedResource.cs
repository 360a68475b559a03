using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for types that the provider will not have for long, or has no more.</summary>
internal sealed class DeprecatedResource : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/deprecated-resource");

    public void Check(TerraformModule subject, RuleContext context)
    {
        var versions = new ProviderVersions(subject);
        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            if (ProviderTypes.Find(resource) is not { } schema || !versions.IsGoogle(ProviderVersions.LocalNameOf(resource)))
            {
                continue;
            }

            if (schema.RemovedIn is { } version)
            {
                context.Report(resource.Header, resource.Location, $"The provider has no `{resource.Type}` since version `{version}`: the configuration cannot move to it. Replace the resource first.");
            }
            else if (schema.Deprecated is { Length: > 0 } reason)
            {
                context.Report(resource.Header, resource.Location, $"`{resource.Type}` is deprecated ({reason}): a later version of the provider has it no more.");
            }
        }
    }
}
