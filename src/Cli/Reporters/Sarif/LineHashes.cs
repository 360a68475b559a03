using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>
/// The fingerprint <c>primaryLocationLineHash</c> of every line of a file, as github/codeql-action computes it
/// (<c>src/fingerprints.ts</c>): it fills in the property where it is missing and warns where a file carries another
/// value, so it is either exactly this or nothing.
/// </summary>
/// <remarks>
/// The hash of a line is the polynomial of the 100 code units from the line's first on (across line ends, to the base
/// 37, modulo 2^64). Spaces and tabs are skipped; CR and CRLF count as LF; behind the text stand the unit 65535 and
/// zeros. Behind the colon stands which of the lines with this hash it is, from 1.
/// </remarks>
internal static class LineHashes
{
    private const int Window = 100;
    private const ulong Base = 37;
    private const char EndOfText = '\uFFFF';
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>37 to the power of <see cref="Window"/>: the weight with which a unit leaves the window.</summary>
    private static readonly ulong LeavingWeight = Power(Base, Window);

    public static ImmutableArray<string> Compute(SourceText source)
    {
        var hashes = ImmutableArray.CreateBuilder<string>(source.LineCount);
        var occurrences = new Dictionary<ulong, int>(source.LineCount);
        (List<char> units, List<int> lineStarts) = Normalize(source);

        ulong hash = 0;
        int nextLine = 0;
        for (int end = 1; nextLine < lineStarts.Count; end++)
        {
            hash = unchecked(hash * Base + UnitAt(units, end - 1) - LeavingWeight * UnitAt(units, end - 1 - Window));
            if (end - Window == lineStarts[nextLine])
            {
                int occurrence = occurrences[hash] = occurrences.GetValueOrDefault(hash) + 1;
                hashes.Add(string.Create(CultureInfo.InvariantCulture, $"{hash:x}:{occurrence}"));
                nextLine++;
            }
        }

        return hashes.ToImmutable();
    }

    /// <summary>The units that are hashed, and the index of the first one of each line.</summary>
    private static (List<char> Units, List<int> LineStarts) Normalize(SourceText source)
    {
        var units = new List<char>(source.Length + 2);
        var lineStarts = new List<int>(source.LineCount);
        bool atLineStart = true;
        bool afterReturn = false;

        void Add(char unit)
        {
            if (atLineStart)
            {
                lineStarts.Add(units.Count);
            }

            units.Add(unit);
            atLineStart = unit == '\n';
        }

        if (source.HasByteOrderMark)
        {
            Add(ByteOrderMark);
        }

        foreach (char unit in source.Content)
        {
            bool skipped = unit is ' ' or '\t' || (afterReturn && unit == '\n');
            afterReturn = unit == '\r';
            if (!skipped)
            {
                Add(unit == '\r' ? '\n' : unit);
            }
        }

        Add(EndOfText);
        return (units, lineStarts);
    }

    private static ulong UnitAt(List<char> units, int index) => index >= 0 && index < units.Count ? units[index] : 0UL;

    private static ulong Power(ulong value, int exponent)
    {
        ulong result = 1;
        for (int i = 0; i < exponent; i++)
        {
            result = unchecked(result * value);
        }

        return result;
    }
}
