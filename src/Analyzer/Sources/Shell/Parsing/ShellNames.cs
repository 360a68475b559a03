using System.Buffers;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Names of variables: letters, digits and underscores, not a digit first; POSIX.1-2024, XBD 3.216.</summary>
internal static class ShellNames
{
    private static readonly SearchValues<char> NameUnits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The length of the name at the start of a text; 0 if there is none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
        {
            return 0;
        }

        int end = text.IndexOfAnyExcept(NameUnits);
        return end < 0 ? text.Length : end;
    }

    public static bool IsName(ReadOnlySpan<char> text) => !text.IsEmpty && Length(text) == text.Length;
}
