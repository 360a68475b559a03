using System.Buffers;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>The place of the parser in its text, with the rules of blanks, line ends, comments and continuations.</summary>
internal sealed class ShellCursor
{
    /// <summary>
    /// Nesting of constructs. Scripts that people write stay below 20; each level costs about ten frames of the
    /// machine's stack, of which a thread of the pool has 1.5 MB.
    /// </summary>
    public const int MaxDepth = 100;

    /// <summary>
    /// How often text is read again behind a quote or brace that nobody closed. Each time may cost a walk to the end of
    /// the text, so that reading stays linear; scripts with more of them are no scripts.
    /// </summary>
    public const int MaxRecoveries = 16;

    /// <summary>More diagnostics than people read.</summary>
    public const int MaxDiagnostics = 200;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create('\n');

    private readonly MappedText _text;
    private int _recoveries;
    private bool _tooDeep;

    public ShellCursor(MappedText text)
    {
        _text = text;
        Text = text.Text;
        End = Text.Length;
    }

    public string Text { get; }

    public int Position { get; set; }

    /// <summary>Where reading ends: the text's end, or that of the enclosing backquotes or here-document.</summary>
    public int End { get; set; }

    public int Depth { get; private set; }

    public ShellFindings Findings { get; } = new();

    /// <summary>Here-documents whose text starts behind the next line end.</summary>
    public List<PendingHereDocument> Pending { get; } = [];

    public bool AtEnd => Position >= End;

    /// <summary>The unit at an offset from the position; NUL behind the end, which no rule of the language mentions.</summary>
    public char Peek(int offset = 0) => Position + offset < End ? Text[Position + offset] : '\0';

    public bool StartsWith(string text) => Text.AsSpan(Position, End - Position).StartsWith(text, StringComparison.Ordinal);

    public ReadOnlySpan<char> Rest => Text.AsSpan(Position, End - Position);

    public string Slice(int start, int end) => Text[start..end];

    public SourceLocation Locate(TextSpan span) => _text.Locate(span);

    public void Report(string code, DiagnosticSeverity severity, string summary, string detail, TextSpan span)
    {
        if (Findings.Diagnostics.Count < MaxDiagnostics)
        {
            Findings.Diagnostics.Add(new Diagnostic(code, severity, summary, detail, _text.Locate(span)));
        }
    }

    public void Error(string code, string summary, string detail, TextSpan span) => Report(code, DiagnosticSeverity.Error, summary, detail, span);

    /// <summary>Enters a nested construct; if it lies too deep, the rest of the text is given up and false returned.</summary>
    public bool TryEnter()
    {
        if (Depth < MaxDepth)
        {
            Depth++;
            return true;
        }

        if (!_tooDeep)
        {
            _tooDeep = true;
            _recoveries = MaxRecoveries;
            Error("shell/too-deep", "Nested too deeply", $"Constructs are nested more than {MaxDepth} deep; the rest is not read.", new TextSpan(Position, Math.Min(1, End - Position)));
        }

        Position = End;
        return false;
    }

    public void Leave() => Depth--;

    /// <summary>A place to come back to.</summary>
    public Bookmark Save() => new(Position, Pending.Count, Findings.Save());

    public void Return(Bookmark bookmark)
    {
        Position = bookmark.Position;
        if (Pending.Count > bookmark.Pending)
        {
            Pending.RemoveRange(bookmark.Pending, Pending.Count - bookmark.Pending);
        }

        Findings.Restore(bookmark.Findings);
    }

    /// <summary>
    /// Reports something that is not closed and goes on behind the line of its opening, so that the rest is still read.
    /// </summary>
    public void RecoverUnclosed(Bookmark opening, int length, string code, string summary, string detail)
    {
        int end = Position;
        bool again = _recoveries < MaxRecoveries;
        if (again)
        {
            _recoveries++;
            Return(opening);
            end = LineEnd(opening.Position);
        }

        Error(code, summary, detail, new TextSpan(opening.Position, Math.Min(length, End - opening.Position)));
        Position = end;
    }

    /// <summary>The offset of the line end at or behind an offset.</summary>
    public int LineEnd(int offset)
    {
        int found = Text.AsSpan(offset, End - offset).IndexOfAny(LineEnds);
        return found < 0 ? End : offset + found;
    }

    /// <summary>The length of a continuation (backslash and line end) at the position; 0 if there is none.</summary>
    public int ContinuationLength()
    {
        if (Peek() != '\\')
        {
            return 0;
        }

        return Peek(1) == '\n' ? 2 : Peek(1) == '\r' && Peek(2) == '\n' ? 3 : 0;
    }

    public static bool IsBlank(char c) => c is ' ' or '\t';

    /// <summary>A carriage return that belongs to the line end behind it.</summary>
    public bool AtLineEndReturn => Peek() == '\r' && Peek(1) == '\n';

    /// <summary>Skips blanks and continuations; not line ends, not comments.</summary>
    public void SkipBlanks()
    {
        while (!AtEnd)
        {
            int continuation = ContinuationLength();
            if (continuation > 0)
            {
                int backslash = Position;
                Position += continuation;
                NoteCommentBetweenLines(backslash);
            }
            else if (IsBlank(Peek()) || AtLineEndReturn)
            {
                Position++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Skips a comment if one starts here, up to the line end.</summary>
    public void SkipComment()
    {
        if (Peek() != '#' || AtEnd)
        {
            return;
        }

        int start = Position;
        int end = LineEnd(start);
        int trimmed = end > start && Text[end - 1] == '\r' ? end - 1 : end;
        TextSpan span = _text.ToSource(TextSpan.FromBounds(start, trimmed));
        var comment = new Comment(span, new TextSpan(span.Start + 1, Math.Max(0, span.Length - 1)), IsFirstOnLine(start));
        Findings.Comments.Add(comment);
        Position = end;
    }

    private bool IsFirstOnLine(int offset)
    {
        while (offset > 0 && IsBlank(Text[offset - 1]))
        {
            offset--;
        }

        return offset == 0 || Text[offset - 1] == '\n';
    }

    /// <summary>A comment that takes the place of a continued line ends the command: words that follow it run as another one.</summary>
    private void NoteCommentBetweenLines(int backslash)
    {
        int start = SkipBlanksFrom(Position);
        if (start >= End || Text[start] != '#' || backslash == 0)
        {
            return;
        }

        int end = LineEnd(start);
        bool goesOn = end > start && Text[end - 1] == '\\';
        int next = SkipBlanksFrom(Math.Min(end + 1, End));
        bool optionFollows = next < End && Text[next] == '-' && next + 1 < End && !char.IsWhiteSpace(Text[next + 1]);
        if (goesOn || optionFollows)
        {
            Findings.BrokenContinuations.Add(new BrokenContinuation(BrokenContinuationKind.CommentBetweenLines, TextSpan.FromBounds(start, end)));
        }
    }

    private int SkipBlanksFrom(int offset)
    {
        while (offset < End && IsBlank(Text[offset]))
        {
            offset++;
        }

        return offset;
    }

    internal readonly record struct Bookmark(int Position, int Pending, ShellFindings.Mark Findings);
}

/// <summary>A here-document that was announced on this line.</summary>
internal readonly record struct PendingHereDocument(int RedirectionStart, string Delimiter, bool IsQuoted, bool StripsTabs, TextSpan DelimiterSpan);
