using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Json;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Evaluation;

/// <summary>
/// As much of a Terraform module as expressions need: variables with types, defaults and tfvars, locals, outputs.
/// Resources are unknown but for their existence.
/// </summary>
internal sealed class SmallModule : IEvaluationScope
{
    private readonly Dictionary<string, HclAttribute> _locals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HclBlock> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HclAttribute> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _cache = new(StringComparer.Ordinal);
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly EvaluationBudget _budget = new();
    private readonly FolderFiles _files;

    public SmallModule(IEnumerable<SourceText> sources)
    {
        var texts = sources.OrderBy(source => source.Path, StringComparer.Ordinal).ToList();
        _files = new FolderFiles(texts);
        foreach (SourceText source in texts)
        {
            if (source.Path.EndsWith(".tf", StringComparison.Ordinal) && !source.Path.Contains('/'))
            {
                AddConfiguration(HclParser.ParseFile(source));
            }
            else if (source.Path is "terraform.tfvars" || source.Path.EndsWith(".auto.tfvars", StringComparison.Ordinal))
            {
                AddInputs(HclParser.ParseFile(source));
            }
            else if (source.Path is "terraform.tfvars.json")
            {
                AddInputs(HclJsonParser.ParseFile(source, JsonStrings.Literals));
            }
        }
    }

    private void AddInputs(HclFile file)
    {
        Diagnostics.AddRange(file.Diagnostics);
        foreach (HclAttribute attribute in file.Body.Attributes)
        {
            _inputs[attribute.Name] = attribute;
        }
    }

    public List<Diagnostic> Diagnostics { get; } = [];

    public Dictionary<string, HclBlock> Outputs { get; } = new(StringComparer.Ordinal);

    private void AddConfiguration(HclFile file)
    {
        Diagnostics.AddRange(file.Diagnostics);
        foreach (HclBlock block in file.Body.Blocks)
        {
            switch (block.Type)
            {
                case "locals":
                    foreach (HclAttribute attribute in block.Body.Attributes)
                    {
                        _locals[attribute.Name] = attribute;
                    }

                    break;
                case "variable":
                    _variables[block.GetLabel(0)] = block;
                    break;
                case "output":
                    Outputs[block.GetLabel(0)] = block;
                    break;
            }
        }
    }

    public EvaluationResult EvaluateOutput(string name)
    {
        HclAttribute? value = Outputs[name].Body.GetAttribute("value");
        return value is null ? new EvaluationResult(Value.Absent, []) : Evaluate(value);
    }

    public Resolution Resolve(TraversalExpression reference)
    {
        string name = reference.Steps is [AttributeStep step, ..] ? step.Name : "";
        return reference.RootName switch
        {
            "var" => Cached("var." + name, () => EvaluateVariable(name)),
            "local" => Cached("local." + name, () => _locals.TryGetValue(name, out HclAttribute? local) ? Evaluate(local).Value : null),
            "terraform" when name == "workspace" => Resolution.Found(Value.Of("default"), 1),
            "path" => Resolution.Found(name == "cwd" ? Value.Unknown(UnknownKind.Function, "path.cwd") : Value.Of("."), 1),
            "terraform_data" => Resolution.Found(
                Value.Unknown(new Unknown(UnknownKind.Computed, "id") { Type = HclType.String, NotNull = true }), 2),
            _ => Resolution.Failed("Invalid reference", $"no {reference.RootName} here"),
        };
    }

    private Resolution Cached(string key, Func<Value?> compute)
    {
        if (!_cache.TryGetValue(key, out Value value))
        {
            if (!_running.Add(key))
            {
                return Resolution.Failed("Cycle", key);
            }

            value = compute() ?? Value.Absent;
            _running.Remove(key);
            _cache[key] = value;
        }

        return value.IsAbsent || value.UnknownReason is { Kind: UnknownKind.Error }
            ? Resolution.Failed("Reference to undeclared or wrong value", key)
            : Resolution.Found(value, 1);
    }

    private EvaluationResult Evaluate(HclAttribute attribute) =>
        Evaluator.Evaluate(attribute.Expression, new EvaluationContext(attribute.Source, this) { Budget = _budget, Files = _files });

    private Value? EvaluateVariable(string name)
    {
        if (!_variables.TryGetValue(name, out HclBlock? block))
        {
            return null;
        }

        TypeConstraint type = block.Body.GetAttribute("type") is { } declared
            ? TypeConstraintReader.Read(declared.Expression, declared.Source).Constraint
            : TypeConstraint.Any;
        HclAttribute? written = _inputs.GetValueOrDefault(name) ?? block.Body.GetAttribute("default");
        if (written is null)
        {
            return Value.Unknown(UnknownKind.InputVariable, name);
        }

        EvaluationResult result = Evaluator.Evaluate(written.Expression, new EvaluationContext(written.Source, EmptyScope.Instance));
        bool sensitive = block.Body.GetAttribute("sensitive") is not null;
        return !result.HasErrors && type.TryApply(result.Value, out Value value, out _) ? value.WithSensitive(sensitive) : null;
    }

    /// <summary>The files of the case.</summary>
    private sealed class FolderFiles(IReadOnlyList<SourceText> sources) : IFunctionFiles
    {
        public string WorkingFolder => "/somewhere";

        public FunctionFileStatus TryRead(string path, out ImmutableArray<byte> content)
        {
            SourceText? found = sources.FirstOrDefault(source => source.Path == Normalize(path));
            content = found is null ? [] : [.. System.Text.Encoding.UTF8.GetBytes(found.Content)];
            return found is null ? FunctionFileStatus.Missing : FunctionFileStatus.Found;
        }

        public FunctionFileStatus Exists(string path) => TryRead(path, out _);

        public FunctionFileStatus TryList(string folder, out ImmutableArray<string> files)
        {
            string prefix = Normalize(folder) is { Length: > 0 } path ? path + "/" : "";
            files = [.. sources.Select(source => source.Path).Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Select(path => path[prefix.Length..])];
            return FunctionFileStatus.Found;
        }

        private static string Normalize(string path) =>
            string.Join('/', path.Split('/').Where(part => part is not ("." or "")));
    }
}
