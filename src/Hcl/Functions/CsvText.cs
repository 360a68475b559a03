using System.Text;

namespace GcpLint.Hcl.Functions;

/// <summary>CSV as Go's encoding/csv reads it (RFC 4180): quotes only around whole fields, empty lines passed over.</summary>
internal static class CsvText
{
    /// <summary>False if a quote is wrong, or a line has another number of fields than the first one.</summary>
    public static bool TryParse(string text, out List<List<string>> rows)
    {
        rows = [];
        int position = 0;
        while (position < text.Length)
        {
            if (text[position] == '\n' || text.AsSpan(position).StartsWith("\r\n"))
            {
                position += text[position] == '\n' ? 1 : 2;
                continue;
            }

            List<string> row = [];
            if (!TryParseRow(text, ref position, row) || (rows.Count > 0 && row.Count != rows[0].Count))
            {
                return false;
            }

            rows.Add(row);
        }

        return true;
    }

    private static bool TryParseRow(string text, ref int position, List<string> row)
    {
        while (true)
        {
            bool parsed = position < text.Length && text[position] == '"'
                ? TryParseQuoted(text, ref position, row)
                : TryParseBare(text, ref position, row);
            if (!parsed)
            {
                return false;
            }

            if (position >= text.Length)
            {
                return true;
            }

            bool more = text[position] == ',';
            position += text[position] == '\r' ? 2 : 1;
            if (!more)
            {
                return true;
            }
        }
    }

    private static bool TryParseBare(string text, ref int position, List<string> row)
    {
        int end = text.AsSpan(position).IndexOfAny(",\n");
        end = end < 0 ? text.Length : position + end;
        int stop = end < text.Length && text[end] == '\n' && end > position && text[end - 1] == '\r' ? end - 1 : end;
        string field = text[position..stop];
        position = stop;
        row.Add(field);
        return !field.Contains('"', StringComparison.Ordinal);
    }

    private static bool TryParseQuoted(string text, ref int position, List<string> row)
    {
        var field = new StringBuilder();
        position++;
        while (true)
        {
            int quote = text.IndexOf('"', position);
            if (quote < 0)
            {
                return false;
            }

            field.Append(text, position, quote - position);
            position = quote + 1;
            if (position >= text.Length || text[position] is ',' or '\n' || text.AsSpan(position).StartsWith("\r\n"))
            {
                row.Add(field.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
                return true;
            }

            if (text[position] != '"')
            {
                return false;
            }

            field.Append('"');
            position++;
        }
    }
}
