using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Plans;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Makes deployments of plans and states. The deployment of the source whose resources a plan has gives the places; the
/// plan takes its place, because it says what will be.
/// </summary>
internal static class PlanDeployments
{
    /// <param name="Deployments">One for each plan or state that could be read.</param>
    /// <param name="Replaced">Deployments of the source that are not judged besides.</param>
    /// <param name="Diagnostics">What was wrong with the files.</param>
    internal sealed record Result(ImmutableArray<Deployment> Deployments, ImmutableHashSet<Deployment> Replaced, ImmutableArray<Diagnostic> Diagnostics);

    public static Result Of(ScanRequest request, ImmutableArray<Deployment> sources)
    {
        if (request.Plans.IsEmpty)
        {
            return new Result([], [], []);
        }

        SourceIndex[] indexes =
        [
            .. sources.Where(source => source.Kind == DeploymentKind.TerraformRoot && (request.PlanSource is null || source.Path == request.PlanSource))
                .Select(source => new SourceIndex(source)),
        ];
        var deployments = ImmutableArray.CreateBuilder<Deployment>();
        ImmutableHashSet<Deployment> replaced = [];
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (PlanInput input in request.Plans)
        {
            PlanFile file = PlanReader.Read(input);
            diagnostics.AddRange(file.Diagnostics);
            if (file.Resources.IsEmpty && !file.IsRead)
            {
                continue;
            }

            SourceIndex[] candidates = BestRoots(file, indexes);
            DeploymentEnvironment? named = NamedBy(file, request.EnvironmentNames);
            SourceIndex? index = Choose(file, candidates, named);
            DeploymentEnvironment? environment = request.EnvironmentNames.Length != 1 && named is { Tier: EnvironmentTier.Unknown } && index?.Source.Environment is null
                ? null
                : named ?? index?.Source.Environment;
            deployments.Add(ToDeployment(file, index, environment));
            if (index is not null)
            {
                bool isOne = named is null && index.Source.Environment is null || candidates.Any(other => other.Source.Environment?.Name == (named ?? index.Source.Environment)?.Name);
                replaced = replaced.Union(candidates.Where(other => !isOne || other.Source == index.Source).Select(other => other.Source));
            }
        }

        return new Result(deployments.ToImmutable(), replaced, diagnostics.ToImmutable());
    }

    /// <summary>The root module, in all its environments, that has the most blocks of the plan's resources; of equals the first by path.</summary>
    private static SourceIndex[] BestRoots(PlanFile file, SourceIndex[] indexes)
    {
        string[] blocks = [.. file.Resources.Concat(file.Data).Select(resource => InstanceAddress.WithoutKeys(resource.Address)).Distinct(StringComparer.Ordinal)];
        return
        [
            .. indexes.GroupBy(index => index.Source.Path, StringComparer.Ordinal)
                .Select(root => (Root: root, Hits: root.Max(index => blocks.Count(block => index.FindBlock(block) is not null))))
                .Where(entry => entry.Hits > 0)
                .OrderByDescending(entry => entry.Hits)
                .ThenBy(entry => entry.Root.Key, StringComparer.Ordinal)
                .Select(entry => entry.Root)
                .FirstOrDefault() ?? Enumerable.Empty<SourceIndex>(),
        ];
    }

    /// <summary>The environment that --env or a variable of the plan names.</summary>
    private static DeploymentEnvironment? NamedBy(PlanFile file, ImmutableArray<string> asked)
    {
        string? name = asked is [var only]
            ? only
            : TerraformEnvironments.DefaultVariables.Select(variable => file.Variables.GetValueOrDefault(variable).AsString).FirstOrDefault(value => value.Length > 0);
        return name is null ? null : new DeploymentEnvironment(new EnvironmentName(name), DeploymentEnvironment.TierOf(name), null);
    }

    /// <summary>
    /// Of the environments of a root module the one that the plan names; else the one whose variables are most like those
    /// of the plan.
    /// </summary>
    private static SourceIndex? Choose(PlanFile file, SourceIndex[] candidates, DeploymentEnvironment? named) =>
        candidates.FirstOrDefault(index => named is not null && index.Source.Environment?.Name == named.Name)
        ?? candidates.Where(index => named is { Tier: not EnvironmentTier.Unknown } && index.Source.Environment?.Tier == named.Tier).Take(2).ToArray() switch
        {
            [var only] => only,
            _ => candidates.MaxBy(index => index.Source.Variables.Count(entry =>
                file.Variables.TryGetValue(entry.Key.AsString, out Value value) && value.Equals(entry.Value))),
        };

    private static Deployment ToDeployment(PlanFile file, SourceIndex? index, DeploymentEnvironment? environment)
    {
        var references = new ConfigurationReferences(file.Configuration.Get("root_module"));
        List<CloudResource> resources = [.. file.Resources.Select(resource => Lower(resource, file, index, references, isData: false))];
        if (index is not null && !file.IsComplete)
        {
            // A plan with -target says nothing of the others: the source does.
            var planned = file.Resources.Select(resource => InstanceAddress.WithoutKeys(resource.Address)).ToHashSet(StringComparer.Ordinal);
            resources.AddRange(index.Source.Resources.Where(resource => !planned.Contains(InstanceAddress.WithoutKeys(resource.Address.Text))));
        }

        DeploymentEnvironment? own = index?.Source.Environment is { } declared && environment?.Name == declared.Name ? declared : environment;
        ImmutableArray<CloudResource> data = [.. file.Data.Select(resource => Lower(resource, file, index, references, isData: true))];
        var read = data.Select(resource => InstanceAddress.WithoutKeys(resource.Address.Text)).ToHashSet(StringComparer.Ordinal);
        IEnumerable<CloudResource> unread = index?.Source.DataSources.Where(source => !read.Contains(InstanceAddress.WithoutKeys(source.Address.Text))) ?? [];
        return new Deployment
        {
            Path = index?.Source.Path ?? file.Path,
            Kind = DeploymentKind.TerraformPlan,
            Environment = own,
            Resources = Sorted(resources),
            DataSources = Sorted(data.Concat(unread)),
            Module = index?.Source.Module,
            IsReusableModule = false,
            Providers = index?.Source.Providers ?? [],
            Outputs = index?.Source.Outputs ?? [],
            Variables = index?.Source.Variables ?? [.. file.Variables.Select(variable => new ValueEntry(Value.Of(variable.Key), variable.Value))],
            Locals = index?.Source.Locals ?? [],
            Head = index?.Source.Head ?? (resources.Count > 0 ? resources[0].Header : new SourceLocation(new SourceText(file.Path, ""), default)),
        };
    }

    private static CloudResource Lower(PlannedResource resource, PlanFile file, SourceIndex? index, ConfigurationReferences references, bool isData)
    {
        BlockSchema? schema = (isData ? ProviderSchema.Current.GetData(resource.Type) : ProviderSchema.Current.GetResource(resource.Type))?.Body;
        CloudResource? source = index?.Find(resource.Address);
        WrittenBody written = source is not null && source.Attributes.Kind == ValueKind.Map
            ? new WrittenBody(WrittenBy.Source, source.Attributes, source.Header)
            : references.ExpressionsOf(resource.Address) is { Kind: ValueKind.Map } expressions
                ? new WrittenBody(WrittenBy.Configuration, expressions, resource.Header)
                : new WrittenBody(WrittenBy.Nobody, default, resource.Header);
        return new CloudResource
        {
            Address = new ResourceAddress(resource.Address),
            Type = resource.Type,
            Source = ResourceSource.Plan,
            Attributes = new PlanLowering(source is null ? resource.Block.Source : null).Lower(resource, schema, written),
            Header = source?.Header ?? resource.Header,
            Block = source?.Block ?? resource.Block,
            Lifecycle = source?.Lifecycle ?? ResourceLifecycle.None,
            References = source?.References ?? (file.Kind == PlanKind.Plan ? references.Of(resource) : []),
        };
    }

    private static ImmutableArray<CloudResource> Sorted(IEnumerable<CloudResource> resources) =>
        [.. resources.OrderBy(resource => resource.Address.Text, StringComparer.Ordinal)];
}
