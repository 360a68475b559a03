using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform.Evaluation;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>
/// One root module as Terraform would plan it: the answer to "what did gcp-lint read here?". Values are those of the
/// configuration, without the provider's defaults; each type of nested block is a list of objects.
/// </summary>
public sealed record TerraformInspection
{
    /// <summary>Every file in and below the folder, in ordinal order.</summary>
    public ImmutableArray<TerraformFile> Files { get; init; } = [];

    /// <summary>Each instance of each resource and data source, callers before the modules they call.</summary>
    public ImmutableArray<InspectedResource> Resources { get; init; } = [];

    public ImmutableArray<ValueEntry> Outputs { get; init; } = [];

    public ImmutableArray<ValueEntry> Locals { get; init; } = [];

    /// <summary>What came up beyond the syntax of single files.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>
    /// Folders that local calls lead to and that have no configuration among the files given: who has them can inspect
    /// again.
    /// </summary>
    public ImmutableArray<string> MissingModules { get; init; } = [];

    /// <param name="input">The files of the tree; a wider tree than the folder lets modules above it be followed.</param>
    /// <param name="folder">The root module, relative to the tree.</param>
    /// <param name="environment">One of the environments that the repository declares for it; null for none of them.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>An inspection without resources where there is no configuration in the folder.</returns>
    public static TerraformInspection Inspect(TerraformInput input, string folder, EnvironmentName? environment = null, CancellationToken cancellation = default)
    {
        var diagnostics = new List<Diagnostic>();
        TerraformTree tree = TerraformTree.Read(input, diagnostics, cancellation);
        string prefix = folder == "." ? "" : folder + "/";
        var files = tree.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(file => file.File).ToImmutableArray();
        if (tree.Modules.Get(folder) is not { } root)
        {
            return new TerraformInspection { Files = files };
        }

        RootEnvironment selected = environment is null
            ? RootEnvironment.Unnamed
            : TerraformEnvironments.Find(root, input, tree).FirstOrDefault(known => known.Name == environment) ?? RootEnvironment.Unnamed;
        RootEvaluation evaluation = TerraformLoader.Evaluate(
            tree,
            input with { Workspace = input.Workspace ?? "default" },
            root,
            selected,
            new ReferenceCache(),
            cancellation);
        // Evaluation is lazy: what is missing is known when all of it is done.
        ImmutableArray<ModuleInstance> modules = [.. evaluation.ModuleInstances()];
        foreach (ModuleInstance module in modules)
        {
            ConditionChecks.Run(module);
        }

        var shapes = new BlockShapes(tree.Modules.ReachedFrom(root));
        ImmutableArray<InspectedResource> resources = [.. modules.SelectMany(module => ResourcesOf(module, shapes))];
        return new TerraformInspection
        {
            Files = files,
            MissingModules = [.. evaluation.Run.MissingModules],
            Resources = resources,
            Outputs = [.. root.Outputs.Select(output => new ValueEntry(Value.Of(output.Name), evaluation.Root.GetOutput(output.Name)))],
            Locals = [.. root.Locals.Select(local => new ValueEntry(Value.Of(local.Name), evaluation.Root.GetLocal(local.Name)))],
            Diagnostics = [.. diagnostics, .. evaluation.Run.Diagnostics],
        };
    }

    // What is null and the provider chooses is unknown, as Terraform plans it.
    private static Value ValueOf(ResourceNode? node, ResourceInstance instance, ValueEntry entry) =>
        entry.Value.IsNull && node is not null ? node.GetAttribute(instance, entry.Key.AsString, []) : entry.Value;

    private static IEnumerable<InspectedResource> ResourcesOf(ModuleInstance module, BlockShapes shapes)
    {
        foreach (TerraformResourceBlock block in module.Module.Resources)
        {
            ResourceNode? node = module.FindResource(block.Address);
            foreach (ResourceInstance instance in node?.Instances ?? [])
            {
                IEnumerable<ValueEntry> values = instance.Object.Select(entry => entry with { Value = ValueOf(node, instance, entry) });
                yield return new InspectedResource(instance.Address, block.Type, block.Mode, module.Address, block.Header, shapes.Complete(block, new ValueMap([.. values])));
            }
        }
    }
}

/// <summary>One instance of a resource.</summary>
/// <param name="Address">As Terraform writes it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Mode">Managed, data or ephemeral.</param>
/// <param name="Module">The address of the module instance, "" for the root.</param>
/// <param name="Location">Its head.</param>
/// <param name="Values">The configured arguments and blocks; null where an argument is null.</param>
public sealed record InspectedResource(string Address, string Type, TerraformResourceMode Mode, string Module, SourceLocation Location, Value Values);
