using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads compound commands: POSIX.1-2024, XCU 2.9.4, and Bash's manual, "Compound Commands".</summary>
internal sealed class CompoundParser
{
    private readonly ShellCursor _cursor;
    private readonly CommandParser _commands;

    public CompoundParser(ShellCursor cursor, CommandParser commands)
    {
        _cursor = cursor;
        _commands = commands;
    }

    /// <summary>Reads the compound command at the position; null, and nothing read, if none starts there.</summary>
    public ShellCommand? TryParse()
    {
        if (_cursor.Peek() == '(')
        {
            return ParseParenthesis();
        }

        ReadOnlySpan<char> word = _commands.PeekWord();
        return word switch
        {
            "{" => ParseGroup(),
            "[[" => ParseTest(),
            "if" => ParseIf(),
            "for" => ParseFor(isSelect: false),
            "select" => ParseFor(isSelect: true),
            "while" => ParseWhile(isUntil: false),
            "until" => ParseWhile(isUntil: true),
            "case" => ParseCase(),
            "function" => ParseFunction(),
            "coproc" => ParseCoprocess(),
            _ => null,
        };
    }

    private ShellCommand ParseParenthesis()
    {
        int start = _cursor.Position;
        if (_cursor.Peek(1) == '(' && _commands.Words.TryParseArithmetic(2) is { } parts)
        {
            return new ArithmeticCommand(Since(start), parts);
        }

        _cursor.Position++;
        ShellList body = _commands.ParseNested(Closers.Parenthesis);
        RequireCommand(body, start, 1);
        Expect(Closers.Parenthesis, ")", "subshell", start, 1);
        return new GroupCommand(Since(start), body, isSubshell: true);
    }

    private GroupCommand ParseGroup()
    {
        int start = _cursor.Position++;
        ShellList body = _commands.ParseList(Closers.Brace);
        RequireCommand(body, start, 1);
        Expect(Closers.Brace, "}", "group", start, 1);
        return new GroupCommand(Since(start), body, isSubshell: false);
    }

    private IfCommand ParseIf()
    {
        int start = _cursor.Position;
        var branches = ImmutableArray.CreateBuilder<IfBranch>();
        ShellList? otherwise = null;
        _cursor.Position += 2;
        while (true)
        {
            ShellList condition = _commands.ParseList(Closers.Then | Closers.Elif | Closers.Else | Closers.Fi);
            Expect(Closers.Then, "then", "if", start, 2);
            ShellList body = _commands.ParseList(Closers.Elif | Closers.Else | Closers.Fi);
            RequireCommand(body, start, 2);
            branches.Add(new IfBranch(condition, body));
            Closers closer = _commands.PeekCloser(out int length);
            if (closer == Closers.Elif)
            {
                _cursor.Position += length;
                continue;
            }

            if (closer == Closers.Else)
            {
                _cursor.Position += length;
                otherwise = _commands.ParseList(Closers.Fi);
                RequireCommand(otherwise, start, 2);
            }

            break;
        }

        Expect(Closers.Fi, "fi", "if", start, 2);
        return new IfCommand(Since(start), branches.DrainToImmutable(), otherwise);
    }

    private ForCommand ParseFor(bool isSelect)
    {
        int start = _cursor.Position;
        int keyword = isSelect ? 6 : 3;
        _cursor.Position += keyword;
        _cursor.SkipBlanks();
        string? variable = null;
        int nameStart = _cursor.Position;
        ImmutableArray<ShellWord> words = default;
        if (_cursor.StartsWith("((") && _commands.Words.TryParseArithmetic(2) is { } header)
        {
            words = [new ShellWord(Since(nameStart), header)];
        }
        else
        {
            int length = ShellNames.Length(_cursor.Rest);
            variable = _cursor.Slice(nameStart, nameStart + length);
            _cursor.Position += length;
            if (length == 0)
            {
                _cursor.Error("shell/missing-name", "A variable is missing", $"'{(isSelect ? "select" : "for")}' needs the name of a variable.", new TextSpan(start, keyword));
            }

            _commands.SkipLines();
            if (_commands.PeekWord() is "in")
            {
                _cursor.Position += 2;
                words = ParseWordsOfLine();
            }
        }

        var nameSpan = new TextSpan(nameStart, variable?.Length ?? 0);
        SkipSeparator();
        ShellList body = ParseLoopBody(start, keyword);
        return new ForCommand(Since(start), variable, nameSpan, words, body, isSelect);
    }

    private ImmutableArray<ShellWord> ParseWordsOfLine()
    {
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            _cursor.SkipBlanks();
            if (_cursor.Peek() == '#')
            {
                _cursor.SkipComment();
            }

            if (_cursor.AtEnd || _commands.Words.ParseWord() is not { } word)
            {
                return words.DrainToImmutable();
            }

            words.Add(word);
        }
    }

    private void SkipSeparator()
    {
        _cursor.SkipBlanks();
        if (_cursor.Peek() == ';' && _cursor.Peek(1) != ';')
        {
            _cursor.Position++;
        }

        _commands.SkipLines();
    }

    /// <summary>"do … done", or the braces that Bash takes for them.</summary>
    private ShellList ParseLoopBody(int start, int keyword)
    {
        if (_commands.PeekWord() is "{")
        {
            return ParseGroup().Body;
        }

        Expect(Closers.Do, "do", "loop", start, keyword);
        ShellList body = _commands.ParseList(Closers.Done);
        RequireCommand(body, start, keyword);
        Expect(Closers.Done, "done", "loop", start, keyword);
        return body;
    }

    private WhileCommand ParseWhile(bool isUntil)
    {
        int start = _cursor.Position;
        _cursor.Position += 5;
        ShellList condition = _commands.ParseList(Closers.Do | Closers.Done);
        ShellList body = ParseLoopBody(start, 5);
        return new WhileCommand(Since(start), isUntil, condition, body);
    }

    private CaseCommand ParseCase()
    {
        int start = _cursor.Position;
        _cursor.Position += 4;
        _cursor.SkipBlanks();
        ShellWord? subject = _commands.Words.ParseWord();
        _commands.SkipLines();
        if (subject is not null && _commands.PeekWord() is "in")
        {
            _cursor.Position += 2;
        }
        else
        {
            _cursor.Error("shell/missing-in", "'in' is missing", "'case' needs a word and 'in' behind it.", new TextSpan(start, 4));
        }

        var items = ImmutableArray.CreateBuilder<CaseItem>();
        while (true)
        {
            _commands.SkipLines();
            if (_cursor.AtEnd || _commands.PeekCloser(out _) is Closers.Esac || ParseCaseItem() is not { } item)
            {
                break;
            }

            items.Add(item);
        }

        Expect(Closers.Esac, "esac", "case", start, 4);
        return new CaseCommand(Since(start), subject, items.DrainToImmutable());
    }

    private CaseItem? ParseCaseItem()
    {
        int start = _cursor.Position;
        if (_cursor.Peek() == '(')
        {
            _cursor.Position++;
        }

        var patterns = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            _cursor.SkipBlanks();
            if (_commands.Words.ParseWord() is not { } pattern)
            {
                break;
            }

            patterns.Add(pattern);
            _cursor.SkipBlanks();
            if (_cursor.Peek() != '|')
            {
                break;
            }

            _cursor.Position++;
        }

        if (_cursor.Peek() != ')' || _cursor.AtEnd || patterns.Count == 0)
        {
            _cursor.Error("shell/unreadable-case", "A pattern is missing", "A branch of 'case' is a pattern, a closing parenthesis, and commands.", new TextSpan(start, Math.Min(1, _cursor.End - start)));
            _cursor.Position = start;
            return null;
        }

        _cursor.Position++;
        ShellList body = _commands.ParseList(Closers.CaseItem | Closers.Esac);
        string terminator = "";
        if (_commands.PeekCloser(out int length) == Closers.CaseItem)
        {
            terminator = _cursor.Slice(_cursor.Position, _cursor.Position + length);
            _cursor.Position += length;
        }

        return new CaseItem(patterns.DrainToImmutable(), body, terminator);
    }

    private FunctionDefinition ParseFunction()
    {
        int start = _cursor.Position;
        _cursor.Position += "function".Length;
        _cursor.SkipBlanks();
        int nameStart = _cursor.Position;
        while (!_cursor.AtEnd && !CommandParser.IsWordEnd(_cursor.Peek()))
        {
            _cursor.Position++;
        }

        var nameSpan = TextSpan.FromBounds(nameStart, _cursor.Position);
        if (nameSpan.IsEmpty)
        {
            _cursor.Error("shell/missing-name", "A name is missing", "'function' needs a name.", new TextSpan(start, "function".Length));
        }

        _cursor.SkipBlanks();
        if (_cursor.Peek() == '(')
        {
            _commands.Simple.TryReadEmptyParentheses();
        }

        return _commands.Simple.ParseFunctionBody(start, _cursor.Slice(nameSpan.Start, nameSpan.End), nameSpan);
    }

    /// <summary>"coproc [NAME] command": the command runs in the background.</summary>
    private ShellList ParseCoprocess()
    {
        int start = _cursor.Position;
        _cursor.Position += "coproc".Length;
        _cursor.SkipBlanks();
        ShellCursor.Bookmark name = _cursor.Save();
        _cursor.Position += ShellNames.Length(_cursor.Rest);
        _cursor.SkipBlanks();
        if (_cursor.Peek() is not ('{' or '('))
        {
            // It was no name, but the command.
            _cursor.Return(name);
        }

        ShellCommand command = _commands.ParseCommand();
        return new ShellList(Since(start), [new ListItem(command, IsBackground: true)]);
    }

    private TestCommand ParseTest()
    {
        int start = _cursor.Position;
        _cursor.Position += 2;
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            _commands.SkipLines();
            if (_cursor.AtEnd)
            {
                _cursor.Error("shell/unclosed-test", "Test is not closed", "It ends with ']]'; there is none.", new TextSpan(start, 2));
                break;
            }

            if (_cursor.StartsWith("]]") && (_cursor.Position + 2 >= _cursor.End || CommandParser.IsWordEnd(_cursor.Peek(2))))
            {
                _cursor.Position += 2;
                break;
            }

            if (_cursor.Peek() == ';')
            {
                _cursor.Error("shell/unclosed-test", "Test is not closed", "It ends with ']]'; a semicolon comes first.", new TextSpan(start, 2));
                break;
            }

            words.Add(ParseTestWord(words.Count > 0 ? words[^1].Literal : null));
        }

        return new TestCommand(Since(start), words.DrainToImmutable());
    }

    private ShellWord ParseTestWord(string? previous)
    {
        int start = _cursor.Position;
        bool pattern = previous is "=~" or "==" or "=" or "!=";
        if (pattern && _commands.Words.ParseWord(WordContext.Regex) is { } regex)
        {
            return regex;
        }

        int length = _cursor.StartsWith("&&") || _cursor.StartsWith("||") ? 2 : _cursor.Peek() is '(' or ')' or '<' or '>' or '&' or '|' ? 1 : 0;
        if (length == 0 && _commands.Words.ParseWord() is { } word)
        {
            return word;
        }

        _cursor.Position = start + Math.Max(1, length);
        return new ShellWord(Since(start), [new LiteralPart(Since(start), _cursor.Slice(start, _cursor.Position), false)]);
    }

    /// <summary>Bash refuses a construct with nothing in it; a comment is nothing.</summary>
    private void RequireCommand(ShellList body, int start, int length)
    {
        if (body.Items.IsEmpty && !_cursor.AtEnd)
        {
            _cursor.Error("shell/empty-body", "A command is missing", "The construct that starts here, or a branch of it, has no command; ':' does nothing.", new TextSpan(start, length));
        }
    }

    /// <summary>Reads the closer of a construct or reports that it is missing at the word that opened it.</summary>
    private void Expect(Closers closer, string text, string construct, int start, int length)
    {
        if (_commands.PeekCloser(out int found) == closer && !_cursor.AtEnd)
        {
            _cursor.Position += found;
            return;
        }

        _cursor.Error("shell/missing-closer", $"'{text}' is missing", $"The {construct} that starts here has no '{text}'.", new TextSpan(start, Math.Min(length, Math.Max(0, _cursor.End - start))));
    }

    private TextSpan Since(int start) => TextSpan.FromBounds(start, _cursor.Position);
}
