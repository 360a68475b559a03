using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Knative;
using GcpLint.Analyzer.Sources.Nginx;
using GcpLint.Analyzer.Sources.OrgPolicies;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>
/// Everything that was read, immutable: rules look at this alone. Each format has its own list; what a format means for
/// Google Cloud is in <see cref="Deployments"/>.
/// </summary>
public sealed class RepositoryModel
{
    private ILookup<string, ImageBuild>? _imageBuilds;
    private FrozenSet<string>? _stepImages;
    private StrongBox<bool>? _isCollection;
    private ILookup<string, Deployment>? _byType;

    /// <summary>The path of every file that discovery saw, read or not, in ordinal order: a rule may ask whether a lock file exists.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    public ImmutableArray<DockerfileModel> Dockerfiles { get; init; } = [];

    public ImmutableArray<DockerIgnore> DockerIgnores { get; init; } = [];

    /// <summary>Each Compose file with its override; a variant such as compose.prod.yaml is a project of its own.</summary>
    public ImmutableArray<ComposeProject> ComposeProjects { get; init; } = [];

    public ImmutableArray<Workflow> Workflows { get; init; } = [];

    public ImmutableArray<CompositeAction> Actions { get; init; } = [];

    public ImmutableArray<BuildFile> CloudBuilds { get; init; } = [];

    /// <summary>YAML files of Cloud Run as written; their resources are in <see cref="Deployments"/>.</summary>
    public ImmutableArray<KnativeManifest> KnativeManifests { get; init; } = [];

    /// <summary>Configurations of nginx and the parts that they include.</summary>
    public ImmutableArray<NginxFile> NginxFiles { get; init; } = [];

    /// <summary>Custom constraints and policies of the organisation: those of the command line, then those of the tree by their paths.</summary>
    public ImmutableArray<OrgPolicyFile> OrgPolicies { get; init; } = [];

    /// <summary>Policies that the configuration states, as maps with their places.</summary>
    public ImmutableArray<Value> StatedPolicies { get; init; } = [];

    /// <summary>Shell scripts that are files of their own; those inside other files belong to their steps.</summary>
    public ImmutableArray<ShellScript> Scripts { get; init; } = [];

    public ImmutableArray<DotEnvFile> EnvFiles { get; init; } = [];

    /// <summary>Terraform root modules per environment, command lines and YAML files that make resources.</summary>
    public ImmutableArray<Deployment> Deployments { get; init; } = [];

    /// <summary>What workflows, Cloud Build files and scripts do; in ordinal order of their paths.</summary>
    public ImmutableArray<Pipelines.Pipeline> Pipelines { get; init; } = [];

    /// <summary>Folders with Terraform configuration, as written; in ordinal order of their paths.</summary>
    public ImmutableArray<TerraformModule> TerraformModules { get; init; } = [];

    /// <summary>The text of every file that was read, by path: for rules that look for something wherever it is written.</summary>
    public ImmutableArray<SourceText> Texts { get; init; } = [];

    /// <summary>Texts of small files that rules compare with (requirements.txt, package.json, pyproject.toml), by path.</summary>
    public ImmutableSortedDictionary<string, SourceText> Manifests { get; init; } = ImmutableSortedDictionary<string, SourceText>.Empty;

    /// <summary>What the configuration requires of the whole.</summary>
    public Expectations Expectations { get; init; } = Expectations.None;

    /// <summary>
    /// Where a finding about something that is missing from the whole repository belongs: the start of the first file
    /// that was read, by path.
    /// </summary>
    public SourceLocation Head { get; init; } = new(new SourceText(".", ""), default);

    /// <summary>
    /// The commands of pipelines, scripts and Compose files that build an image from a Dockerfile of the repository, by the
    /// path of the Dockerfile. Found at the first use: they need every script to be followed.
    /// </summary>
    public ILookup<string, ImageBuild> ImageBuilds
    {
        get
        {
            ILookup<string, ImageBuild>? builds = Volatile.Read(ref _imageBuilds);
            if (builds is null)
            {
                // Two threads may both find them: the results are equal.
                builds = ImageBuildFinder.Find(this).ToLookup(build => build.Dockerfile, StringComparer.Ordinal);
                Volatile.Write(ref _imageBuilds, builds);
            }

            return builds;
        }
    }

    /// <summary>Images that steps of Cloud Build run in, by their names without registry, project and tag: tools of builds.</summary>
    public FrozenSet<string> StepImages
    {
        get
        {
            FrozenSet<string>? images = Volatile.Read(ref _stepImages);
            if (images is null)
            {
                // Two threads may both find them: the results are equal.
                images = CloudBuilds.SelectMany(build => build.Steps).Select(step => ImageReference.LastPartOf(step.Image.AsString))
                    .ToFrozenSet(StringComparer.Ordinal);
                Volatile.Write(ref _stepImages, images);
            }

            return images;
        }
    }

    /// <summary>
    /// A collection of things that have nothing to do with each other, such as samples: what one of them has, the others
    /// need not have, and nothing is missing from the whole.
    /// </summary>
    public bool IsCollection
    {
        get
        {
            StrongBox<bool>? known = Volatile.Read(ref _isCollection);
            if (known is null)
            {
                known = new StrongBox<bool>(RepositoryCollection.Is(this));
                Volatile.Write(ref _isCollection, known);
            }

            return known.Value;
        }
    }

    /// <summary>
    /// For a live project the repository that it belongs to, which says what has to exist; null for a repository itself, and
    /// where none is known.
    /// </summary>
    public RepositoryModel? Source { get; init; }

    /// <summary>The deployments that have resources of a type, in the order of all deployments.</summary>
    public IEnumerable<Deployment> DeploymentsWith(string type)
    {
        ILookup<string, Deployment>? byType = Volatile.Read(ref _byType);
        if (byType is null)
        {
            byType = Deployments
                .SelectMany(deployment => deployment.Resources.Select(resource => resource.Type).Distinct().Select(its => (Type: its, Deployment: deployment)))
                .ToLookup(entry => entry.Type, entry => entry.Deployment, StringComparer.Ordinal);
            Volatile.Write(ref _byType, byType);
        }

        return byType[type];
    }

    /// <summary>Whether a file exists, by its path relative to the scan.</summary>
    public bool FileExists(string path) => Paths.BinarySearch(path, StringComparer.Ordinal) >= 0;
}
