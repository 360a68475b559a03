using System.Buffers;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>The blanks of the grammar.</summary>
internal static class Blank
{
    /// <summary>What is dropped at the ends of lines and arguments. U+FEFF is a byte-order mark that decoding left.</summary>
    public const string All = "\t\n\v\f\r \u0085\u00a0\ufeff";

    /// <summary>What separates the words of FROM, EXPOSE, COPY, ADD and VOLUME, where quotes mean nothing.</summary>
    public static readonly SearchValues<char> Separators = SearchValues.Create("\t\v\f\r ");

    /// <summary>The same as <see cref="All"/>.</summary>
    public static readonly SearchValues<char> Any = SearchValues.Create(All);

    public static bool Is(char c) => c is ' ' or (>= '\t' and <= '\r') or '\u0085' or '\u00a0';
}
