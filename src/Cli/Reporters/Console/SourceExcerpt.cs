using System.Text;
using GcpLint.Cli.Terminal;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.Console;

/// <summary>The line on which a finding stands, cut to the width of the console, and where in it the place is.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Text">What is shown of it: tabs as blanks, "…" where something was cut.</param>
/// <param name="MarkStart">Columns before the place.</param>
/// <param name="MarkWidth">Columns of the place on this line, at least one.</param>
internal readonly record struct SourceExcerpt(int Line, string Text, int MarkStart, int MarkWidth)
{
    /// <summary>The distance of tab stops: what most editors and diffs of configuration files show.</summary>
    private const int TabStop = 4;

    private const string Cut = "…";

    /// <param name="location">The place.</param>
    /// <param name="line">The text of its first line with secrets masked, unit for unit.</param>
    /// <param name="width">How many columns there are.</param>
    public static SourceExcerpt Of(SourceLocation location, string line, int width)
    {
        TextSpan lineSpan = location.Source.GetLineSpan(location.Line);
        int start = Math.Clamp(location.Span.Start - lineSpan.Start, 0, line.Length);
        int end = Math.Clamp(location.Span.End - lineSpan.Start, start, Math.Max(start, line.TrimEnd().Length));

        List<Cell> cells = Lay(SafeText.Line(line));
        int markStart = ColumnAt(cells, start);
        int markEnd = Math.Max(markStart + 1, ColumnAt(cells, end));
        int total = ColumnAt(cells, int.MaxValue);
        if (total <= width)
        {
            return new SourceExcerpt(location.Line, Join(cells, 0, total), markStart, markEnd - markStart);
        }

        // What stands before the place tells more than what stands behind it, but the place itself comes first.
        int room = Math.Max(1, width - 2);
        int before = Math.Clamp(room - (markEnd - markStart), room / 4, room / 2);
        int from = Math.Clamp(markStart - before, 0, Math.Max(0, total - room));
        int to = Math.Min(total, from + room);
        string text = (from > 0 ? Cut : "") + Join(cells, from, to) + (to < total ? Cut : "");
        int shift = from > 0 ? 1 : 0;
        int shownEnd = Math.Min(markEnd, to);
        return new SourceExcerpt(location.Line, text, markStart - from + shift, Math.Max(1, shownEnd - markStart));
    }

    /// <summary>Each sign of the line with the column on which it begins.</summary>
    private static List<Cell> Lay(string line)
    {
        var cells = new List<Cell>(line.Length);
        int column = 0;
        int index = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                int blanks = TabStop - (column % TabStop);
                cells.Add(new Cell(index, column, blanks, new string(' ', blanks)));
                column += blanks;
            }
            else
            {
                int width = SafeText.WidthOf(rune);
                cells.Add(new Cell(index, column, width, rune.ToString()));
                column += width;
            }

            index += rune.Utf16SequenceLength;
        }

        return cells;
    }

    /// <summary>The column of a unit of the line; of its end for a unit behind it.</summary>
    private static int ColumnAt(List<Cell> cells, int index)
    {
        foreach (Cell cell in cells)
        {
            if (cell.Index >= index)
            {
                return cell.Column;
            }
        }

        return cells.Count == 0 ? 0 : cells[^1].Column + cells[^1].Width;
    }

    /// <summary>The signs between two columns; one that a border cuts in half becomes blanks.</summary>
    private static string Join(List<Cell> cells, int from, int to)
    {
        var text = new StringBuilder();
        foreach (Cell cell in cells)
        {
            int end = cell.Column + cell.Width;
            if (cell.Column >= from && end <= to)
            {
                text.Append(cell.Text);
            }
            else if (end > from && cell.Column < to)
            {
                text.Append(' ', Math.Min(end, to) - Math.Max(cell.Column, from));
            }
        }

        return text.ToString().TrimEnd();
    }

    private readonly record struct Cell(int Index, int Column, int Width, string Text);
}
