using System.Globalization;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>Decodes runs of text of templates.</summary>
internal static class TemplateText
{
    /// <summary>
    /// The text that a literal token means: backslash escapes in quotes, <c>$${</c> and <c>%%{</c> everywhere. What is no
    /// valid escape stays as it is written and is reported.
    /// </summary>
    public static string Decode(ReadOnlySpan<char> raw, int start, bool quoted, DiagnosticSink diagnostics)
    {
        int stop = IndexOfEscape(raw, quoted);
        if (stop < 0)
        {
            return raw.ToString();
        }

        var text = new StringBuilder(raw.Length);
        int i = 0;
        while (stop >= 0)
        {
            text.Append(raw[i..(i + stop)]);
            i += stop;
            if (raw[i] == '\\')
            {
                i += DecodeBackslash(raw[i..], start + i, text, diagnostics);
            }
            else if (i + 2 < raw.Length && raw[i + 1] == raw[i] && raw[i + 2] == '{')
            {
                text.Append(raw[i]).Append('{');
                i += 3;
            }
            else
            {
                text.Append(raw[i]);
                i++;
            }

            stop = IndexOfEscape(raw[i..], quoted);
        }

        return text.Append(raw[i..]).ToString();
    }

    private static int IndexOfEscape(ReadOnlySpan<char> text, bool quoted) =>
        quoted ? text.IndexOfAny('\\', '$', '%') : text.IndexOfAny('$', '%');

    /// <summary>Appends what an escape means; gives its length.</summary>
    private static int DecodeBackslash(ReadOnlySpan<char> rest, int start, StringBuilder text, DiagnosticSink diagnostics)
    {
        char selector = rest.Length > 1 ? rest[1] : '\0';
        switch (selector)
        {
            case 'n':
                text.Append('\n');
                return 2;
            case 'r':
                text.Append('\r');
                return 2;
            case 't':
                text.Append('\t');
                return 2;
            case '"':
                text.Append('"');
                return 2;
            case '\\':
                text.Append('\\');
                return 2;
            case 'u' or 'U':
                int digits = selector == 'u' ? 4 : 8;
                if (rest.Length >= 2 + digits
                    && uint.TryParse(rest.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
                    && Rune.IsValid(code))
                {
                    text.Append(new Rune(code).ToString());
                    return 2 + digits;
                }

                diagnostics.Error(
                    "invalid-escape",
                    "Invalid escape sequence",
                    $"Behind \"\\{selector}\" stand {digits} hexadecimal digits, which are those of a character.",
                    new TextSpan(start, 2));
                break;
            default:
                diagnostics.Error(
                    "invalid-escape",
                    "Invalid escape sequence",
                    "The escapes are \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN.",
                    new TextSpan(start, Math.Min(2, rest.Length)));
                break;
        }

        int length = Math.Min(2, rest.Length);
        text.Append(rest[..length]);
        return length;
    }
}
