using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Nginx;

/// <summary>
/// Reads directives as nginx splits them: words between blanks, quotes that may hold anything, "#" that begins a comment
/// where a word may begin, ";" and "{" that end the words. Open blocks stand on a stack of their own, so that no file
/// is deeper than the machine's stack.
/// </summary>
internal sealed class NginxParser(SourceText source)
{
    /// <summary>Blocks within blocks; honest files stay below 8. What is deeper is read as if it stood here.</summary>
    private const int MaxDepth = 100;

    /// <summary>A file of another kind would give one for each line; nobody reads more than these.</summary>
    private const int MaxDiagnostics = 50;

    /// <summary>Units that are looked at in front of a comment and behind "${": a line of a million of them would be read a million times.</summary>
    private const int MaxLookAround = 1_000;

    private readonly string _text = source.Content;
    private readonly ImmutableArray<Comment>.Builder _comments = ImmutableArray.CreateBuilder<Comment>();
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly Stack<OpenBlock> _open = new();
    private ImmutableArray<NginxDirective>.Builder _directives = ImmutableArray.CreateBuilder<NginxDirective>();
    private int _position;
    private int _tooDeep;

    /// <summary>A block whose closing brace has not come yet.</summary>
    private sealed record OpenBlock(ImmutableArray<NginxWord> Words, TextSpan Header, ImmutableArray<NginxDirective>.Builder Outer);

    public NginxFile Parse()
    {
        _position = _text.StartsWith('\ufeff') ? 1 : 0;
        var words = ImmutableArray.CreateBuilder<NginxWord>();
        while (SkipToWord())
        {
            char c = _text[_position];
            switch (c)
            {
                case ';':
                    _position++;
                    End(words);
                    break;
                case '{':
                    _position++;
                    Open(words);
                    break;
                case '}':
                    Unfinished(words);
                    Close();
                    break;
                default:
                    words.Add(c is '"' or '\'' ? Quoted(c) : Plain());
                    break;
            }
        }

        Unfinished(words);
        while (_open.Count > 0)
        {
            Report("nginx/unclosed-block", "The block is not closed", "Its closing brace is missing.", _open.Peek().Header);
            CloseTop();
        }

        return new NginxFile(source, _directives.ToImmutable(), _comments.ToImmutable(), _diagnostics.ToImmutable());
    }

    /// <summary>Passes blanks and comments; false at the end.</summary>
    private bool SkipToWord()
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == '#')
            {
                int start = _position;
                int length = _text.AsSpan(start).IndexOfAny('\r', '\n');
                _position = length < 0 ? _text.Length : start + length;
                int lineStart = start == 0 ? 0 : _text.LastIndexOf('\n', start - 1) + 1;
                bool ownLine = start == lineStart || _text.AsSpan(lineStart, Math.Min(start - lineStart, MaxLookAround)).Trim().IsEmpty;
                _comments.Add(new Comment(TextSpan.FromBounds(start, _position), TextSpan.FromBounds(start + 1, _position), ownLine));
            }
            else if (!char.IsWhiteSpace(c))
            {
                return true;
            }
            else
            {
                _position++;
            }
        }

        return false;
    }

    private NginxWord Plain()
    {
        int start = _position;
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == '\\')
            {
                _position = Math.Min(_position + 2, _text.Length);
            }
            else if (c == '$' && _position + 1 < _text.Length && _text[_position + 1] == '{')
            {
                int close = _text.AsSpan(_position, Math.Min(MaxLookAround, _text.Length - _position)).IndexOfAny('}', '\n');
                _position = close < 0 ? _position + 2 : _position + close + 1;
            }
            else if (char.IsWhiteSpace(c) || c is ';' or '{')
            {
                break;
            }
            else
            {
                _position++;
            }
        }

        var span = TextSpan.FromBounds(start, _position);
        return new NginxWord(Unescape(source.GetText(span)), span);
    }

    private NginxWord Quoted(char quote)
    {
        int start = _position++;
        while (_position < _text.Length && _text[_position] != quote)
        {
            _position += _text[_position] == '\\' ? 2 : 1;
        }

        if (_position >= _text.Length)
        {
            _position = _text.Length;
            Report("nginx/unclosed-quote", "The quoted text is not closed", "Its second quote is missing: everything behind it is read as text.", new TextSpan(start, 1));
            return new NginxWord(Unescape(_text[(start + 1)..]), TextSpan.FromBounds(start, _text.Length));
        }

        _position++;
        return new NginxWord(Unescape(_text[(start + 1)..(_position - 1)]), TextSpan.FromBounds(start, _position));
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            // Other escapes belong to the regular expression in which they stand.
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\'' or '\\')
            {
                i++;
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    private void End(ImmutableArray<NginxWord>.Builder words)
    {
        if (words.Count > 0)
        {
            var span = TextSpan.FromBounds(words[0].Span.Start, _position);
            _directives.Add(new NginxDirective(words.DrainToImmutable(), span, span, false, []));
        }
    }

    private void Open(ImmutableArray<NginxWord>.Builder words)
    {
        if (words.Count == 0)
        {
            Report("nginx/unexpected-brace", "A block begins without a directive", "Name the directive in front of it, such as `server`.", new TextSpan(_position - 1, 1));
            words.Add(new NginxWord("", new TextSpan(_position - 1, 0)));
        }

        if (_open.Count >= MaxDepth)
        {
            _tooDeep++;
            words.Clear();
            return;
        }

        var header = TextSpan.FromBounds(words[0].Span.Start, words[^1].Span.End);
        bool isCode = words[0].Text.EndsWith("_by_lua_block", StringComparison.Ordinal);
        _open.Push(new OpenBlock(words.DrainToImmutable(), header, _directives));
        _directives = ImmutableArray.CreateBuilder<NginxDirective>();
        if (isCode)
        {
            SkipCode();
        }
    }

    /// <summary>Lua between braces: those in its texts and comments do not count.</summary>
    private void SkipCode()
    {
        int depth = 1;
        for (; _position < _text.Length; _position++)
        {
            char c = _text[_position];
            if (c is '"' or '\'' || (c == '-' && _text.AsSpan(_position).StartsWith("--")))
            {
                ReadOnlySpan<char> rest = _text.AsSpan(_position + 1);
                int end = c == '-' ? rest.IndexOf('\n') : rest.IndexOfAny(c, '\n');
                _position = end < 0 ? _text.Length - 1 : _position + 1 + end;
                continue;
            }

            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return;
            }
        }
    }

    private void Close()
    {
        _position++;
        if (_tooDeep > 0)
        {
            _tooDeep--;
        }
        else if (_open.Count > 0)
        {
            CloseTop();
        }
        else
        {
            Report("nginx/unexpected-brace", "The brace closes no block", "Remove it, or open the block.", new TextSpan(_position - 1, 1));
        }
    }

    private void CloseTop()
    {
        OpenBlock block = _open.Pop();
        ImmutableArray<NginxDirective> children = _directives.ToImmutable();
        _directives = block.Outer;
        _directives.Add(new NginxDirective(block.Words, TextSpan.FromBounds(block.Header.Start, _position), block.Header, true, children));
    }

    /// <summary>Words that no semicolon follows.</summary>
    private void Unfinished(ImmutableArray<NginxWord>.Builder words)
    {
        if (words.Count > 0)
        {
            Report("nginx/missing-semicolon", $"The directive {words[0].Text} is not finished", "A semicolon is missing behind it.", words[0].Span);
            End(words);
        }
    }

    private void Report(string code, string summary, string detail, TextSpan span)
    {
        if (_diagnostics.Count < MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic(code, DiagnosticSeverity.Warning, summary, detail, new SourceLocation(source, span)));
        }
    }
}
