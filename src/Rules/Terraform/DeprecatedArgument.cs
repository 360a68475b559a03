using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for arguments and blocks that the provider will not have for long.</summary>
internal sealed class DeprecatedArgument : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/deprecated-argument");

    public void Check(TerraformModule subject, RuleContext context)
    {
        var versions = new ProviderVersions(subject);
        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            if (ProviderTypes.Find(resource) is not { Kind: not SchemaKind.Gone } schema || ProviderVersions.LocalNameOf(resource) is var provider && (!versions.IsGoogle(provider) || !versions.AllowsRecent(provider)))
            {
                continue;
            }

            foreach (WrittenBlock block in WrittenBlock.In(resource, schema))
            {
                var written = block.Attributes.Select(attribute => (attribute.Name, attribute.Location))
                    .Concat(block.Blocks.Select(inner => (Name: WrittenBlock.NameOf(inner), inner.Location)));
                foreach ((string name, GcpLint.Text.SourceLocation location) in written)
                {
                    if (block.Schema.Get(name) is { IsDeprecated: true } deprecated)
                    {
                        string advice = deprecated.ReplacedBy is { } replacement ? $"Use `{replacement}`." : "See the provider's documentation for what replaces it.";
                        context.Report(location, resource.Location, $"`{block.PathOf(name)}` of `{resource.Address}` is deprecated: a later version of the provider refuses it. {advice}");
                    }
                }
            }
        }
    }
}
