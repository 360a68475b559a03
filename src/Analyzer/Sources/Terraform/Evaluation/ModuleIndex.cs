using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>The elements of a module by their names: made once a module, however often it is called.</summary>
internal sealed class ModuleIndex
{
    // A module's index lives as long as the module itself.
    private static readonly ConditionalWeakTable<TerraformModule, ModuleIndex> s_known = [];

    private ModuleIndex(TerraformModule module)
    {
        Variables = module.Variables.ToFrozenDictionary(variable => variable.Name, StringComparer.Ordinal);
        Locals = module.Locals.ToFrozenDictionary(local => local.Name, StringComparer.Ordinal);
        Outputs = module.Outputs.ToFrozenDictionary(output => output.Name, StringComparer.Ordinal);
        Resources = module.Resources.ToFrozenDictionary(resource => resource.Address, StringComparer.Ordinal);
        Calls = module.Calls.ToFrozenDictionary(call => call.Name, StringComparer.Ordinal);
    }

    public FrozenDictionary<string, TerraformVariable> Variables { get; }

    public FrozenDictionary<string, TerraformLocal> Locals { get; }

    public FrozenDictionary<string, TerraformOutput> Outputs { get; }

    public FrozenDictionary<string, TerraformResourceBlock> Resources { get; }

    public FrozenDictionary<string, TerraformModuleCall> Calls { get; }

    public static ModuleIndex Of(TerraformModule module) => s_known.GetValue(module, static key => new ModuleIndex(key));
}
