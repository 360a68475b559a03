using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// One module as it is called once: the same module called twice is two of these. Its values are computed when somebody
/// asks for them, each once.
/// </summary>
internal sealed class ModuleInstance
{
    private readonly Memo<ValueBox> _variables;
    private readonly Memo<ValueBox> _locals;
    private readonly Memo<ValueBox> _outputs;
    private readonly Memo<ResourceNode> _resources;
    private readonly Memo<ModuleCallNode> _calls;
    private readonly ModuleIndex _index;

    public ModuleInstance(EvaluationRun run, TerraformModule module, string address, string key, int depth, ModuleInstance? parent, IModuleInputs inputs, bool conditional = false)
    {
        Run = run;
        _variables = new Memo<ValueBox>(run.OpenDefinitions, this, "var.");
        _locals = new Memo<ValueBox>(run.OpenDefinitions, this, "local.");
        _outputs = new Memo<ValueBox>(run.OpenDefinitions, this, "output.");
        _resources = new Memo<ResourceNode>(run.OpenDefinitions, this, "");
        _calls = new Memo<ModuleCallNode>(run.OpenDefinitions, this, "module.");
        Module = module;
        Address = address;
        Key = key;
        Depth = depth;
        Parent = parent;
        Inputs = inputs;
        _index = ModuleIndex.Of(module);
        IsConditional = conditional;
        Scope = new Scope(this);
        string relative = TerraformPath.Relative(run.Root.Path, module.Path);
        PathValue = Value.Of(new ValueMap(
        [
            new(Value.Of("module"), Value.Of(relative)),
            new(Value.Of("root"), Value.Of(".")),
            new(Value.Of("cwd"), Value.Unknown(UnknownKind.Function, "path.cwd depends on the machine")),
        ]));
        TerraformValue = Value.Of(new ValueMap(
        [
            new(
                Value.Of("workspace"),
                run.Workspace is { } workspace ? Value.Of(workspace) : Value.Unknown(UnknownKind.InputVariable, "nobody says which workspace is selected")),
            new(Value.Of("applying"), Value.Unknown(UnknownKind.RunTime, "terraform.applying is only known in a run")),
        ]));
    }

    public EvaluationRun Run { get; }

    public TerraformModule Module { get; }

    /// <summary>"module.db[\"a\"]", "" for the root.</summary>
    public string Address { get; }

    /// <summary>The names of the calls alone, "db.replica": what Terraform calls the module in its manifest.</summary>
    public string Key { get; }

    public int Depth { get; }

    public ModuleInstance? Parent { get; }

    /// <summary>It, or a module that it is in, is repeated nobody knows how often.</summary>
    public bool IsConditional { get; }

    /// <summary>What names mean outside of any resource.</summary>
    public Scope Scope { get; }

    public Value PathValue { get; }

    public Value TerraformValue { get; }

    public IModuleInputs Inputs { get; }

    /// <summary>An address within the module as it is seen from the root.</summary>
    public string Qualify(string address) => Address.Length == 0 ? address : $"{Address}.{address}";

    public Value GetVariable(string name, SourceLocation? use = null) => _variables.Get(
        name,
        (Module: this, Use: use),
        static (key, state) => new ValueBox(state.Module.ComputeVariable(key, state.Use)),
        static (key, state) => state.Module.Cycle($"var.{key}", state.Use))?.Value ?? default;

    public Value GetLocal(string name, SourceLocation? use = null) => _locals.Get(
        name,
        (Module: this, Use: use),
        static (key, state) => new ValueBox(state.Module.ComputeLocal(key, state.Use)),
        static (key, state) => state.Module.Cycle($"local.{key}", state.Use))?.Value ?? default;

    public Value GetOutput(string name) => _outputs.Get(
        name,
        this,
        static (key, module) => new ValueBox(module.ComputeOutput(key)),
        static (key, module) => module.Cycle($"output.{key}", module._index.Outputs.GetValueOrDefault(key)?.Header))?.Value ?? default;

    public TerraformResourceBlock? GetBlock(string address) => _index.Resources.GetValueOrDefault(address);

    public bool HasOutput(string name) => _index.Outputs.ContainsKey(name);

    /// <summary>A resource with its instances; null if it is not declared, or is being evaluated further up.</summary>
    public ResourceNode? FindResource(string address) => GetBlock(address) is { } block
        ? _resources.Get(address, (Module: this, Block: block), static (_, state) => ResourceNode.Evaluate(state.Block, state.Module), static (_, _) => null)
        : null;

    public ModuleCallNode? GetCall(string name) => _index.Calls.TryGetValue(name, out TerraformModuleCall? call)
        ? _calls.Get(
            name,
            (Module: this, Call: call),
            static (_, state) => ModuleCallNode.Create(state.Call, state.Module),
            static (_, state) =>
            {
                state.Module.ReportCycle($"module.{state.Call.Name}", state.Call.Header);
                return ModuleCallNode.Unresolved(state.Call, state.Module, new Unknown(UnknownKind.Error, $"module.{state.Call.Name} refers to itself"));
            })
        : null;

    /// <summary>The names of a module's outputs.</summary>
    public IEnumerable<string> OutputNames => Module.Outputs.Select(output => output.Name);

    /// <summary>Says that a definition that is being computed is asked for, with all that are between.</summary>
    public void ReportCycle(string what, SourceLocation place)
    {
        string address = Qualify(what);
        List<OpenDefinition> open = Run.OpenDefinitions;
        int first = open.FindLastIndex(definition => definition.Address == address);
        IEnumerable<string> chain = first < 0 ? [] : open.Skip(first).Select(definition => $"`{definition.Address}`{definition.Module.LineOf(definition)}");
        string way = string.Join(" -> ", chain.Append($"`{address}`"));
        Run.Report("terraform/cycle", "Cycle", first < 0 ? $"{way} needs its own value: Terraform refuses it." : $"Each of these needs the next one, so that none can be computed first: {way}. Terraform refuses it.", place);
    }

    private string LineOf(OpenDefinition definition)
    {
        SourceLocation? place = definition.Prefix switch
        {
            "var." => _index.Variables.GetValueOrDefault(definition.Name)?.Header,
            "local." => _index.Locals.GetValueOrDefault(definition.Name)?.Location,
            "output." => _index.Outputs.GetValueOrDefault(definition.Name)?.Header,
            "module." => _index.Calls.GetValueOrDefault(definition.Name)?.Header,
            _ => _index.Resources.GetValueOrDefault(definition.Name)?.Header,
        };
        return place is { } found ? $" ({found.Source.Path}:{found.Line})" : "";
    }

    private ValueBox Cycle(string what, SourceLocation? use)
    {
        if ((use ?? Module.Head) is { } place)
        {
            ReportCycle(what, place);
        }

        return new ValueBox(Value.Unknown(UnknownKind.Error, $"{what} refers to itself"));
    }

    private Value ComputeLocal(string name, SourceLocation? use)
    {
        if (!_index.Locals.TryGetValue(name, out TerraformLocal? local))
        {
            return Undeclared($"local.{name}", "local value", use);
        }

        Value value = Scope.Evaluate(local.Attribute.Expression, local.Attribute.Source, out Derivation from);
        return value.WithOrigin(from.To(OriginKind.Local, $"local.{name}", local.Location));
    }

    private Value ComputeOutput(string name)
    {
        if (!_index.Outputs.TryGetValue(name, out TerraformOutput? output) || output.Value is not { } attribute)
        {
            return Value.Unknown(UnknownKind.Error, $"{(Address.Length == 0 ? "the module" : Address)} has no output named {name}");
        }

        Value value = Scope.Evaluate(attribute.Expression, attribute.Source, out Derivation from);
        string full = Address.Length == 0 ? $"output.{name}" : $"{Address}.{name}";
        return value.WithSensitive(value.IsSensitive || output.IsSensitive)
            .WithOrigin(from.To(OriginKind.ModuleOutput, full, attribute.Location));
    }

    private Value ComputeVariable(string name, SourceLocation? use)
    {
        if (!_index.Variables.TryGetValue(name, out TerraformVariable? variable))
        {
            return Undeclared($"var.{name}", "input variable", use);
        }

        Value value = Inputs.Get(name);
        Value fallback = default;
        if (variable.Default is { } attribute && (value.IsAbsent || (value.IsNull && !variable.IsNullable)))
        {
            fallback = Scope.Evaluate(attribute.Expression, attribute.Source, out _)
                .WithOrigin(new Origin(OriginKind.VariableDefault, $"var.{name}", attribute.Location));
        }

        value = fallback.IsAbsent ? value : fallback;
        if (value.IsAbsent)
        {
            string where = Address.Length == 0 ? $"var.{name} has no value{Run.Where}" : $"{Address} is not given {name}";
            value = Value.Unknown(UnknownKind.InputVariable, where).WithOrigin(new Origin(OriginKind.VariableDefault, $"var.{name}", variable.Header));
        }

        Origin? origin = value.Origin;
        value = VariableTypes.Convert(value, variable, Run);
        return value.WithSensitive(value.IsSensitive || variable.IsSensitive).WithOrigin(origin);
    }

    private Value Undeclared(string what, string kind, SourceLocation? use)
    {
        if (use is { } location)
        {
            Run.Report("terraform/undeclared-reference", $"Reference to undeclared {kind}", $"There is no `{what}` in this module.", location, DiagnosticSeverity.Warning);
        }

        return Value.Unknown(UnknownKind.Error, $"{what} is not declared");
    }
}

/// <summary>A value on the heap.</summary>
internal sealed record ValueBox(Value Value);
