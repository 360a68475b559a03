using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>One reference of Compose's interpolation, or a dollar sign that is none.</summary>
internal readonly record struct ComposeReference
{
    /// <summary>"" for what is no reference.</summary>
    public string Name { get; private init; }

    /// <summary>'-', '+', '?', or NUL where there is none.</summary>
    public char Modifier { get; private init; }

    /// <summary>The modifier has a colon.</summary>
    public bool TreatsEmptyAsUnset { get; private init; }

    /// <summary>What stands behind the modifier.</summary>
    public TextSpan Word { get; private init; }

    /// <summary>The offset behind it.</summary>
    public int End { get; private init; }

    /// <summary>The text that it stands for if it is no reference.</summary>
    public string Literal { get; private init; }

    /// <summary><c>${</c> without an end, or with something else than a modifier behind the name.</summary>
    public bool IsMalformed { get; private init; }

    public bool IsReference => IsMalformed || Name.Length > 0;

    /// <summary>Reads at the dollar sign.</summary>
    public static ComposeReference Read(string text, int dollar, int end)
    {
        int start = dollar + 1;
        char first = start < end ? text[start] : '\0';
        if (first == '$')
        {
            return new ComposeReference { Name = "", Literal = "$", End = start + 1 };
        }

        if (first != '{')
        {
            int stop = EndOfName(text, start, end);
            return new ComposeReference { Name = text[start..stop], Literal = "$", End = stop };
        }

        int close = FindClose(text, start + 1, end);
        int nameEnd = EndOfName(text, start + 1, end);
        if (close < 0 || nameEnd == start + 1 || nameEnd > close)
        {
            return new ComposeReference { Name = "", Literal = "", IsMalformed = true, End = close < 0 ? end : close + 1 };
        }

        string name = text[(start + 1)..nameEnd];
        if (nameEnd == close)
        {
            return new ComposeReference { Name = name, Literal = "", End = close + 1 };
        }

        bool colon = text[nameEnd] == ':';
        int modifier = nameEnd + (colon ? 1 : 0);
        return new ComposeReference
        {
            Name = name,
            Literal = "",
            Modifier = text[modifier],
            TreatsEmptyAsUnset = colon,
            Word = TextSpan.FromBounds(Math.Min(modifier + 1, close), close),
            IsMalformed = text[modifier] is not ('-' or '+' or '?'),
            End = close + 1,
        };
    }

    private static int EndOfName(string text, int start, int end)
    {
        int offset = start;
        while (offset < end && (text[offset] == '_' || char.IsAsciiLetter(text[offset]) || (offset > start && char.IsAsciiDigit(text[offset]))))
        {
            offset++;
        }

        return offset;
    }

    /// <summary>The brace that closes, over nested references.</summary>
    private static int FindClose(string text, int start, int end)
    {
        int open = 1;
        for (int i = start; i < end; i++)
        {
            if (text[i] == '{' && text[i - 1] == '$')
            {
                open++;
            }
            else if (text[i] == '}' && --open == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
