using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads here-documents behind the line that announces them; POSIX.1-2024, XCU 2.7.4.</summary>
internal sealed class HereDocumentParser
{
    private readonly ShellCursor _cursor;
    private readonly WordParser _words;

    public HereDocumentParser(ShellCursor cursor, WordParser words)
    {
        _cursor = cursor;
        _words = words;
    }

    /// <summary>Reads the here-documents of the line that just ended.</summary>
    public void ReadPending()
    {
        while (_cursor.Pending.Count > 0)
        {
            PendingHereDocument pending = _cursor.Pending[0];
            _cursor.Pending.RemoveAt(0);
            Read(pending);
        }
    }

    private void Read(PendingHereDocument pending)
    {
        int start = _cursor.Position;
        int end = FindEnd(pending, start, out int next);
        ImmutableArray<WordPart> parts;
        if (pending.IsQuoted)
        {
            parts = start == end ? [] : [new LiteralPart(TextSpan.FromBounds(start, end), _cursor.Slice(start, end), true)];
        }
        else
        {
            // Substitutions in the text may hold here-documents of their own.
            PendingHereDocument[] later = [.. _cursor.Pending];
            int outerEnd = _cursor.End;
            _cursor.Pending.Clear();
            _cursor.End = end;
            parts = _words.ParseParts(WordContext.HereDocument);
            _cursor.End = outerEnd;
            _cursor.Pending.Clear();
            _cursor.Pending.AddRange(later);
        }

        _cursor.Position = next;
        _cursor.Findings.HereDocuments.Add(
            new HereDocument(TextSpan.FromBounds(start, end), pending.RedirectionStart, pending.Delimiter, pending.IsQuoted, parts));
    }

    /// <summary>The offset behind the last line of the text; <paramref name="next"/> is the one behind the delimiter's line.</summary>
    private int FindEnd(PendingHereDocument pending, int start, out int next)
    {
        int line = start;
        while (line < _cursor.End)
        {
            int end = _cursor.LineEnd(line);
            ReadOnlySpan<char> text = _cursor.Text.AsSpan(line, end - line);
            text = pending.StripsTabs ? text.TrimStart('\t') : text;
            text = text.EndsWith("\r") ? text[..^1] : text;
            if (text.SequenceEqual(pending.Delimiter))
            {
                next = Math.Min(end + 1, _cursor.End);
                return line;
            }

            line = Math.Min(end + 1, _cursor.End);
        }

        next = _cursor.End;
        _cursor.Report(
            "shell/unclosed-here-document",
            DiagnosticSeverity.Warning,
            "Here-document is not closed",
            $"No line consists of '{Shown(pending.Delimiter)}' alone, so the rest of the text belongs to it.",
            pending.DelimiterSpan);
        return _cursor.End;
    }

    private static string Shown(string delimiter) => delimiter.Length <= 40 ? delimiter : delimiter[..40] + "…";
}
