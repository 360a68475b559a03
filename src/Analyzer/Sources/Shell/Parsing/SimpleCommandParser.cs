using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads simple commands: assignments, words and redirections; and "name()" as the start of a function.</summary>
internal sealed class SimpleCommandParser
{
    private static readonly string[] RedirectionOperators =
        ["&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">"];

    private readonly ShellCursor _cursor;
    private readonly CommandParser _commands;

    public SimpleCommandParser(ShellCursor cursor, CommandParser commands)
    {
        _cursor = cursor;
        _commands = commands;
    }

    public ShellCommand Parse()
    {
        int start = _cursor.Position;
        var builder = new Builder();
        while (true)
        {
            _cursor.SkipBlanks();
            if (_cursor.AtEnd || AtCommandEnd())
            {
                break;
            }

            if (_cursor.Peek() == '(')
            {
                if (builder.Words.Count == 1 && builder.HasWordsOnly && builder.Words[0].Literal is { } name && TryReadEmptyParentheses())
                {
                    return ParseFunctionBody(start, name, builder.Words[0].Span);
                }

                ReportParenthesis();
                break;
            }

            if (!TryParseElement(builder))
            {
                break;
            }
        }

        return new SimpleCommand(
            TextSpan.FromBounds(start, builder.End(start)),
            builder.Assignments.ToImmutable(),
            builder.Words.ToImmutable(),
            builder.Declarations.ToImmutable(),
            builder.Redirections.ToImmutable());
    }

    /// <summary>Redirections behind a compound command.</summary>
    public ShellCommand AddRedirections(ShellCommand command)
    {
        if (command is FunctionDefinition)
        {
            return command;
        }

        ImmutableArray<Redirection>.Builder? redirections = null;
        while (true)
        {
            _cursor.SkipBlanks();
            if (TryParseRedirection() is not { } redirection)
            {
                break;
            }

            redirections ??= ImmutableArray.CreateBuilder<Redirection>();
            redirections.Add(redirection);
        }

        return redirections is null
            ? command
            : new RedirectedCommand(command.Span.Cover(redirections[^1].Span), command, redirections.ToImmutable());
    }

    /// <summary>"name() body" or, the parentheses already read, "function name body".</summary>
    public FunctionDefinition ParseFunctionBody(int start, string name, TextSpan nameSpan)
    {
        _commands.SkipLines();
        ShellCommand body = _commands.ParseFunctionBody();
        return new FunctionDefinition(TextSpan.FromBounds(start, Math.Max(body.Span.End, nameSpan.End)), name, nameSpan, body);
    }

    /// <summary>"( )" with blanks between.</summary>
    public bool TryReadEmptyParentheses()
    {
        ShellCursor.Bookmark start = _cursor.Save();
        _cursor.Position++;
        _cursor.SkipBlanks();
        if (_cursor.Peek() == ')' && !_cursor.AtEnd)
        {
            _cursor.Position++;
            return true;
        }

        _cursor.Return(start);
        return false;
    }

    private bool TryParseElement(Builder builder)
    {
        if (_cursor.Peek() == '#')
        {
            _cursor.SkipComment();
            return false;
        }

        if (TryParseRedirection() is { } redirection)
        {
            builder.Redirections.Add(redirection);
            return true;
        }

        bool mayAssign = builder.Words.Count == 0 || builder.IsDeclaration;
        if (mayAssign && TryParseAssignment() is { } assignment)
        {
            (builder.Words.Count == 0 ? builder.Assignments : builder.Declarations).Add(assignment);
            return true;
        }

        if (_commands.Words.ParseWord() is not { } word)
        {
            return false;
        }

        builder.Words.Add(word);
        if (builder.Words.Count == 1)
        {
            builder.IsDeclaration = word.Literal is "export" or "local" or "readonly" or "declare" or "typeset";
        }
        else if (builder.Words.Count == 2 && builder.Words[0].Literal is "builtin" or "command")
        {
            builder.IsDeclaration = word.Literal is "export" or "local" or "readonly" or "declare" or "typeset";
        }

        return true;
    }

    private bool AtCommandEnd() => _cursor.Peek() switch
    {
        '\n' or ';' or '|' or ')' => true,
        '&' => _cursor.Peek(1) != '>',
        _ => false,
    };

    private void ReportParenthesis()
    {
        int start = _cursor.Position;
        _cursor.Error("shell/unexpected-token", "Unexpected token", "A parenthesis stands in a command without quotes; the rest of the line is not read.", new TextSpan(start, 1));
        _cursor.Position = _cursor.LineEnd(start);
    }

    private Redirection? TryParseRedirection()
    {
        int start = _cursor.Position;
        int descriptor = DescriptorLength();
        string? operation = null;
        _cursor.Position = start + descriptor;
        foreach (string candidate in RedirectionOperators)
        {
            if (_cursor.StartsWith(candidate))
            {
                operation = candidate;
                break;
            }
        }

        bool isProcess = operation is "<" or ">" && _cursor.Peek(1) == '(';
        if (operation is null || isProcess || (descriptor > 0 && operation[0] == '&'))
        {
            _cursor.Position = start;
            return null;
        }

        _cursor.Position += operation.Length;
        _cursor.SkipBlanks();
        int targetStart = _cursor.Position;
        ShellWord? target = _commands.Words.ParseWord();
        var span = TextSpan.FromBounds(start, target?.Span.End ?? start + descriptor + operation.Length);
        if (target is null)
        {
            _cursor.Error("shell/missing-target", "Redirection without a target", $"'{operation}' needs a word behind it.", span);
        }
        else if (operation is "<<" or "<<-")
        {
            ReadOnlySpan<char> written = _cursor.Text.AsSpan(targetStart, target.Span.Length);
            bool quoted = written.IndexOfAny('\'', '"', '\\') >= 0;
            _cursor.Pending.Add(new PendingHereDocument(start, WordParser.RemoveQuotes(written), quoted, operation == "<<-", target.Span));
        }

        return new Redirection(span, _cursor.Slice(start, start + descriptor), operation, target);
    }

    /// <summary>The length of the number or "{name}" in front of a redirection; 0 if none of its operators follows.</summary>
    private int DescriptorLength()
    {
        int length = 0;
        if (_cursor.Peek() == '{')
        {
            int name = ShellNames.Length(_cursor.Rest[1..]);
            length = name > 0 && _cursor.Peek(1 + name) == '}' ? name + 2 : 0;
        }
        else
        {
            while (length < 10 && char.IsAsciiDigit(_cursor.Peek(length)))
            {
                length++;
            }
        }

        return _cursor.Peek(length) is '<' or '>' ? length : 0;
    }

    private Assignment? TryParseAssignment()
    {
        int start = _cursor.Position;
        ReadOnlySpan<char> rest = _cursor.Rest;
        int name = ShellNames.Length(rest);
        if (name == 0)
        {
            return null;
        }

        int length = name;
        string? index = null;
        if (length < rest.Length && rest[length] == '[')
        {
            int close = IndexEnd(rest, length);
            if (close < 0)
            {
                return null;
            }

            index = rest[(length + 1)..close].ToString();
            length = close + 1;
        }

        bool append = length < rest.Length && rest[length] == '+';
        length += append ? 1 : 0;
        if (length >= rest.Length || rest[length] != '=')
        {
            return null;
        }

        string nameText = rest[..name].ToString();
        _cursor.Position = start + length + 1;
        if (_cursor.Peek() == '(')
        {
            ImmutableArray<ShellWord> elements = ParseArray();
            return new Assignment(TextSpan.FromBounds(start, _cursor.Position), nameText, index, append, null, elements);
        }

        ShellWord value = _commands.Words.ParseWord() ?? new ShellWord(new TextSpan(_cursor.Position, 0), []);
        return new Assignment(TextSpan.FromBounds(start, _cursor.Position), nameText, index, append, value, default);
    }

    /// <summary>The offset of the bracket that closes the one at <paramref name="open"/>, -1 if a blank comes first.</summary>
    private static int IndexEnd(ReadOnlySpan<char> text, int open)
    {
        int nesting = 0;
        for (int i = open; i < text.Length && !char.IsWhiteSpace(text[i]); i++)
        {
            nesting += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (nesting == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private ImmutableArray<ShellWord> ParseArray()
    {
        int open = _cursor.Position;
        _cursor.Position++;
        var elements = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            _commands.SkipLines();
            if (_cursor.Peek() == ')' && !_cursor.AtEnd)
            {
                _cursor.Position++;
                break;
            }

            if (_cursor.AtEnd || _commands.Words.ParseWord() is not { } word)
            {
                _cursor.Error("shell/unclosed-array", "Array is not closed", "Its closing parenthesis is missing.", new TextSpan(open, 1));
                break;
            }

            elements.Add(word);
        }

        return elements.DrainToImmutable();
    }

    /// <summary>A command that is being read.</summary>
    private sealed class Builder
    {
        public ImmutableArray<Assignment>.Builder Assignments { get; } = ImmutableArray.CreateBuilder<Assignment>();

        public ImmutableArray<ShellWord>.Builder Words { get; } = ImmutableArray.CreateBuilder<ShellWord>();

        public ImmutableArray<Assignment>.Builder Declarations { get; } = ImmutableArray.CreateBuilder<Assignment>();

        public ImmutableArray<Redirection>.Builder Redirections { get; } = ImmutableArray.CreateBuilder<Redirection>();

        public bool IsDeclaration { get; set; }

        public bool HasWordsOnly => Assignments.Count == 0 && Redirections.Count == 0;

        public int End(int start)
        {
            int end = start;
            end = Assignments.Count > 0 ? Math.Max(end, Assignments[^1].Span.End) : end;
            end = Words.Count > 0 ? Math.Max(end, Words[^1].Span.End) : end;
            end = Declarations.Count > 0 ? Math.Max(end, Declarations[^1].Span.End) : end;
            return Redirections.Count > 0 ? Math.Max(end, Redirections[^1].Span.End) : end;
        }
    }
}
