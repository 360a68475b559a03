using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Evaluates one root module in one environment and brings it into the model.</summary>
internal sealed class RootEvaluation
{
    private readonly EvaluationRun _run;
    private readonly RootEnvironment _environment;
    private readonly ModuleInstance _root;
    private readonly ReferenceResolver _references = new();
    private readonly DefaultLabels _labels = new();
    private readonly List<CloudResource> _resources = [];
    private readonly List<CloudResource> _data = [];
    private readonly List<CloudResource> _off = [];

    public RootEvaluation(EvaluationRun run, RootEnvironment environment, RootInputs inputs)
    {
        _run = run;
        _environment = environment;
        _root = new ModuleInstance(run, run.Root, "", "", 0, null, inputs);
    }

    public EvaluationRun Run => _run;

    public ModuleInstance Root => _root;

    public Deployment ToDeployment()
    {
        AddResources(_root);
        SourceLocation head = _run.Root.Head ?? new SourceLocation(_run.Root.Files[0].Source, default);
        return new Deployment
        {
            Path = _run.Root.Path,
            Kind = DeploymentKind.TerraformRoot,
            Environment = EnvironmentOf(),
            IsReusableModule = _run.Root.IsReusableModule,
            Module = _run.Root,
            Resources = Sorted(_resources),
            DataSources = Sorted(_data),
            SwitchedOff = Sorted(_off),
            Providers = [.. _run.Root.Providers.Select(LowerProvider)],
            Outputs = [.. _run.Root.Outputs.Select(output => new ValueEntry(Value.Of(output.Name), _root.GetOutput(output.Name)))],
            Variables = [.. _run.Root.Variables.Select(variable => new ValueEntry(Value.Of(variable.Name), _root.GetVariable(variable.Name)))],
            Locals = [.. _run.Root.Locals.Select(local => new ValueEntry(Value.Of(local.Name), _root.GetLocal(local.Name)))],
            Head = head,
        };
    }

    /// <summary>Every instance of every module, the root first, callers before callees.</summary>
    public IEnumerable<ModuleInstance> ModuleInstances()
    {
        var open = new Stack<ModuleInstance>();
        open.Push(_root);
        while (open.TryPop(out ModuleInstance? module))
        {
            yield return module;
            foreach (TerraformModuleCall call in module.Module.Calls.Reverse())
            {
                if (module.GetCall(call.Name) is { } node)
                {
                    foreach (ModuleInstance child in node.Instances.Reverse())
                    {
                        open.Push(child);
                    }
                }
            }
        }
    }

    private static ImmutableArray<CloudResource> Sorted(List<CloudResource> resources) =>
        [.. resources.OrderBy(resource => resource.Address.Text, StringComparer.Ordinal)];

    private void AddResources(ModuleInstance root)
    {
        foreach (ModuleInstance module in ModuleInstances())
        {
            ConditionChecks.Run(module);
            foreach (TerraformResourceBlock block in module.Module.Resources)
            {
                if (module.FindResource(block.Address) is { } node)
                {
                    List<CloudResource> target = block.Mode == TerraformResourceMode.Managed ? _resources : _data;
                    target.AddRange(node.Instances.Select(instance => Lower(block, node, instance)));
                    if (node.SwitchedOff is { } off)
                    {
                        _off.Add(Lower(block, node, off));
                    }
                }
            }
        }
    }

    private CloudResource Lower(TerraformResourceBlock block, ResourceNode node, ResourceInstance instance)
    {
        BlockSchema? schema = ResourceNode.SchemaOf(block)?.Body;
        Value attributes = ResourceLowering.Lower(instance.Body, schema, block.Header);
        return new CloudResource
        {
            Address = new ResourceAddress(instance.Address),
            Type = block.Type,
            Source = ResourceSource.Terraform,
            Attributes = _labels.Complete(attributes, block, instance.Scope.Module, schema, block.Header),
            Header = block.Header,
            Block = block.Location,
            IsConditional = node.Expansion.Kind == ExpansionKind.Unknown || instance.Scope.Module.IsConditional,
            Lifecycle = LifecycleReader.Read(block.Body, instance.Scope),
            References = _references.Find(block, instance),
        };
    }

    private CloudResource LowerProvider(TerraformProvider provider) => new()
    {
        Address = new ResourceAddress(provider.Alias is { } alias ? $"provider.{provider.Name}.{alias}" : $"provider.{provider.Name}"),
        Type = provider.Name,
        Source = ResourceSource.Terraform,
        Attributes = ResourceLowering.Lower(
            BodyEvaluator.Evaluate(provider.Body, _root.Scope, provider.IsGoogle ? ProviderSchema.Current.GetProvider()?.Body : null),
            provider.IsGoogle ? ProviderSchema.Current.GetProvider()?.Body : null,
            provider.Header),
        Header = provider.Header,
        Block = provider.Location,
    };

    private DeploymentEnvironment? EnvironmentOf()
    {
        Value value = default;
        foreach (string name in _run.Input.EnvironmentVariables)
        {
            if (_run.Root.GetVariable(name) is not null && _root.GetVariable(name) is { Kind: ValueKind.String } found)
            {
                value = found;
                break;
            }
        }

        EnvironmentTier tier = _environment.Tier ?? DeploymentEnvironment.TierOf(value.AsString);
        if (_environment.Name is { } declared)
        {
            tier = tier == EnvironmentTier.Unknown ? DeploymentEnvironment.TierOf(declared.Text) : tier;
            return new DeploymentEnvironment(declared, tier, _environment.DeclaredAt);
        }

        // Nobody declares environments, but a variable says which one this is.
        return tier == EnvironmentTier.Unknown || _run.Root.IsReusableModule
            ? null
            : new DeploymentEnvironment(new EnvironmentName(value.AsString), tier, value.Origin?.Location);
    }
}
