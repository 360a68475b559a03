using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>
/// The variables at a place of a walk. A fork of the script gets a scope on top of the one before it, so that only what
/// it changed has to be joined behind it. Absent: the script says nothing of it. Null: it is unset.
/// </summary>
internal sealed class ShellScope
{
    private readonly ShellScope? _parent;
    private readonly Dictionary<string, Value> _own = new(StringComparer.Ordinal);
    private HashSet<string>? _locals;
    private Dictionary<string, Value>? _assumed;

    public ShellScope(ShellContext context)
    {
        foreach ((string name, Value value) in context.Variables)
        {
            _own[name] = value;
        }
    }

    private ShellScope(ShellScope parent)
    {
        _parent = parent;
        Arguments = parent.Arguments;
    }

    /// <summary>$1 and the following; null if they are not known.</summary>
    public ImmutableArray<Value>? Arguments { get; set; }

    /// <summary>What was set since the fork.</summary>
    public IReadOnlyDictionary<string, Value> Changes => _own;

    public ShellScope Fork() => new(this);

    public Value Get(string name)
    {
        for (ShellScope? scope = this; scope is not null; scope = scope._parent)
        {
            if (scope._own.TryGetValue(name, out Value value) || (scope._assumed is { } assumed && assumed.TryGetValue(name, out value)))
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>What is certain inside of this fork though nobody assigned it; nothing is left of it behind the fork.</summary>
    public void Assume(string name, Value value) => (_assumed ??= new Dictionary<string, Value>(StringComparer.Ordinal))[name] = value;

    public void Set(string name, Value value) => _own[name] = value;

    /// <summary>Names that end with the function this scope is for.</summary>
    public void DeclareLocal(string name) => (_locals ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    /// <summary>Takes over what a function or a fork that was certainly taken has set, its locals aside.</summary>
    public void TakeOver(ShellScope taken)
    {
        Arguments = taken.IsFunction ? Arguments : taken.Arguments;
        foreach ((string name, Value value) in taken._own)
        {
            if (taken._locals is null || !taken._locals.Contains(name))
            {
                _own[name] = value;
            }
        }

        if (!taken.IsFunction)
        {
            // Locals of a fork inside of a function belong to the function.
            foreach (string name in taken._locals ?? [])
            {
                DeclareLocal(name);
                _own[name] = taken._own.GetValueOrDefault(name);
            }
        }
    }

    /// <summary>The scope of a call: its locals end with it.</summary>
    public bool IsFunction { get; init; }

    public ShellScope Call(ImmutableArray<Value>? arguments) => new(this) { IsFunction = true, Arguments = arguments };

    /// <summary>Joins the ways of a fork: each name that one of them set has the values of all of them.</summary>
    public void Join(IReadOnlyList<ShellScope> ways)
    {
        if (ways.Count == 1)
        {
            TakeOver(ways[0]);
            return;
        }

        Arguments = ways.All(way => way.Arguments == Arguments) ? Arguments : null;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ShellScope way in ways)
        {
            names.UnionWith(way._own.Keys);
            foreach (string name in way._locals ?? [])
            {
                DeclareLocal(name);
            }
        }

        var values = new List<Value>(ways.Count);
        foreach (string name in names)
        {
            values.Clear();
            foreach (ShellScope way in ways)
            {
                values.Add(way._own.TryGetValue(name, out Value value) ? value : Get(name));
            }

            _own[name] = PossibleValues.Join(name, CollectionsMarshal.AsSpan(values));
        }
    }
}
