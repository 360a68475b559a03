namespace GcpLint.Cel.Checking;

/// <summary>The variables of the macros around a place, innermost last. A variable's index is its place among the local values.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, CelType Type)> _locals = [];

    /// <summary>The largest number of local values alive at once.</summary>
    public int MaxCount { get; private set; }

    public int Count => _locals.Count;

    public int Push(string name, CelType type)
    {
        _locals.Add((name, type));
        MaxCount = Math.Max(MaxCount, _locals.Count);
        return _locals.Count - 1;
    }

    public void Pop(int count) => _locals.RemoveRange(_locals.Count - count, count);

    public bool TryFind(string name, out int index, out CelType type)
    {
        for (index = _locals.Count - 1; index >= 0; index--)
        {
            if (_locals[index].Name == name)
            {
                type = _locals[index].Type;
                return true;
            }
        }

        type = CelType.Dyn;
        return false;
    }
}
