using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>
/// What the section <c>configuration</c> of a plan says of resources: which attributes somebody wrote and what their
/// expressions refer to, also through the inputs and outputs of modules.
/// </summary>
/// <param name="root"><c>configuration.root_module</c>; absent in a state.</param>
internal sealed class ConfigurationReferences(Value root)
{
    /// <summary>Inputs and outputs in a row that one reference is followed through; a hostile file may write circles.</summary>
    private const int MaxSteps = 16;

    /// <summary>References of one resource; outputs that refer to many others multiply.</summary>
    private const int MaxReferences = 10_000;

    private readonly Dictionary<string, Value> _expressions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _modules = new(StringComparer.Ordinal);

    /// <summary>The expressions of the block of a resource; absent if the configuration does not have it.</summary>
    public Value ExpressionsOf(string address)
    {
        string prefix = InstanceAddress.WithoutKeys(InstanceAddress.ModulePrefix(address));
        if (_modules.Add(prefix))
        {
            Value resources = ModuleOf(prefix).Get("resources");
            foreach (Value resource in resources.Kind == ValueKind.List ? resources.AsList.Items : [])
            {
                _expressions[prefix + resource.Get("address").AsString] = resource.Get("expressions");
            }
        }

        return _expressions.GetValueOrDefault(InstanceAddress.WithoutKeys(address));
    }

    public ImmutableArray<ResourceReference> Of(PlannedResource resource)
    {
        var found = new List<ResourceReference>();
        Collect(ExpressionsOf(resource.Address), "", InstanceAddress.ModulePrefix(resource.Address), resource.Header, found);
        return [.. found.Distinct()];
    }

    private void Collect(Value expression, string path, string prefix, SourceLocation place, List<ResourceReference> found)
    {
        if (expression.Kind == ValueKind.List)
        {
            foreach (Value item in expression.AsList.Items)
            {
                Collect(item, path, prefix, place, found);
            }
        }
        else if (expression.Kind == ValueKind.Map)
        {
            if (expression.Get("references") is { Kind: ValueKind.List } references)
            {
                Follow(references, path, prefix, place, found, 0);
                return;
            }

            foreach (ValueEntry entry in expression.AsMap)
            {
                Collect(entry.Value, path.Length == 0 ? entry.Key.AsString : $"{path}.{entry.Key.AsString}", prefix, place, found);
            }
        }
    }

    private void Follow(Value references, string path, string prefix, SourceLocation place, List<ResourceReference> found, int step)
    {
        // Behind "google_x.y.id" stand "google_x.y" and, of an instance, the resource: the first says most.
        string last = "";
        foreach (string text in references.Kind == ValueKind.List ? references.AsList.Items.Select(item => item.AsString) : [])
        {
            if (text.Length == 0 || step > MaxSteps || found.Count >= MaxReferences || IsPartOf(text, last))
            {
                continue;
            }

            last = text;
            List<string> steps = InstanceAddress.Steps(text);
            switch (steps)
            {
                case ["var", var name, ..] when prefix.Length > 0:
                    string caller = InstanceAddress.ModulePrefix(ParentOf(prefix) + "x");
                    Follow(CallOf(prefix).Get("expressions").Get(name).Get("references"), path, caller, place, found, step + 1);
                    break;
                case ["module", var module, var output, ..]:
                    string called = $"{prefix}module.{module}.";
                    Value value = ModuleOf(InstanceAddress.WithoutKeys(called)).Get("outputs").Get(output).Get("expression");
                    Follow(value.Get("references"), path, called, place, found, step + 1);
                    break;
                case ["var" or "local" or "each" or "count" or "path" or "terraform" or "self" or "module", ..]:
                    break;
                case ["data", var type, var name, .. var rest]:
                    found.Add(new ResourceReference(path, new ResourceAddress($"{prefix}data.{type}.{name}"), string.Join('.', rest), place));
                    break;
                case [var type, var name, .. var rest]:
                    found.Add(new ResourceReference(path, new ResourceAddress($"{prefix}{type}.{name}"), string.Join('.', rest), place));
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsPartOf(string text, string whole) =>
        whole.Length > text.Length && whole.StartsWith(text, StringComparison.Ordinal) && whole[text.Length] is '.' or '[';

    /// <summary>The module of a prefix without keys: "module.a.module.b.".</summary>
    private Value ModuleOf(string prefix)
    {
        Value module = root;
        foreach (string name in Names(prefix))
        {
            module = module.Get("module_calls").Get(name).Get("module");
        }

        return module;
    }

    private Value CallOf(string prefix)
    {
        string plain = InstanceAddress.WithoutKeys(prefix);
        return ModuleOf(ParentOf(plain)).Get("module_calls").Get(Names(plain).LastOrDefault() ?? "");
    }

    private static string ParentOf(string prefix)
    {
        List<string> steps = InstanceAddress.Steps(prefix.TrimEnd('.'));
        return steps.Count <= 2 ? "" : string.Join('.', steps.Take(steps.Count - 2)) + ".";
    }

    private static IEnumerable<string> Names(string prefix) => InstanceAddress.Steps(prefix.TrimEnd('.')).Where((step, i) => i % 2 == 1);
}
