using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Knative;
using GcpLint.Analyzer.Sources.Nginx;
using GcpLint.Analyzer.Sources.OrgPolicies;
using GcpLint.Analyzer.Sources.Pipelines;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>The model with what came up while it was built.</summary>
/// <param name="Model">The repository.</param>
/// <param name="Files">All files, those of Terraform with what its loader had to say of them.</param>
/// <param name="Diagnostics">What concerns more than the syntax of one file.</param>
/// <param name="Terraform">What the Terraform of the repository was read from.</param>
internal sealed record BuiltModel(RepositoryModel Model, ImmutableArray<ScannedFile> Files, ImmutableArray<Diagnostic> Diagnostics, TerraformInput Terraform);

/// <summary>Stage 2: puts the trees of the files into one model and evaluates what spans files.</summary>
internal static class ModelBuilder
{
    public static BuiltModel Build(ScanRequest request, WalkResult walk, ImmutableArray<ReadFile> files, CancellationToken cancellation)
    {
        TerraformInput input = TerraformInputs.Of(request, walk, files);
        TerraformResult terraform = TerraformLoader.Load(input, cancellation);
        PlanDeployments.Result plans = PlanDeployments.Of(request, terraform.Deployments);
        if (request.JudgesPlansOnly)
        {
            return PlansOnly(request, walk, files, terraform, plans, input);
        }

        ImmutableArray<DotEnvFile> environments = Trees<DotEnvFile>(files);
        ImmutableArray<ComposeProject> projects = ComposeProjects.Of(Trees<ComposeFile>(files), environments);
        ImmutableArray<KnativeManifest> manifests = Trees<KnativeManifest>(files);
        ImmutableArray<Workflow> workflows = Trees<Workflow>(files);
        ImmutableArray<CompositeAction> actions = Trees<CompositeAction>(files);
        ImmutableArray<BuildFile> builds = Trees<BuildFile>(files);
        ImmutableArray<ShellScript> shell = Trees<ShellScript>(files);
        var scripts = new RepositoryScripts(shell);
        LoweredPipelines lowered = PipelineLowering.Lower(workflows, actions, builds, scripts, shell);
        ImmutableArray<Pipeline> pipelines = lowered.Pipelines;
        ImmutableArray<OrgPolicyFile> given = [.. request.OrgPolicies.Select(source => OrgPolicyFile.Read(source, isGiven: true))];
        ImmutableArray<Deployment> described = [.. terraform.Deployments, .. ManifestDeployments.Of(manifests)];
        IEnumerable<Deployment> others = described.Skip(terraform.Deployments.Length).Concat(Redeployments.Of(CommandDeployments.Of(pipelines, scripts), described));
        var model = new RepositoryModel
        {
            Paths = walk.Paths,
            Expectations = request.Configuration.Expectations,
            StatedPolicies = request.Configuration.OrgPolicies,
            Head = new SourceLocation(files.IsEmpty ? new SourceText(".", "") : files[0].File.Source, default),
            Deployments = [.. terraform.Deployments.Where(source => !plans.Replaced.Contains(source)).Concat(plans.Deployments).Concat(others).Where(deployment => IsAskedFor(deployment, request.EnvironmentNames))],
            Dockerfiles = Trees<DockerfileModel>(files),
            DockerIgnores = Trees<DockerIgnore>(files),
            ComposeProjects = projects,
            Workflows = workflows,
            Actions = actions,
            CloudBuilds = builds,
            Scripts = shell,
            EnvFiles = environments,
            KnativeManifests = manifests,
            NginxFiles = Trees<NginxFile>(files),
            OrgPolicies = [.. given, .. Trees<OrgPolicyFile>(files)],
            Pipelines = pipelines,
            TerraformModules = terraform.Modules,
            Texts = [.. files.Select(file => file.File.Source)],
            Manifests = files.Where(file => file.File.Kind == FileKind.Manifest)
                .ToImmutableSortedDictionary(file => file.File.Path, file => file.File.Source, StringComparer.Ordinal),
        };
        return new BuiltModel(model, WithScripts(WithTerraform(files, terraform), pipelines), [.. terraform.Diagnostics, .. plans.Diagnostics, .. lowered.Diagnostics, .. projects.SelectMany(project => project.Diagnostics), .. given.SelectMany(file => file.File.Diagnostics)], input);
    }

    /// <summary>The tree is there for the places and the suppressions in it: nothing else of it is in the model.</summary>
    private static BuiltModel PlansOnly(
        ScanRequest request, WalkResult walk, ImmutableArray<ReadFile> files, TerraformResult terraform, PlanDeployments.Result plans, TerraformInput input)
    {
        ImmutableArray<OrgPolicyFile> given = [.. request.OrgPolicies.Select(source => OrgPolicyFile.Read(source, isGiven: true))];
        ImmutableArray<Deployment> deployments = [.. plans.Deployments.Where(deployment => IsAskedFor(deployment, request.EnvironmentNames))];
        SourceLocation head = deployments.IsEmpty ? new SourceLocation(new SourceText(".", ""), default) : deployments[0].Head;
        var sources = deployments.SelectMany(deployment => deployment.Resources.Append(null).Select(resource => (resource?.Header ?? deployment.Head).Source.Path))
            .ToHashSet(StringComparer.Ordinal);
        return new BuiltModel(
            new RepositoryModel { Paths = walk.Paths, Head = head, Deployments = deployments, OrgPolicies = [.. given, .. Trees<OrgPolicyFile>(files)], StatedPolicies = request.Configuration.OrgPolicies },
            [.. WithTerraform(files, terraform).Where(file => sources.Contains(file.Path))],
            [.. plans.Diagnostics, .. given.SelectMany(file => file.File.Diagnostics)],
            input);
    }

    /// <summary>The trees of one kind, in the order of their paths.</summary>
    private static ImmutableArray<TTree> Trees<TTree>(ImmutableArray<ReadFile> files) => [.. files.Select(file => file.Tree).OfType<TTree>()];

    private static bool IsAskedFor(Deployment deployment, ImmutableArray<string> names) =>
        names.IsEmpty || deployment.Environment is not { } environment || names.Contains(environment.Name.Text);

    /// <summary>Adds the comments of scripts that stand inside of workflows and builds: to YAML they are text.</summary>
    private static ImmutableArray<ScannedFile> WithScripts(ImmutableArray<ScannedFile> files, ImmutableArray<Pipeline> pipelines)
    {
        ILookup<string, Comment> comments = pipelines
            .Where(pipeline => pipeline.Kind != PipelineKind.Script)
            .SelectMany(pipeline => pipeline.Steps)
            .Select(step => step.Script)
            .OfType<ShellScript>()
            .SelectMany(script => script.Comments, (script, comment) => (script.Text.Source.Path, Comment: comment))
            .ToLookup(pair => pair.Path, pair => pair.Comment, StringComparer.Ordinal);
        return
        [
            .. files.Select(file => comments[file.Path].Any()
                ? file with { Comments = [.. file.Comments.Concat(comments[file.Path]).Distinct().OrderBy(comment => comment.Span)] }
                : file),
        ];
    }

    private static ImmutableArray<ScannedFile> WithTerraform(ImmutableArray<ReadFile> files, TerraformResult terraform)
    {
        var read = terraform.Files.ToDictionary(file => file.Source.Path, StringComparer.Ordinal);
        return
        [
            .. files.Select(file => read.TryGetValue(file.File.Path, out TerraformFile? parsed)
                ? file.File with { Diagnostics = [.. file.File.Diagnostics, .. parsed.Diagnostics], Comments = parsed.Comments }
                : file.File),
        ];
    }
}
