namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Values of definitions by name, each computed once; says when a definition needs itself.</summary>
/// <param name="open">Takes what is being computed, so that a cycle can say how it goes.</param>
/// <param name="module">The module of the definitions.</param>
/// <param name="prefix">What stands before their names: "local."; "" where the names are addresses.</param>
internal sealed class Memo<T>(List<OpenDefinition> open, ModuleInstance module, string prefix)
    where T : class
{
    private readonly Dictionary<string, T> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>
    /// The value of <paramref name="name"/>: as it is known, else from <paramref name="compute"/>; from
    /// <paramref name="cycle"/> if it is being computed further up.
    /// </summary>
    public T? Get<TState>(string name, TState state, Func<string, TState, T> compute, Func<string, TState, T?> cycle)
    {
        if (_entries.TryGetValue(name, out T? known))
        {
            return known;
        }

        if (!_open.Add(name))
        {
            return cycle(name, state);
        }

        open.Add(new OpenDefinition(module, prefix, name));
        try
        {
            T value = compute(name, state);
            _entries[name] = value;
            return value;
        }
        finally
        {
            open.RemoveAt(open.Count - 1);
            _open.Remove(name);
        }
    }
}

/// <summary>A definition that is being computed.</summary>
/// <param name="Module">Where it stands.</param>
/// <param name="Prefix">What its kind is called: "local.".</param>
/// <param name="Name">Its name, or its address in the module.</param>
internal readonly record struct OpenDefinition(ModuleInstance Module, string Prefix, string Name)
{
    /// <summary>From the root: <c>module.db.local.tier</c>.</summary>
    public string Address => Module.Qualify(Prefix + Name);
}
