using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Pipelines;

/// <summary>Looks for the step that brings the database up to date before a release whose code keeps migrations.</summary>
internal sealed class Migrations : IRule<RepositoryModel>
{
    public RuleId Id => new("pipeline/migrations");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        List<MigrationTool> tools = [.. MigrationTool.In(subject)];
        if (tools.Count == 0 || subject.Pipelines.Any(pipeline => pipeline.IsAutomatic && pipeline.Does(ActivityKind.Migrate)) || MigratesAtStart(subject))
        {
            return;
        }

        foreach (Pipeline pipeline in subject.Pipelines.Where(pipeline => pipeline.IsAutomatic && pipeline.IsWhole))
        {
            foreach ((PipelineJob job, PipelineStep step, StepActivity deploy) in pipeline.FirstDeployments(pipeline.IsProduction))
            {
                if (deploy.Target?.Platform is "run" or "app" or "kubernetes" or "job" && tools.Find(tool => Releases(pipeline, deploy, tool, subject)) is { } tool)
                {
                    pipeline.ReportJob(context, job, step, deploy, $"`{pipeline.NameOf(job, step)}` deploys code with migrations (`{tool.File}`), and nothing in the pipeline applies them: the new code meets the old schema. Run `{tool.Command}` in front of the deployment, for example in a Cloud Run job.");
                }
            }
        }
    }

    /// <summary>
    /// Whether the pipeline releases the application that has the tool: what it builds lies there; where it builds nothing,
    /// the service has the folder's name, or there is only one.
    /// </summary>
    private static bool Releases(Pipeline pipeline, StepActivity deploy, MigrationTool tool, RepositoryModel model)
    {
        HashSet<string> files = [pipeline.Path, .. pipeline.Steps.SelectMany(step => step.Commands).Select(command => command.CalledScript).OfType<string>()];
        List<ImageBuild> builds = [.. model.ImageBuilds.SelectMany(group => group).Where(build => files.Contains(build.Location.Source.Path))];
        if (builds.Count > 0)
        {
            return builds.Exists(build => IsAround(RepositoryPath.FolderOf(build.Dockerfile), tool.Folder));
        }

        string folder = tool.Folder[(tool.Folder.LastIndexOf('/') + 1)..];
        return model.Dockerfiles.Length <= 1 || (folder.Length > 0 && PipelineCommand.TextOf(deploy.Target!.Service).Contains(folder, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAround(string left, string right)
    {
        left = left is "." ? "" : left;
        return left.Length == 0 || right.Length == 0 || left == right
            || left.StartsWith(right + "/", StringComparison.Ordinal) || right.StartsWith(left + "/", StringComparison.Ordinal);
    }

    /// <summary>The container does it itself: its command, or a script that its image has.</summary>
    private static bool MigratesAtStart(RepositoryModel model)
    {
        HashSet<string> scripts = [.. model.Pipelines.Where(pipeline => pipeline.Kind == PipelineKind.Script && pipeline.Does(ActivityKind.Migrate)).Select(pipeline => pipeline.Path[(pipeline.Path.LastIndexOf('/') + 1)..])];
        foreach (string text in model.Dockerfiles.SelectMany(file => file.Syntax.Instructions.Where(instruction => instruction is CmdInstruction or EntrypointInstruction), (file, start) => file.Source.GetText(start.Span)))
        {
            if (text.Contains("migrate", StringComparison.OrdinalIgnoreCase) || text.Contains("alembic", StringComparison.Ordinal) || text.Contains("db upgrade", StringComparison.Ordinal) || scripts.Any(text.Contains))
            {
                return true;
            }
        }

        return false;
    }
}
