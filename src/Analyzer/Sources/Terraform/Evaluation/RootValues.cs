using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Gathers what one expression refers to: the objects behind <c>var</c>, <c>local</c>, <c>google_x</c> hold just that.</summary>
internal sealed class RootValues
{
    private readonly Dictionary<string, Value> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Value>> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, Value>>> _nested = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ModuleCallNode? Call, HashSet<string>? Outputs)> _modules = new(StringComparer.Ordinal);

    public void Set(string root, Value value) => _whole[root] = value;

    public void Add(string root, string name, Value value) => Sub(_members, root)[name] = value;

    public void Add(string root, string type, string name, Value value) => Sub(Sub(_nested, root), type)[name] = value;

    /// <param name="name">The name of the call.</param>
    /// <param name="call">Null if there is no such call.</param>
    /// <param name="output">The output that is asked for, null for all of them.</param>
    public void AddModule(string name, ModuleCallNode? call, string? output)
    {
        if (output is null)
        {
            _modules[name] = (call, null);
        }
        else if (!_modules.TryGetValue(name, out (ModuleCallNode? Call, HashSet<string>? Outputs) known))
        {
            _modules[name] = (call, new HashSet<string>(StringComparer.Ordinal) { output });
        }
        else
        {
            known.Outputs?.Add(output);
        }
    }

    public FrozenRoots Build()
    {
        var roots = new Dictionary<string, Value>(_whole, StringComparer.Ordinal);
        foreach ((string root, Dictionary<string, Value> members) in _members)
        {
            roots[root] = ToMap(members);
        }

        foreach ((string root, Dictionary<string, Dictionary<string, Value>> types) in _nested)
        {
            roots[root] = ToMap(types.ToDictionary(type => type.Key, type => ToMap(type.Value), StringComparer.Ordinal));
        }

        if (_modules.Count > 0)
        {
            roots["module"] = ToMap(_modules.ToDictionary(
                module => module.Key,
                module => module.Value.Call?.ToValue(module.Value.Outputs)
                    ?? Value.Unknown(UnknownKind.Error, $"there is no module call named {module.Key}"),
                StringComparer.Ordinal));
        }

        return new FrozenRoots(roots);
    }

    private static TInner Sub<TInner>(Dictionary<string, TInner> outer, string key)
        where TInner : new()
    {
        if (!outer.TryGetValue(key, out TInner? inner))
        {
            outer[key] = inner = new TInner();
        }

        return inner;
    }

    private static Value ToMap(Dictionary<string, Value> members) =>
        Value.Of(new ValueMap([.. members.Select(member => new ValueEntry(Value.Of(member.Key), member.Value))]));
}

/// <summary>The variables of one expression.</summary>
internal sealed class FrozenRoots(Dictionary<string, Value> roots)
{
    public Value Get(string name) => roots.GetValueOrDefault(name);

    public bool TryGet(string name, out Value value) => roots.TryGetValue(name, out value);
}
