namespace GcpLint.Text;

/// <summary>
/// A comment as a reader met it: suppressions are found here, never by searching lines, so that a '#' in a string or a
/// here-document is none.
/// </summary>
/// <param name="Span">From the marker to the end of the comment.</param>
/// <param name="Text">The same without its markers ("#", "//", "/*", "*/").</param>
/// <param name="OwnLine">Nothing but blanks stands before it on its line.</param>
public readonly record struct Comment(TextSpan Span, TextSpan Text, bool OwnLine);
