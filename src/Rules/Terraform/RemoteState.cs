using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Asks each root module for a backend that is not the disk of whoever runs Terraform.</summary>
internal sealed class RemoteState : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/remote-state");

    public void Check(TerraformModule subject, RuleContext context)
    {
        // A module for others has no state of its own, and one without resources keeps nothing.
        if (!subject.IsRoot || subject.IsReusableModule || subject.Cloud is not null || (subject.Resources.IsEmpty && subject.Calls.IsEmpty))
        {
            return;
        }

        if (subject.Backend is { } backend)
        {
            CheckBackend(backend, context);
        }
        else if (PlaceOf(subject) is { } place)
        {
            context.Report(
                place,
                place,
                $"The state of `{subject.Path}` stays on the disk of whoever runs Terraform: there is no backend. Add `backend \"gcs\"` to the `terraform` block.");
        }
    }

    private static void CheckBackend(HclBlock backend, RuleContext context)
    {
        if (backend.GetLabel(0) == "local")
        {
            context.Report(
                backend.Location,
                new SourceLocation(backend.Source, backend.Span),
                "`backend \"local\"` keeps the state on the disk of whoever runs Terraform. Use `backend \"gcs\"`.");
        }
    }

    private static SourceLocation? PlaceOf(TerraformModule module) =>
        module.Settings.IsEmpty ? module.Head : module.Settings[0].Block.Location;
}
