using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads words: runs of text, quotes and expansions.</summary>
internal sealed class WordParser
{
    private static readonly SearchValues<char> UnquotedSpecials = SearchValues.Create("\\'\"$` \t\r\n|&;()<>");
    private static readonly SearchValues<char> DoubleQuotedSpecials = SearchValues.Create("\\\"$`");
    private static readonly SearchValues<char> HereDocumentSpecials = SearchValues.Create("\\$`");
    private static readonly SearchValues<char> BracedSpecials = SearchValues.Create("\\'\"$`}");
    private static readonly SearchValues<char> BracedQuotedSpecials = SearchValues.Create("\\\"$`}");
    private static readonly SearchValues<char> ArithmeticSpecials = SearchValues.Create("\\'\"$`()");
    private static readonly SearchValues<char> RegexSpecials = SearchValues.Create("\\'\"$` \t\r\n()");

    private readonly ShellCursor _cursor;
    private readonly ShellParseOptions _options;
    private readonly ExpansionParser _expansions;

    public WordParser(ShellCursor cursor, CommandParser commands, ShellParseOptions options)
    {
        _cursor = cursor;
        _options = options;
        _expansions = new ExpansionParser(cursor, this, commands);
    }

    /// <summary>Reads a word at the position; null if none starts there.</summary>
    public ShellWord? ParseWord(WordContext context = WordContext.Unquoted)
    {
        int start = _cursor.Position;
        ImmutableArray<WordPart> parts = ParseParts(context);
        return _cursor.Position == start ? null : new ShellWord(TextSpan.FromBounds(start, _cursor.Position), parts);
    }

    /// <summary>Reads parts up to what ends the context, which is left for the caller.</summary>
    public ImmutableArray<WordPart> ParseParts(WordContext context)
    {
        if (!_cursor.TryEnter())
        {
            return [];
        }

        var parts = ImmutableArray.CreateBuilder<WordPart>();
        SearchValues<char> specials = SpecialsOf(context);
        int nesting = 0;
        while (!_cursor.AtEnd)
        {
            int length = _cursor.Rest.IndexOfAny(specials);
            length = length < 0 ? _cursor.Rest.Length : length;
            if (length > 0)
            {
                AddLiteral(parts, length);
            }
            else if (Ends(context, ref nesting))
            {
                break;
            }
            else
            {
                ParseSpecial(parts, context);
            }
        }

        _cursor.Leave();
        return parts.DrainToImmutable();
    }

    private static SearchValues<char> SpecialsOf(WordContext context) => context switch
    {
        WordContext.DoubleQuoted => DoubleQuotedSpecials,
        WordContext.HereDocument => HereDocumentSpecials,
        WordContext.Braced => BracedSpecials,
        WordContext.BracedQuoted => BracedQuotedSpecials,
        WordContext.Arithmetic or WordContext.ExtendedPattern => ArithmeticSpecials,
        WordContext.Regex => RegexSpecials,
        _ => UnquotedSpecials,
    };

    private bool Ends(WordContext context, ref int nesting)
    {
        char c = _cursor.Peek();
        switch (context)
        {
            case WordContext.DoubleQuoted:
                return c == '"';
            case WordContext.Braced or WordContext.BracedQuoted:
                return c == '}';
            case WordContext.Arithmetic or WordContext.ExtendedPattern or WordContext.Regex:
                nesting += c == '(' ? 1 : c == ')' ? -1 : 0;
                return nesting < 0 || (context == WordContext.Regex && (c is '\n' or '\r' || (nesting == 0 && ShellCursor.IsBlank(c))));
            case WordContext.Unquoted:
                return c switch
                {
                    ' ' or '\t' or '\n' or '|' or '&' or ';' or ')' => true,
                    '\r' => _cursor.Peek(1) == '\n',
                    '(' => !FollowsPatternOperator(),
                    '<' or '>' => _cursor.Peek(1) != '(',
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>Whether "(" opens an extended pattern such as "!(a|b)".</summary>
    private bool FollowsPatternOperator() => _cursor.Position > 0 && _cursor.Text[_cursor.Position - 1] is '?' or '*' or '+' or '@' or '!';

    private void ParseSpecial(ImmutableArray<WordPart>.Builder parts, WordContext context)
    {
        switch (_cursor.Peek())
        {
            case '\\':
                ParseBackslash(parts, context);
                break;
            case '\'':
                parts.Add(ParseSingleQuoted());
                break;
            case '"':
                parts.Add(ParseDoubleQuoted(QuoteKind.Double, 1));
                break;
            case '$':
                ParseDollar(parts, context);
                break;
            case '`':
                parts.Add(_expansions.ParseBackquoted());
                break;
            case '(' when context == WordContext.Unquoted:
                ParseExtendedPattern(parts);
                break;
            case '<' or '>' when context == WordContext.Unquoted:
                parts.Add(_expansions.ParseProcessSubstitution());
                break;
            default:
                AddLiteral(parts, 1);
                break;
        }
    }

    private void AddLiteral(ImmutableArray<WordPart>.Builder parts, int length)
    {
        int start = _cursor.Position;
        _cursor.Position += length;
        parts.Add(new LiteralPart(new TextSpan(start, length), _cursor.Slice(start, _cursor.Position), false));
    }

    private void ParseBackslash(ImmutableArray<WordPart>.Builder parts, WordContext context)
    {
        int start = _cursor.Position;
        int continuation = _cursor.ContinuationLength();
        if (continuation > 0)
        {
            _cursor.Position += continuation;
            return;
        }

        char next = _cursor.Peek(1);
        bool escapes = context switch
        {
            WordContext.DoubleQuoted => next is '"' or '\\' or '$' or '`',
            WordContext.BracedQuoted => next is '"' or '\\' or '$' or '`' or '}',
            WordContext.HereDocument => next is '\\' or '$' or '`',
            _ => true,
        };
        int length = start + 1 < _cursor.End ? 2 : 1;
        _cursor.Position += length;
        var span = new TextSpan(start, length);
        parts.Add(new LiteralPart(span, escapes && length == 2 ? next.ToString() : _cursor.Slice(start, start + length), escapes));
        if (context == WordContext.Unquoted && ShellCursor.IsBlank(next))
        {
            NoteBrokenContinuation(start);
        }
    }

    /// <summary>"\ " at the end of a line, or in front of a comment: the blank is quoted, the line ends.</summary>
    private void NoteBrokenContinuation(int backslash)
    {
        int end = backslash + 1;
        while (end < _cursor.End && (ShellCursor.IsBlank(_cursor.Text[end]) || _cursor.Text[end] == '\r'))
        {
            end++;
        }

        bool startsWord = backslash == 0 || ShellCursor.IsBlank(_cursor.Text[backslash - 1]);
        if (end == _cursor.End)
        {
            return;
        }

        if (_cursor.Text[end] == '\n')
        {
            _cursor.Findings.BrokenContinuations.Add(new BrokenContinuation(BrokenContinuationKind.TrailingBlanks, TextSpan.FromBounds(backslash, end)));
        }
        else if (_cursor.Text[end] == '#' && startsWord)
        {
            var span = TextSpan.FromBounds(backslash, _cursor.LineEnd(end));
            _cursor.Findings.BrokenContinuations.Add(new BrokenContinuation(BrokenContinuationKind.CommentBehindBackslash, span));
        }
    }

    private QuotedPart ParseSingleQuoted()
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        int start = _cursor.Position++;
        var parts = ImmutableArray.CreateBuilder<WordPart>();
        while (true)
        {
            ReadOnlySpan<char> rest = _cursor.Rest;
            int close = rest.IndexOf('\'');
            int expression = _options.WorkflowExpressions ? rest[..(close < 0 ? rest.Length : close)].IndexOf("${{") : -1;
            if (expression >= 0)
            {
                AddQuotedLiteral(parts, expression);
                if (_expansions.TryParseWorkflowExpression(parts))
                {
                    continue;
                }

                AddQuotedLiteral(parts, 3);
                continue;
            }

            if (close < 0)
            {
                _cursor.Position = _cursor.End;
                _cursor.RecoverUnclosed(opening, 1, "shell/unclosed-quote", "Single quote is not closed", "The text between single quotes ends at the next single quote; there is none.");
                return new QuotedPart(TextSpan.FromBounds(start, _cursor.Position), QuoteKind.Single, [new LiteralPart(TextSpan.FromBounds(start + 1, _cursor.Position), _cursor.Slice(start + 1, Math.Max(start + 1, _cursor.Position)), true)]);
            }

            AddQuotedLiteral(parts, close);
            _cursor.Position++;
            return new QuotedPart(TextSpan.FromBounds(start, _cursor.Position), QuoteKind.Single, parts.DrainToImmutable());
        }
    }

    private void AddQuotedLiteral(ImmutableArray<WordPart>.Builder parts, int length)
    {
        length = Math.Min(length, _cursor.End - _cursor.Position);
        if (length > 0)
        {
            parts.Add(new LiteralPart(new TextSpan(_cursor.Position, length), _cursor.Slice(_cursor.Position, _cursor.Position + length), true));
            _cursor.Position += length;
        }
    }

    private QuotedPart ParseDoubleQuoted(QuoteKind kind, int prefix)
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        int start = _cursor.Position;
        _cursor.Position += prefix;
        ImmutableArray<WordPart> parts = ParseParts(WordContext.DoubleQuoted);
        if (_cursor.Peek() == '"' && !_cursor.AtEnd)
        {
            _cursor.Position++;
        }
        else
        {
            _cursor.RecoverUnclosed(opening, prefix, "shell/unclosed-quote", "Double quote is not closed", "The text between double quotes ends at the next double quote that is not escaped; there is none.");
            parts = [new LiteralPart(TextSpan.FromBounds(start + prefix, Math.Max(start + prefix, _cursor.Position)), _cursor.Slice(start + prefix, Math.Max(start + prefix, _cursor.Position)), true)];
        }

        return new QuotedPart(TextSpan.FromBounds(start, _cursor.Position), kind, parts);
    }

    private void ParseDollar(ImmutableArray<WordPart>.Builder parts, WordContext context)
    {
        if (_cursor.StartsWith("${{") && _expansions.TryParseWorkflowExpression(parts))
        {
            return;
        }

        bool quoted = context is WordContext.DoubleQuoted or WordContext.HereDocument or WordContext.BracedQuoted;
        char next = _cursor.Peek(1);
        if (next == '\'' && !quoted)
        {
            parts.Add(ParseAnsiC());
        }
        else if (next == '"' && !quoted)
        {
            parts.Add(ParseDoubleQuoted(QuoteKind.Locale, 2));
        }
        else if (_expansions.TryParseDollar(quoted) is { } expansion)
        {
            parts.Add(expansion);
        }
        else
        {
            AddLiteral(parts, 1);
        }
    }

    /// <summary>$'…': escapes as in C; Bash's manual, "ANSI-C Quoting".</summary>
    private QuotedPart ParseAnsiC()
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        int start = _cursor.Position;
        int end = start + 2;
        while (end < _cursor.End && _cursor.Text[end] != '\'')
        {
            end += _cursor.Text[end] == '\\' ? 2 : 1;
        }

        if (end >= _cursor.End)
        {
            _cursor.Position = _cursor.End;
            _cursor.RecoverUnclosed(opening, 2, "shell/unclosed-quote", "Quote is not closed", "The text behind $' ends at the next single quote that is not escaped; there is none.");
            end = Math.Max(start + 2, _cursor.Position);
        }
        else
        {
            _cursor.Position = end + 1;
        }

        string text = AnsiCEscapes.Decode(_cursor.Text.AsSpan(start + 2, end - start - 2));
        return new QuotedPart(TextSpan.FromBounds(start, _cursor.Position), QuoteKind.AnsiC, [new LiteralPart(TextSpan.FromBounds(start + 2, end), text, true)]);
    }

    private void ParseExtendedPattern(ImmutableArray<WordPart>.Builder parts)
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        AddLiteral(parts, 1);
        parts.AddRange(ParseParts(WordContext.ExtendedPattern));
        if (_cursor.Peek() == ')' && !_cursor.AtEnd)
        {
            AddLiteral(parts, 1);
        }
        else
        {
            _cursor.RecoverUnclosed(opening, 1, "shell/unclosed-pattern", "Pattern is not closed", "The parenthesis of an extended pattern needs a closing one.");
        }
    }

    /// <inheritdoc cref="ExpansionParser.TryParseArithmetic"/>
    public ImmutableArray<WordPart>? TryParseArithmetic(int prefix) => _expansions.TryParseArithmetic(prefix);

    /// <summary>Raw text of a word for which expansion does not count, as the delimiter of a here-document: quotes removed.</summary>
    public static string RemoveQuotes(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('\'', '"', '\\') < 0)
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && c == '\\' && i + 1 < text.Length)
            {
                result.Append(text[++i]);
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
