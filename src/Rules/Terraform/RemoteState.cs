using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Asks each root module for a backend that is not the disk of whoever runs Terraform.</summary>
internal sealed class RemoteState : IRule<TerraformModule>
{
    private static readonly string[] s_bootstrapTypes =
        ["google_storage_bucket", "google_kms_", "google_project", "google_service_account", "google_iam_workload_identity_pool", "random_", "time_"];

    public RuleId Id => new("terraform/remote-state");

    public void Check(TerraformModule subject, RuleContext context)
    {
        // Samples are applied by whoever tries them out, each with a state of their own. A module for others has no state of its own, one without resources keeps nothing, and Terragrunt writes the backend itself.
        if (!RootModules.IsApplied(subject) || context.Model.IsCollection || subject.Cloud is not null || IsManagedElsewhere(subject, context.Model) || MakesTheStateBucket(subject))
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

    private static bool IsManagedElsewhere(TerraformModule module, RepositoryModel model) =>
        model.FileExists(module.Path == "." ? "terragrunt.hcl" : $"{module.Path}/terragrunt.hcl");

    // What makes the bucket that the states of all others go to cannot keep its own there before it has run.
    private static bool MakesTheStateBucket(TerraformModule module)
    {
        TerraformResourceBlock[] managed = [.. module.Resources.Where(resource => resource.Mode == TerraformResourceMode.Managed)];
        return module.Backend is null
            && managed.Any(resource => resource.Type == "google_storage_bucket" && (IsOfState(resource.Name) || IsOfState(resource.GetAttribute("name") is { } name ? name.Source.GetText(name.Expression.Span) : "")))
            && managed.All(resource => s_bootstrapTypes.Any(type => resource.Type.StartsWith(type, StringComparison.Ordinal)));
    }

    private static bool IsOfState(string name) => name.Contains("state", StringComparison.OrdinalIgnoreCase);

    private static SourceLocation? PlaceOf(TerraformModule module) =>
        module.Settings.IsEmpty ? module.Head : module.Settings[0].Block.Location;
}
