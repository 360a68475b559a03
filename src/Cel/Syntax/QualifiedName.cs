namespace GcpLint.Cel.Syntax;

/// <summary>Names joined by dots: a variable, a type, a function or a field of a variable; only the checker knows which.</summary>
internal static class QualifiedName
{
    /// <summary>"a.b.c" for that expression, null for everything that is not names and dots.</summary>
    public static string? Of(Expression expression, out bool rooted)
    {
        rooted = false;
        switch (expression)
        {
            case NameExpression name:
                rooted = name.IsRooted;
                return name.Name;
            case SelectExpression { IsOptional: false } select:
                return Of(select.Operand, out rooted) is { } prefix ? $"{prefix}.{select.Field}" : null;
            default:
                return null;
        }
    }

    /// <summary>
    /// The names to look up for <paramref name="name"/> in a container "a.b": "a.b.name", "a.name", "name"; a rooted name
    /// stands for itself alone (specification, "Name Resolution").
    /// </summary>
    public static IEnumerable<string> Candidates(string name, bool rooted, string container)
    {
        while (!rooted && container.Length > 0)
        {
            yield return $"{container}.{name}";
            int dot = container.LastIndexOf('.');
            container = dot < 0 ? "" : container[..dot];
        }

        yield return name;
    }
}
