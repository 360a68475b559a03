using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GcpLint.Cli.Commands;
using GcpLint.Cli.Reporters.GitHub;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.Tables;

/// <summary>Rows with named columns, written in any of the forms that people and programs read.</summary>
/// <param name="Columns">Names in lowerCamelCase, as JSON has them.</param>
/// <param name="Rows">A cell for each column; several lines of a cell are separated by LF.</param>
internal sealed record Table(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>Wider cells of a terminal are cut: the other forms have them whole.</summary>
    private const int MaxConsoleCell = 60;

    public void Write(TableFormat format, TextWriter output)
    {
        switch (format)
        {
            case TableFormat.Json:
                WriteJson(output);
                break;
            case TableFormat.Csv:
                WriteCsv(output);
                break;
            case TableFormat.Markdown:
                WriteMarkdown(output);
                break;
            default:
                WriteConsole(output);
                break;
        }
    }

    private void WriteConsole(TextWriter output)
    {
        ImmutableArray<ImmutableArray<string>> rows = [.. Rows.Select(row => row.Select(Cell).ToImmutableArray())];
        int[] widths = [.. Columns.Select((name, i) => rows.Select(row => row[i].Length).Append(name.Length).Max())];
        foreach (ImmutableArray<string> row in rows.Prepend(Columns))
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static string Cell(string text)
    {
        string line = SafeText.Line(text.Split('\n') is [var first, _, ..] lines ? $"{first} (+{lines.Length - 1})" : text);
        return line.Length > MaxConsoleCell ? line[..(MaxConsoleCell - 1)] + "…" : line;
    }

    private void WriteJson(TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartArray();
            foreach (ImmutableArray<string> row in Rows)
            {
                writer.WriteStartObject();
                for (int i = 0; i < Columns.Length; i++)
                {
                    writer.WriteString(Columns[i], row[i]);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private void WriteCsv(TextWriter output)
    {
        foreach (ImmutableArray<string> row in Rows.Prepend(Columns))
        {
            output.WriteLine(string.Join(',', row.Select(Quote)));
        }
    }

    private static string Quote(string cell)
    {
        string text = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private void WriteMarkdown(TextWriter output)
    {
        output.WriteLine($"| {string.Join(" | ", Columns)} |");
        output.WriteLine($"|{string.Concat(Columns.Select(_ => " --- |"))}");
        foreach (ImmutableArray<string> row in Rows)
        {
            output.WriteLine($"| {string.Join(" | ", row.Select(cell => string.Join("<br>", cell.Split('\n').Select(MarkdownText.Escape))))} |");
        }
    }
}
