using System.Text;
using System.Text.RegularExpressions;

namespace GcpLint.Tests.Syntax;

/// <summary>Breaks configuration files in the ways that people, merges and editors break them. The same seed gives the same texts.</summary>
internal sealed partial class FileMutations(int seed)
{
    private const int MaxEdits = 3;

    private static readonly string[] s_brackets = ["{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "%%{", "$${", "{~", "\"\""];

    private static readonly string[] s_words =
    [
        "=", "==", "=>", ":", "::", ",", ".", "...", "?", "!", "&&", "||", "&", "|", "~", "^", "'", "`", ";", "@", "$", "%", "\\", "+", "-", "*", "/", "<", ">=", ".*", "[*]",
        "for ", " in ", " if ", "null", "true", "1", "1.5", "1.", ".5", "1e9", "1e", "0x1F", "1.2.3", "a.0", "a.0.1", "a[0].b", "foo()", "f(x...)", "x::y(1)", "${x}", "%{ if x }", "%{ endif }", "%{ for x in y }", "%{ endfor }", "%{ else }",
        "resource \"a\" \"b\" {}\n", "x = 1\n", "x {\n}\n", "a = b ? c : d", "\"a\" = 1\n", "a \"b\" c {\n}\n", "a { b = 1 }\n", "a { b = 1\n}\n", "a { b = 1, c = 2 }\n", "(x)", "{ a = 1, b : 2 }", "[for a in b : a]", "{for k, v in b : k => v...}",
        "/*", "*/", "#", "//", "/* c */",
    ];

    private static readonly string[] s_heredocs =
    [
        "<<EOT\n", "<<-EOT\n", "EOT\n", "EOT", "  EOT\n", "<<EOT\ntext\nEOT\n", "<<-EOT\n  text ${x}\n  EOT\n", "<<\"EOT\"\n", "<< EOT\n", "<<EOT text\nEOT\n", "<<EOT\r\ntext\r\nEOT\r\n",
        "x = <<EOT\n${\nEOT\n", "x = <<EOT\n%{ if a }\nEOT\n", "x = [<<EOT\na\nEOT\n, <<EOT\nb\nEOT\n]\n", "x = <<EOT\na\nEOTX\nEOT\n", "x = <<É\nÉ\n",
    ];

    private static readonly string[] s_escapes =
        ["\\n", "\\\"", "\\q", "\\u00e9", "\\u12", "\\U0001F600", "\\U0011FFFF", "\\uD800", "\\", "\\\\", "\\x41", "\\0", "\\$", "\\%", "\\{", "\n", "$", "%", "$$", "%%", "$${", "%%{"];

    private static readonly string[] s_characters =
    [
        "\0", "\u0001", "\b", "\t", "\v", "\f", "\r", "\r\n", "\n\r", "\u001b", "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\u3000", "\u200b", "\u200d", "\uFEFF", "\uFFFD", "\uFFFF",
        "é", "e\u0301", "\u0301", "ß", "中", "ａ", "９", "٣", "٣x", "x٣", "Ⅷ", "ª", "\u2118", "\u1885", "\u309b", "\u2E2F", "\u00b7x", "x\u00b7", "x\u0387", "x\u203f", "_x", "-x", "x-", "x--y", "😀", "\U0001D400", "\U000E0100", "“x”", "‘x’", "–", "…", "＝", "｛",
    ];

    private static readonly byte[][] s_broken = [[0xFF], [0x80], [0xC3], [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF8, 0x88, 0x80, 0x80, 0x80]];

    private readonly Random _random = new(seed);

    /// <summary>The text with one to three edits, some with bytes that are part of no character.</summary>
    public byte[] Mutate(string text)
    {
        const int TextsForOneBroken = 20;
        byte[] bytes = Encoding.UTF8.GetBytes(Edited(text));
        if (_random.Next(TextsForOneBroken) > 0)
        {
            return bytes;
        }

        int place = _random.Next(bytes.Length + 1);
        return [.. bytes.AsSpan(0, place), .. s_broken[_random.Next(s_broken.Length)], .. bytes.AsSpan(place)];
    }

    private string Edited(string text)
    {
        for (int edits = 1 + _random.Next(MaxEdits); edits > 0; edits--)
        {
            text = Edit(text);
        }

        return text;
    }

    private string Edit(string text) => _random.Next(18) switch
    {
        0 => text.Remove(Place(text), text.Length == 0 ? 0 : 1),
        1 => SwapCharacters(text),
        2 => Insert(text, s_brackets),
        3 => DeleteBracket(text),
        4 => Insert(text, s_words),
        5 => Insert(text, s_heredocs),
        6 => Insert(text, s_characters),
        7 => InsertIntoString(text),
        8 => DeleteToken(text),
        9 => DuplicateToken(text),
        10 => SwapTokens(text),
        11 => Replace(text, s_words),
        12 => Replace(text, s_brackets),
        13 => MoveLine(text),
        14 => JoinLines(text),
        15 => text[.._random.Next(text.Length + 1)],
        16 => LineEnds(text),
        _ => Replace(text, s_characters),
    };

    private int Place(string text) => text.Length == 0 ? 0 : _random.Next(text.Length);

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];

    private string Insert(string text, string[] choices) => text.Insert(_random.Next(text.Length + 1), Pick(choices));

    private string SwapCharacters(string text)
    {
        int place = Place(text);
        return place + 1 < text.Length ? $"{text[..place]}{text[place + 1]}{text[place]}{text[(place + 2)..]}" : text;
    }

    private string DeleteBracket(string text)
    {
        Match[] brackets = Bracket().Matches(text).ToArray();
        return brackets.Length == 0 ? text : Cut(text, brackets[_random.Next(brackets.Length)], "");
    }

    private string InsertIntoString(string text)
    {
        Match[] quoted = Quoted().Matches(text).ToArray();
        if (quoted.Length == 0)
        {
            return Insert(text, s_escapes);
        }

        Match match = quoted[_random.Next(quoted.Length)];
        return text.Insert(match.Index + 1 + _random.Next(match.Length - 1), Pick(_random.Next(2) == 0 ? s_escapes : s_characters));
    }

    private string DeleteToken(string text) => Token(text) is { } token ? Cut(text, token, "") : text;

    private string DuplicateToken(string text) => Token(text) is { } token ? text.Insert(token.Index, token.Value + (_random.Next(2) == 0 ? " " : "")) : text;

    private string Replace(string text, string[] choices) => Token(text) is { } token ? Cut(text, token, Pick(choices)) : text;

    private string SwapTokens(string text)
    {
        if (Token(text) is not { } left || Token(text) is not { } right || left.Index == right.Index)
        {
            return text;
        }

        if (left.Index > right.Index)
        {
            (left, right) = (right, left);
        }

        // Tokens are looked for from any place on, so that one may be the end of the other.
        if (left.Index + left.Length > right.Index)
        {
            return text;
        }

        return $"{text[..left.Index]}{right.Value}{text[(left.Index + left.Length)..right.Index]}{left.Value}{text[(right.Index + right.Length)..]}";
    }

    private string MoveLine(string text)
    {
        List<string> lines = [.. text.Split('\n')];
        string line = lines[_random.Next(lines.Count)];
        if (_random.Next(2) == 0)
        {
            lines.Remove(line);
        }

        lines.Insert(_random.Next(lines.Count + 1), line);
        return string.Join('\n', lines);
    }

    private string JoinLines(string text)
    {
        int end = text.IndexOf('\n', Place(text));
        return end < 0 ? text : text.Remove(end, 1);
    }

    private string LineEnds(string text) => _random.Next(4) switch
    {
        0 => text.ReplaceLineEndings("\r\n"),
        1 => "\uFEFF" + text,
        2 => text.TrimEnd('\n'),
        _ => text.ReplaceLineEndings("\r"),
    };

    private Match? Token(string text)
    {
        Match match = Word().Match(text, Place(text));
        return match.Success ? match : null;
    }

    private static string Cut(string text, Match match, string by) => $"{text[..match.Index]}{by}{text[(match.Index + match.Length)..]}";

    [GeneratedRegex("""[\[\]{}()"]""")]
    private static partial Regex Bracket();

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("""[\w-]+|"[^"\n]*"|\$\{|%\{|=>|==|[^\s\w]|\n""")]
    private static partial Regex Word();
}
