namespace GcpLint.Cel.Syntax;

/// <summary>Limits of the reader: an expression comes from a file that anybody may have written.</summary>
internal static class CelLimits
{
    /// <summary>
    /// Nesting of the text and height of the tree. Parser, checker, planner and evaluator recurse along it; 250 levels
    /// need about 400 KiB of the 1.5 MiB that a thread has. The same number is the default of Google's implementation.
    /// </summary>
    public const int MaxHeight = 250;

    /// <summary>UTF-16 units of one expression: Google's implementation takes 100,000 code points.</summary>
    public const int MaxLength = 100_000;
}
