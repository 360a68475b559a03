namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Values of definitions by name, each computed once; says when a definition needs itself.</summary>
internal sealed class Memo<T>
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

        try
        {
            T value = compute(name, state);
            _entries[name] = value;
            return value;
        }
        finally
        {
            _open.Remove(name);
        }
    }
}
