using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for root modules that keep everything in one long file.</summary>
internal sealed class StandardFiles : IRule<TerraformModule>
{
    /// <summary>Fewer resources are read at a glance: a small module in one file is nobody's trouble.</summary>
    private const int FewestResources = 10;

    public RuleId Id => new("terraform/standard-files");

    public void Check(TerraformModule subject, RuleContext context)
    {
        if (!RootModules.IsApplied(subject) || subject.Files.Length != 1 || subject.Resources.Length < FewestResources)
        {
            return;
        }

        string[] parts =
        [
            .. new[]
            {
                subject.Variables.IsEmpty ? null : "variables",
                subject.Outputs.IsEmpty ? null : "outputs",
                subject.Providers.IsEmpty ? null : "providers",
                subject.Backend is null ? null : "the backend",
            }.OfType<string>(),
        ];
        if (parts.Length >= 2)
        {
            SourceText source = subject.Files[0].Source;
            var start = new SourceLocation(source, default);
            context.Report(
                start,
                start,
                $"`{source.Path}` holds {subject.Resources.Length} resources, {string.Join(", ", parts)}. Give them the files where people look for them: `backend.tf`, `versions.tf`, `variables.tf`, `outputs.tf`, and one file for each part of the service.");
        }
    }
}
