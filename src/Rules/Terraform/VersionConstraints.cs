using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Asks each root module which versions of Terraform and of Google's providers it is written for.</summary>
internal sealed class VersionConstraints : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/version-constraints");

    public void Check(TerraformModule subject, RuleContext context)
    {
        if (!RootModules.IsApplied(subject))
        {
            return;
        }

        // The lock file holds the providers, not Terraform itself.
        string? google = IsLocked(subject, context.Model) ? null : ComplaintOfProviders(subject);
        string? terraform = subject.RequiredVersion is null && subject.Cloud is null ? "`required_version` is missing" : null;
        string[] complaints = [.. new[] { terraform, google }.OfType<string>()];
        if (complaints.Length > 0 && PlaceOf(subject) is { } place)
        {
            context.Report(
                place,
                place,
                $"{string.Join(", and ", complaints)}: a new major version changes or breaks this configuration on somebody's next run. {Advice(terraform, google)}");
        }
    }

    private static string Advice(string? terraform, string? google) => (terraform, google) switch
    {
        (not null, null) => "Add one such as `required_version = \"~> 1.9\"`.",
        (null, not null) => "Give the provider a version that names its major version, such as `\"~> 6.14\"`, and commit `.terraform.lock.hcl`.",
        _ => "Add one such as `required_version = \"~> 1.9\"`, and a version such as `\"~> 6.14\"` for the provider.",
    };

    private static string? ComplaintOfProviders(TerraformModule module)
    {
        var versions = new ProviderVersions(module);
        foreach (string name in new[] { "google", "google-beta" })
        {
            if (!Uses(module, name) || module.Providers.Any(provider => provider.Name == name && provider.GetAttribute("version") is not null))
            {
                continue;
            }

            string? constraint = versions.Entry(name) is { } entry ? ProviderVersions.TextOf(entry, "version") : null;
            if (constraint is null)
            {
                return $"the provider `{name}` has no version";
            }

            if (constraint.Length > 0 && !VersionConstraint.Parse(constraint).HasUpperEnd)
            {
                return $"the version `{constraint}` of the provider `{name}` has no upper end";
            }
        }

        return null;
    }

    private static bool Uses(TerraformModule module, string provider) =>
        module.Providers.Any(block => block.Name == provider) || module.RequiredProviders.Any(entry => entry.Name == provider)
        || module.Resources.Any(resource => resource.Type.StartsWith("google_", StringComparison.Ordinal) && ProviderVersions.LocalNameOf(resource) == provider);

    private static bool IsLocked(TerraformModule module, RepositoryModel model) =>
        model.FileExists(module.Path == "." ? ".terraform.lock.hcl" : $"{module.Path}/.terraform.lock.hcl");

    private static SourceLocation? PlaceOf(TerraformModule module) =>
        module.Settings.IsEmpty ? module.Head : module.Settings[0].Header;
}
