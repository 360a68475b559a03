namespace GcpLint.Cel.Runtime;

/// <summary>What work costs in steps. One step is about one visit of a small node.</summary>
internal static class Cost
{
    /// <summary>Copying or scanning text is quick; the charge bounds the memory that strings made of strings can take.</summary>
    public static long OfText(long length) => 1 + (length / 16);

    /// <summary>Looking for a part compares it at each place where it may start; only long parts make that dear.</summary>
    public static long OfSearch(long length, long partLength) => OfText(length) * (1 + (partLength / 1024));
}
