using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Asks whether some pipeline of a repository with Terraform checks the configuration.</summary>
internal sealed class TerraformChecks : IRule<RepositoryModel>
{
    private static readonly string[] s_scanners =
    [
        "checkov", "tfsec", "terrascan", "kics", "snyk", "gcp-lint", "trivy", "aquasecurity/trivy-action", "bridgecrewio/checkov-action", "aquasecurity/tfsec-action",
        "aquasecurity/tfsec-pr-commenter-action", "checkmarx/kics-github-action", "tenable/terrascan-action", "snyk/actions",
    ];

    public RuleId Id => new("pipeline/terraform-checks");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        List<Pipeline> pipelines = [.. subject.Pipelines.Where(pipeline => pipeline.IsAutomatic)];
        bool deploys = subject.Deployments.Any(deployment => deployment is { Kind: DeploymentKind.TerraformRoot or DeploymentKind.TerraformPlan, IsReusableModule: false, Resources.Length: > 0 });
        if (!deploys || pipelines.Count == 0 || pipelines.Exists(pipeline => pipeline.Jobs.Any(job => job.IsUnread)))
        {
            return;
        }

        // Scripts that pipelines call are part of them; a hook runner has its checks in a file of its own.
        List<StepActivity> done = [.. subject.Pipelines.SelectMany(pipeline => pipeline.Activities)];
        if (done.Exists(activity => activity.Tool is "pre-commit" or "pre-commit/action" or "github/super-linter" or "super-linter/super-linter"))
        {
            return;
        }

        if (subject.Pipelines.SelectMany(pipeline => pipeline.Steps).SelectMany(step => step.Commands).Any(ChecksOutOfSight))
        {
            return;
        }

        List<string> missing = [];
        AddIf(missing, !done.Exists(activity => activity.Kind == ActivityKind.TerraformFormat), "`terraform fmt -check`");
        AddIf(missing, !done.Exists(activity => activity.Kind is ActivityKind.TerraformValidate or ActivityKind.TerraformPlan), "`terraform validate`");
        AddIf(missing, !done.Exists(activity => activity.Kind == ActivityKind.TerraformLint || (activity.Kind == ActivityKind.Scan && s_scanners.Contains(activity.Tool))), "a linter or scanner of Terraform");
        if (missing.Count > 0)
        {
            Pipeline place = pipelines.Find(pipeline => pipeline.Does(ActivityKind.TerraformApply) || pipeline.Does(ActivityKind.TerraformPlan))
                ?? pipelines.Find(pipeline => pipeline.Does(ActivityKind.Test) || pipeline.Does(ActivityKind.Lint) || pipeline.Does(ActivityKind.Scan)) ?? pipelines[0];
            context.Report(place.Head, place.Head, $"No pipeline of this repository runs {string.Join(", ", missing)} on its Terraform configuration: mistakes show when they are applied. Add them to a job that pull requests run.");
        }
    }

    /// <summary>A container whose script lints, or a target of a makefile that is about Terraform: what they run nobody sees here.</summary>
    private static bool ChecksOutOfSight(PipelineCommand command) => command.Text(0) switch
    {
        "docker" or "podman" => command.Text(1) == "run" && command.Words.Skip(2).Any(word => PipelineCommand.TextOf(word).Contains("lint", StringComparison.OrdinalIgnoreCase)),
        "make" or "just" or "task" => command.Words.Skip(1).Any(word => PipelineCommand.TextOf(word) is var target
            && (target.Contains("terraform", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tf", StringComparison.OrdinalIgnoreCase) || target.Contains("validate", StringComparison.OrdinalIgnoreCase))),
        _ => false,
    };

    private static void AddIf(List<string> list, bool add, string item)
    {
        if (add)
        {
            list.Add(item);
        }
    }
}
