namespace GcpLint.Cel.Runtime;

/// <summary>What work costs in steps. One step is about one visit of a small node.</summary>
internal static class Cost
{
    /// <summary>Copying or scanning text is quick; the charge bounds the memory that strings made of strings can take.</summary>
    public static long OfText(long length) => 1 + (length / 16);
}
