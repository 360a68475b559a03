using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Text;

namespace GcpLint.Analyzer.Suppressions;

/// <summary>
/// Reads suppressions from the comments that a reader found:
/// <c>gcp-lint: ignore[sql/deletion-protection, sql/backups] why it is so until 2027-01-31</c>.
/// </summary>
public static class SuppressionReader
{
    private const string Marker = "gcp-lint:";

    private const string Near = "ignore";

    private const string File = "ignore-file";

    /// <summary>The suppressions among <paramref name="comments"/>, in their order.</summary>
    public static ImmutableArray<Suppression> Read(SourceText source, ImmutableArray<Comment> comments)
    {
        var suppressions = ImmutableArray.CreateBuilder<Suppression>();
        foreach (Comment comment in comments)
        {
            ReadOnlySpan<char> text = source.Slice(comment.Text);
            int marker = text.Length - text.TrimStart().Length;
            if (text[marker..].StartsWith(Marker, StringComparison.Ordinal))
            {
                suppressions.Add(ReadOne(source, comment, comments, comment.Text.Start + marker + Marker.Length));
            }
        }

        return suppressions.ToImmutable();
    }

    private static Suppression ReadOne(SourceText source, Comment comment, ImmutableArray<Comment> comments, int start)
    {
        int end = comment.Text.End;
        ReadOnlySpan<char> body = source.Slice(TextSpan.FromBounds(start, end));
        int open = body.IndexOf('[');
        int close = open < 0 ? -1 : body[open..].IndexOf(']') + open;
        ReadOnlySpan<char> verb = (open < 0 ? body : body[..open]).Trim();
        SuppressionReach reach = verb.SequenceEqual(File) ? SuppressionReach.File : SuppressionReach.Near;
        string? error = null;
        ImmutableArray<SuppressedRule> rules = [];
        string reason = "";
        DateOnly? until = null;
        if (!verb.SequenceEqual(Near) && !verb.SequenceEqual(File))
        {
            error = $"`{verb}` is not known: write `ignore[rule] reason` or `ignore-file[rule] reason`";
        }
        else if (open < 0 || close < open)
        {
            error = "the rules are missing: write their ids in brackets, `ignore[sql/backups] reason`";
        }
        else
        {
            rules = ReadRules(source, start + open + 1, start + close);
            error = rules.IsEmpty ? "the brackets are empty: write the ids of the rules" : null;
            reason = ReadReason(body[(close + 1)..], out until, out string? dateError);
            error ??= dateError;
        }

        (int line, int above) = reach == SuppressionReach.File ? (0, 0) : Target(source, comment, comments);
        return new Suppression
        {
            Location = new SourceLocation(source, comment.Span),
            Reach = reach,
            Rules = rules,
            Reason = reason,
            Until = until,
            Error = error,
            Line = line,
            LineAbove = above,
        };
    }

    private static ImmutableArray<SuppressedRule> ReadRules(SourceText source, int start, int end)
    {
        var rules = ImmutableArray.CreateBuilder<SuppressedRule>();
        ReadOnlySpan<char> list = source.Slice(TextSpan.FromBounds(start, end));
        foreach (Range part in list.Split(','))
        {
            (int offset, int length) = part.GetOffsetAndLength(list.Length);
            ReadOnlySpan<char> item = list.Slice(offset, length);
            int lead = item.Length - item.TrimStart().Length;
            item = item.Trim();
            if (!item.IsEmpty)
            {
                rules.Add(new SuppressedRule(item.ToString(), new TextSpan(start + offset + lead, item.Length)));
            }
        }

        return rules.ToImmutable();
    }

    /// <summary>The words behind the brackets; "until 2027-01-31" at their end is the date.</summary>
    private static string ReadReason(ReadOnlySpan<char> text, out DateOnly? until, out string? error)
    {
        const string untilWord = "until ";
        until = null;
        error = null;
        text = text.Trim().TrimStart(":-").Trim();
        int at = text.LastIndexOf(untilWord);
        if (at < 0 || (at > 0 && text[at - 1] != ' '))
        {
            return text.ToString();
        }

        ReadOnlySpan<char> date = text[(at + untilWord.Length)..].Trim();
        if (date.IsEmpty || !char.IsAsciiDigit(date[0]))
        {
            // "until the migration is done" is a reason, no date.
            return text.ToString();
        }

        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            until = day;
        }
        else
        {
            error = $"`{date}` is no date: write `until 2027-01-31`";
        }

        return text[..at].Trim().ToString();
    }

    /// <summary>The line that a comment holds for and, for a comment on a line of its own, the line with code above it.</summary>
    private static (int Line, int Above) Target(SourceText source, Comment comment, ImmutableArray<Comment> comments)
    {
        int first = source.GetLine(comment.Span.Start);
        if (!comment.OwnLine)
        {
            return (first, 0);
        }

        int below = source.GetLine(Math.Max(comment.Span.Start, comment.Span.End - 1)) + 1;
        while (below < source.LineCount && IsBlankOrComment(source, below, comments))
        {
            below++;
        }

        int above = first - 1;
        while (above > 0 && IsBlankOrComment(source, above, comments))
        {
            above--;
        }

        return (below, above);
    }

    private static bool IsBlankOrComment(SourceText source, int line, ImmutableArray<Comment> comments)
    {
        TextSpan span = source.GetLineSpan(line);
        ReadOnlySpan<char> text = source.Slice(span);
        int lead = text.Length - text.TrimStart().Length;
        if (lead == text.Length)
        {
            return true;
        }

        int start = span.Start + lead;
        int low = 0;
        int high = comments.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (comments[middle].Span.End <= start)
            {
                low = middle + 1;
            }
            else if (comments[middle].Span.Start > start)
            {
                high = middle - 1;
            }
            else
            {
                return comments[middle].OwnLine;
            }
        }

        return false;
    }
}
