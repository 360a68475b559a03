using GcpLint.Values;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>Positions of a part in a text, counted in code points.</summary>
internal static class TextSearch
{
    public static Value IndexOf(string text, string part, long start, ref Frame frame)
    {
        int offset = start < 0 ? -1 : CodePoints.OffsetOf(text, start);
        if (offset < 0)
        {
            return CelError.Of($"index out of range: {start}");
        }

        if (!frame.Pay(Cost.OfSearch(text.Length, part.Length)))
        {
            return Frame.Exhausted;
        }

        int found = text.IndexOf(part, offset, StringComparison.Ordinal);
        return Value.Of(found < 0 ? -1L : start + CodePoints.Count(text.AsSpan(offset, found - offset)));
    }

    /// <param name="text">The text.</param>
    /// <param name="part">What is looked for.</param>
    /// <param name="start">The last place where it may start; null for anywhere.</param>
    /// <param name="frame">Pays for the search.</param>
    public static Value LastIndexOf(string text, string part, long? start, ref Frame frame)
    {
        int offset = start is null ? text.Length : start < 0 ? -1 : CodePoints.OffsetOf(text, start.Value);
        if (offset < 0)
        {
            return CelError.Of($"index out of range: {start}");
        }

        if (!frame.Pay(Cost.OfSearch(text.Length, part.Length)))
        {
            return Frame.Exhausted;
        }

        int end = (int)Math.Min(text.Length, (long)offset + part.Length);
        int found = text.AsSpan(0, end).LastIndexOf(part, StringComparison.Ordinal);
        return Value.Of(found < 0 ? -1L : CodePoints.Count(text.AsSpan(0, found)));
    }
}
