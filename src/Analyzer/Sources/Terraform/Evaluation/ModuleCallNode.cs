using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>A module call with its instances.</summary>
internal sealed class ModuleCallNode
{
    private ModuleCallNode(TerraformModuleCall call, Expansion expansion, ImmutableArray<ModuleInstance> instances, Unknown? unresolved)
    {
        Call = call;
        Expansion = expansion;
        Instances = instances;
        UnresolvedReason = unresolved;
    }

    public TerraformModuleCall Call { get; }

    public Expansion Expansion { get; }

    /// <summary>In the order of the keys of the expansion; none if the module is not there.</summary>
    public ImmutableArray<ModuleInstance> Instances { get; }

    /// <summary>Why the module is not there; null if it is.</summary>
    public Unknown? UnresolvedReason { get; }

    public static ModuleCallNode Unresolved(TerraformModuleCall call, ModuleInstance parent, Unknown reason) =>
        new(call, new Expansion(ExpansionKind.Unknown, [], reason), [], reason);

    public static ModuleCallNode Create(TerraformModuleCall call, ModuleInstance parent)
    {
        string key = parent.Key.Length == 0 ? call.Name : $"{parent.Key}.{call.Name}";
        if (Find(call, parent, key, out Unknown? reason) is not { } module)
        {
            return Unresolved(call, parent, reason ?? new Unknown(UnknownKind.UnresolvedModule, $"module.{call.Name} is not in the tree"));
        }

        var expansion = Expansion.Of(call.Body, parent.Scope);
        var instances = ImmutableArray.CreateBuilder<ModuleInstance>(expansion.Keys.Length);
        foreach (InstanceKey instance in expansion.Keys)
        {
            if (++parent.Run.ModuleCount > EvaluationLimits.MaxModules)
            {
                string detail = $"One root module has more than {EvaluationLimits.MaxModules} module instances: the others are left out.";
                parent.Run.Report("terraform/too-many-modules", "Too many modules", detail, call.Header);
                return Unresolved(call, parent, new Unknown(UnknownKind.Limit, detail));
            }

            string address = parent.Qualify($"module.{call.Name}{instance.Suffix}");
            var inputs = new CallInputs(call, parent.Scope.With(instance));
            instances.Add(new ModuleInstance(parent.Run, module, address, key, parent.Depth + 1, parent, inputs, parent.IsConditional || instance.Kind == ExpansionKind.Unknown));
        }

        return new ModuleCallNode(call, expansion, instances.ToImmutable(), null);
    }

    /// <summary>The instance with a key that is written out; null if there is none.</summary>
    public ModuleInstance? Find(Value key)
    {
        for (int i = 0; i < Instances.Length; i++)
        {
            if (Expansion.Kind is ExpansionKind.Count or ExpansionKind.ForEach && Expansion.Keys[i].Key == key)
            {
                return Instances[i];
            }
        }

        return null;
    }

    /// <summary>All instances with all outputs, as an expression sees them.</summary>
    public Value ToValue() => Expansion.Kind switch
    {
        ExpansionKind.Single => OutputsOf(Instances[0]),
        ExpansionKind.Count => Value.Of(new ValueList([.. Instances.Select(OutputsOf)])),
        ExpansionKind.ForEach => Value.Of(new ValueMap([.. Instances.Select((instance, i) => new ValueEntry(Expansion.Keys[i].Key, OutputsOf(instance)))])),
        _ => Value.Unknown(Expansion.Reason ?? new Unknown(UnknownKind.Computed, $"the instances of module.{Call.Name} are not known")),
    };

    private static Value OutputsOf(ModuleInstance instance) =>
        Value.Of(new ValueMap([.. instance.Module.Outputs.Select(output => new ValueEntry(Value.Of(output.Name), instance.GetOutput(output.Name)))]));

    private static TerraformModule? Find(TerraformModuleCall call, ModuleInstance parent, string key, out Unknown? reason)
    {
        reason = null;
        string? path = call.IsLocal ? TerraformPath.Resolve(parent.Module.Path, call.Source) : parent.Run.Tree.GetInstalled(parent.Run.Root.Path, key);
        SourceLocation place = call.GetAttribute("source")?.Location ?? call.Header;
        if (path is null)
        {
            reason = new Unknown(UnknownKind.UnresolvedModule, call.IsLocal
                ? $"module.{call.Name} lies outside of the scanned tree"
                : $"module.{call.Name} comes from {(call.Source.Length == 0 ? "elsewhere" : call.Source)} and is not in the tree");
            if (call.IsLocal)
            {
                parent.Run.Report("terraform/module-outside", "Module outside of the scanned tree", $"`{call.Source}` leads out of the scanned tree: nothing outside is read.", place, DiagnosticSeverity.Warning);
            }

            return null;
        }

        for (ModuleInstance? caller = parent; caller is not null; caller = caller.Parent)
        {
            if (caller.Module.Path == path || parent.Depth + 1 > EvaluationLimits.MaxModuleDepth)
            {
                parent.Run.Report("terraform/module-recursion", "Module calls itself", $"`{call.Source}` is a module that this one is a part of, or modules are more than {EvaluationLimits.MaxModuleDepth} deep.", place);
                reason = new Unknown(UnknownKind.Error, $"module.{call.Name} is a part of itself");
                return null;
            }
        }

        TerraformModule? module = parent.Run.Tree.Get(path);
        if (module is null)
        {
            parent.Run.MissingModules.Add(path);
            reason = new Unknown(UnknownKind.UnresolvedModule, $"there is no configuration in {path}");
            parent.Run.Report("terraform/module-missing", "Module not found", $"There is no configuration in `{path}`.", place, DiagnosticSeverity.Warning);
        }

        return module;
    }
}
