namespace GcpLint.Rules.Org;

/// <summary>The field that a part of a condition reads: "resource.a['b']" in "int(resource.a['b'])".</summary>
internal static class FieldPath
{
    private const string Root = "resource.";

    /// <summary>Null if it reads none.</summary>
    public static string? In(string expression)
    {
        int start = expression.IndexOf(Root, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        int end = start + Root.Length;
        while (end < expression.Length)
        {
            char c = expression[end];
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.')
            {
                end++;
            }
            else if (c == '[' && expression.IndexOf(']', end) is var close and > 0)
            {
                end = close + 1;
            }
            else if (c == '(')
            {
                // The last name is that of a function: "resource.tier.startsWith(".
                end = expression.LastIndexOf('.', end - 1);
                break;
            }
            else
            {
                break;
            }
        }

        string path = expression[start..Math.Max(end, start)].TrimEnd('.');
        return path.Length > Root.Length ? path : null;
    }
}
