using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>How a command that was meant to go on in the next line is cut.</summary>
public enum BrokenContinuationKind : byte
{
    /// <summary>Blanks stand between the backslash and the line's end: the backslash quotes a blank instead of the line's end.</summary>
    TrailingBlanks,

    /// <summary>A comment stands behind the backslash on its line.</summary>
    CommentBehindBackslash,

    /// <summary>A continued line is followed by a comment, and that by words that look like the rest of the command.</summary>
    CommentBetweenLines,
}

/// <summary>A place where a command ends though its author went on.</summary>
/// <param name="Kind">How.</param>
/// <param name="Span">The backslash with the blanks behind it, or the comment; in the decoded text.</param>
public readonly record struct BrokenContinuation(BrokenContinuationKind Kind, TextSpan Span);
