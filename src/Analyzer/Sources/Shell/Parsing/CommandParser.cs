using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads lists, pipelines and commands. What it cannot read becomes an <see cref="UnreadableCommand"/> with a diagnostic.</summary>
internal sealed class CommandParser
{
    private readonly ShellCursor _cursor;
    private readonly CompoundParser _compounds;

    /// <summary>What ends a list of the constructs around the position.</summary>
    private Closers _open;

    public CommandParser(ShellCursor cursor, ShellParseOptions options)
    {
        _cursor = cursor;
        Words = new WordParser(cursor, this, options);
        HereDocuments = new HereDocumentParser(cursor, Words);
        Simple = new SimpleCommandParser(cursor, this);
        _compounds = new CompoundParser(cursor, this);
    }

    public WordParser Words { get; }

    public HereDocumentParser HereDocuments { get; }

    public SimpleCommandParser Simple { get; }

    /// <summary>Reads the whole text.</summary>
    public ShellList ParseScript()
    {
        ShellList body = ParseList(Closers.None);
        HereDocuments.ReadPending();
        return body;
    }

    /// <summary>Reads a list in a shell of its own, where constructs outside cannot be closed.</summary>
    public ShellList ParseNested(Closers closers)
    {
        Closers outer = _open;
        _open = Closers.None;
        ShellList body = ParseList(closers);
        _open = outer;
        return body;
    }

    /// <summary>Reads commands up to one of the closers, of this construct or one around it; it is left for the caller.</summary>
    public ShellList ParseList(Closers closers)
    {
        Closers outer = _open;
        _open |= closers;
        int start = _cursor.Position;
        var items = ImmutableArray.CreateBuilder<ListItem>();
        if (_cursor.TryEnter())
        {
            while (true)
            {
                SkipLines();
                if (_cursor.AtEnd || (PeekCloser(out _) & _open) != 0)
                {
                    break;
                }

                items.Add(ParseItem());
            }

            _cursor.Leave();
        }

        _open = outer;
        int end = items.Count > 0 ? items[^1].Command.Span.End : start;
        return new ShellList(TextSpan.FromBounds(items.Count > 0 ? items[0].Command.Span.Start : start, end), items.DrainToImmutable());
    }

    private ListItem ParseItem()
    {
        int start = _cursor.Position;
        ShellCommand command = ParseAndOr();
        _cursor.SkipBlanks();
        bool background = false;
        char c = _cursor.Peek();
        if (c == '&' && _cursor.Peek(1) != '&')
        {
            background = true;
            _cursor.Position++;
        }
        else if (c == ';' && _cursor.Peek(1) is not (';' or '&'))
        {
            _cursor.Position++;
        }

        if (_cursor.Position == start)
        {
            command = SkipUnexpected();
        }

        return new ListItem(command, background);
    }

    private ShellCommand ParseAndOr()
    {
        ShellCommand first = ParsePipeline();
        ImmutableArray<AndOrItem>.Builder? rest = null;
        while (true)
        {
            _cursor.SkipBlanks();
            bool and = _cursor.StartsWith("&&");
            if (!and && !_cursor.StartsWith("||"))
            {
                break;
            }

            int operatorStart = _cursor.Position;
            _cursor.Position += 2;
            SkipLines();
            rest ??= ImmutableArray.CreateBuilder<AndOrItem>();
            rest.Add(new AndOrItem(!and, ParseOperand(operatorStart)));
        }

        return rest is null ? first : new AndOrList(first.Span.Cover(rest[^1].Command.Span), first, rest.DrainToImmutable());
    }

    private ShellCommand ParseOperand(int operatorStart)
    {
        if (_cursor.AtEnd || PeekCloser(out _) != Closers.None)
        {
            return Missing(operatorStart, 2);
        }

        return ParsePipeline();
    }

    private UnreadableCommand Missing(int operatorStart, int length)
    {
        var span = new TextSpan(operatorStart, length);
        _cursor.Error("shell/missing-command", "A command is missing", $"'{_cursor.Slice(span.Start, span.End)}' needs a command behind it.", span);
        return new UnreadableCommand(span);
    }

    private ShellCommand ParsePipeline()
    {
        int start = _cursor.Position;
        bool negated = false;
        while (ReadPipelinePrefix(ref negated))
        {
            _cursor.SkipBlanks();
        }

        ShellCommand first = ParseCommand();
        ImmutableArray<ShellCommand>.Builder? commands = null;
        while (true)
        {
            _cursor.SkipBlanks();
            if (_cursor.Peek() != '|' || _cursor.Peek(1) == '|')
            {
                break;
            }

            int length = _cursor.Peek(1) == '&' ? 2 : 1;
            int operatorStart = _cursor.Position;
            _cursor.Position += length;
            SkipLines();
            commands ??= ImmutableArray.CreateBuilder<ShellCommand>();
            if (commands.Count == 0)
            {
                commands.Add(first);
            }

            bool missing = _cursor.AtEnd || PeekCloser(out _) != Closers.None;
            commands.Add(missing ? Missing(operatorStart, length) : ParseCommand());
        }

        if (commands is null && !negated)
        {
            return first;
        }

        int end = commands is null ? first.Span.End : commands[^1].Span.End;
        return new ShellPipeline(TextSpan.FromBounds(start, Math.Max(end, start)), negated, commands?.DrainToImmutable() ?? [first]);
    }

    /// <summary>"!" or "time" in front of a pipeline.</summary>
    private bool ReadPipelinePrefix(ref bool negated)
    {
        if (_cursor.Peek() == '!' && IsWordEnd(_cursor.Peek(1)))
        {
            negated = !negated;
            _cursor.Position++;
            return true;
        }

        if (PeekWord() is "time")
        {
            _cursor.Position += 4;
            _cursor.SkipBlanks();
            if (_cursor.StartsWith("-p") && IsWordEnd(_cursor.Peek(2)))
            {
                _cursor.Position += 2;
            }

            return true;
        }

        return false;
    }

    /// <summary>One command of a pipeline.</summary>
    public ShellCommand ParseCommand()
    {
        if (!_cursor.TryEnter())
        {
            return new UnreadableCommand(new TextSpan(_cursor.Position, 0));
        }

        int start = _cursor.Position;
        ShellCommand? command = null;
        if (PeekCloser(out _) == Closers.None)
        {
            command = _compounds.TryParse() is { } compound ? Simple.AddRedirections(compound) : Simple.Parse();
        }

        _cursor.Leave();
        return command is null || (_cursor.Position == start && !_cursor.AtEnd) ? SkipUnexpected() : command;
    }

    /// <summary>The body of a function: any compound command; another one is read, but reported.</summary>
    public ShellCommand ParseFunctionBody()
    {
        int start = _cursor.Position;
        ShellCommand? body = null;
        if (_cursor.TryEnter())
        {
            body = _compounds.TryParse();
            _cursor.Leave();
        }

        if (body is null)
        {
            _cursor.Error("shell/missing-body", "The body of a function is missing", "A function is a name, parentheses and a group in braces.", new TextSpan(start, Math.Min(1, _cursor.End - start)));
            return new UnreadableCommand(new TextSpan(start, 0));
        }

        return Simple.AddRedirections(body);
    }

    /// <summary>Skips a token that no command starts with, at least one unit.</summary>
    private UnreadableCommand SkipUnexpected()
    {
        int start = _cursor.Position;
        int length = 1;
        if (PeekCloser(out int closerLength) != Closers.None)
        {
            length = closerLength;
        }
        else if (_cursor.StartsWith("&&") || _cursor.StartsWith("||"))
        {
            length = 2;
        }

        var span = new TextSpan(start, Math.Min(length, _cursor.End - start));
        string token = span.IsEmpty ? "end of text" : _cursor.Slice(span.Start, span.End);
        _cursor.Error("shell/unexpected-token", "Unexpected token", $"No command starts with '{token}' here.", span);
        _cursor.Position = span.End;
        return new UnreadableCommand(span);
    }

    /// <summary>Skips blanks, line ends with the here-documents behind them, and comments.</summary>
    public void SkipLines()
    {
        while (true)
        {
            _cursor.SkipBlanks();
            if (_cursor.AtEnd)
            {
                return;
            }

            char c = _cursor.Peek();
            if (c == '\n')
            {
                _cursor.Position++;
                HereDocuments.ReadPending();
            }
            else if (c == '#')
            {
                _cursor.SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>The closer at the position, of whatever construct.</summary>
    public Closers PeekCloser(out int length)
    {
        length = 1;
        switch (_cursor.Peek())
        {
            case ')':
                return Closers.Parenthesis;
            case ';' when _cursor.Peek(1) is ';' or '&':
                length = _cursor.StartsWith(";;&") ? 3 : 2;
                return Closers.CaseItem;
            case '}' or 't' or 'e' or 'f' or 'd':
                ReadOnlySpan<char> word = PeekWord();
                length = Math.Max(1, word.Length);
                return word switch
                {
                    "then" => Closers.Then,
                    "elif" => Closers.Elif,
                    "else" => Closers.Else,
                    "fi" => Closers.Fi,
                    "do" => Closers.Do,
                    "done" => Closers.Done,
                    "esac" => Closers.Esac,
                    "}" => Closers.Brace,
                    _ => Closers.None,
                };
            default:
                return Closers.None;
        }
    }

    /// <summary>
    /// The plain word at the position if it could be a reserved one: letters alone, or "{", "}", "[[", ended by what ends
    /// a word. Empty otherwise.
    /// </summary>
    public ReadOnlySpan<char> PeekWord()
    {
        ReadOnlySpan<char> rest = _cursor.Rest;
        int length = rest.StartsWith("[[") ? 2 : rest.Length > 0 && rest[0] is '{' or '}' ? 1 : 0;
        while (length < MaxReservedWord && length < rest.Length && char.IsAsciiLetterLower(rest[length]))
        {
            length++;
        }

        return length < rest.Length && !IsWordEnd(rest[length]) ? default : rest[..length];
    }

    /// <summary>"function" is the longest reserved word.</summary>
    private const int MaxReservedWord = 8;

    /// <summary>NUL stands for the end of the text.</summary>
    public static bool IsWordEnd(char c) => c is ' ' or '\t' or '\n' or '\r' or ';' or '&' or '|' or '(' or ')' or '<' or '>' or '\0';
}
