namespace GcpLint.Cel.Runtime;

/// <summary>Strings are sequences of code points to CEL and of UTF-16 units to .NET.</summary>
internal static class CodePoints
{
    public static int Count(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>The unit at which the code point with this index starts; the length for the index just behind the last; -1 beyond.</summary>
    public static int OffsetOf(ReadOnlySpan<char> text, long index)
    {
        int offset = 0;
        while (index > 0 && offset < text.Length)
        {
            offset += LengthAt(text, offset);
            index--;
        }

        return index == 0 ? offset : -1;
    }

    public static int LengthAt(ReadOnlySpan<char> text, int offset) =>
        offset + 1 < text.Length && char.IsHighSurrogate(text[offset]) && char.IsLowSurrogate(text[offset + 1]) ? 2 : 1;
}
