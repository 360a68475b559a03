using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads what the shell replaces: parameters, commands, arithmetic; and expressions of workflows, which are replaced before it.</summary>
internal sealed class ExpansionParser
{
    private static readonly string[] ParameterOperators =
        [":-", ":=", ":?", ":+", "##", "#", "%%", "%", "//", "/#", "/%", "/", "^^", "^", ",,", ",", "@", "-", "=", "?", "+", ":"];

    private readonly ShellCursor _cursor;
    private readonly WordParser _words;
    private readonly CommandParser _commands;

    /// <summary>From here on no "}}" follows: it is not searched again.</summary>
    private int _noExpressionEnd = int.MaxValue;

    /// <summary>Where two parentheses are known to start no arithmetic: tried again at each level, they would double the work.</summary>
    private readonly HashSet<int> _noArithmetic = [];

    public ExpansionParser(ShellCursor cursor, WordParser words, CommandParser commands)
    {
        _cursor = cursor;
        _words = words;
        _commands = commands;
    }

    /// <summary>Reads "${{ … }}" at the position.</summary>
    public bool TryParseWorkflowExpression(ImmutableArray<WordPart>.Builder parts)
    {
        int start = _cursor.Position;
        if (start >= _noExpressionEnd)
        {
            return false;
        }

        int length = _cursor.Rest.IndexOf("}}");
        if (length < 0)
        {
            if (_cursor.End == _cursor.Text.Length)
            {
                _noExpressionEnd = start;
            }

            return false;
        }

        int end = start + length + 2;
        parts.Add(new WorkflowExpressionPart(TextSpan.FromBounds(start, end), _cursor.Text.AsSpan(start + 3, Math.Max(0, end - start - 5)).Trim().ToString()));
        _cursor.Position = end;
        return true;
    }

    /// <summary>Reads what starts with "$" at the position; null, and nothing read, if that stands for itself.</summary>
    public WordPart? TryParseDollar(bool quoted)
    {
        int start = _cursor.Position;
        char next = _cursor.Peek(1);
        if (next == '(')
        {
            return _cursor.Peek(2) == '(' && TryParseArithmetic(3) is { } parts
                ? new ArithmeticPart(Since(start), parts)
                : ParseCommandSubstitution();
        }

        if (next == '{')
        {
            return ParseBraced(quoted);
        }

        int length = NameLength(start + 1);
        if (length == 0 && next is '@' or '*' or '#' or '?' or '-' or '$' or '!' || char.IsAsciiDigit(next))
        {
            length = 1;
        }

        if (length == 0)
        {
            return null;
        }

        _cursor.Position = start + 1 + length;
        return new ParameterPart(Since(start), _cursor.Slice(start + 1, start + 1 + length), ParameterOperator.None, "", null, null);
    }

    /// <summary>
    /// Reads arithmetic behind its <paramref name="prefix"/> units up to and with "))"; null, and nothing read, if it is
    /// not closed so: then "$((" starts a command substitution with a subshell in it.
    /// </summary>
    public ImmutableArray<WordPart>? TryParseArithmetic(int prefix)
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        if (_noArithmetic.Contains(opening.Position))
        {
            return null;
        }

        _cursor.Position += prefix;
        ImmutableArray<WordPart> parts = _words.ParseParts(WordContext.Arithmetic);
        if (_cursor.Peek() == ')' && _cursor.Peek(1) == ')')
        {
            _cursor.Position += 2;
            return parts;
        }

        if (_cursor.AtEnd)
        {
            _cursor.RecoverUnclosed(opening, prefix, "shell/unclosed-arithmetic", "Arithmetic is not closed", "It ends with two closing parentheses; there are none.");
            return parts;
        }

        _noArithmetic.Add(opening.Position);
        _cursor.Return(opening);
        return null;
    }

    public CommandSubstitutionPart ParseBackquoted()
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        int start = _cursor.Position;
        int end = start + 1;
        while (end < _cursor.End && _cursor.Text[end] != '`')
        {
            end += _cursor.Text[end] == '\\' ? 2 : 1;
        }

        if (end >= _cursor.End)
        {
            _cursor.Position = _cursor.End;
            _cursor.RecoverUnclosed(opening, 1, "shell/unclosed-substitution", "Backquote is not closed", "The command between backquotes ends at the next one; there is none.");
            return new CommandSubstitutionPart(Since(start), new ShellList(new TextSpan(_cursor.Position, 0), []));
        }

        int outerEnd = _cursor.End;
        _cursor.Position = start + 1;
        _cursor.End = end;
        ShellList body = _commands.ParseNested(Closers.None);
        _cursor.End = outerEnd;
        _cursor.Position = end + 1;
        return new CommandSubstitutionPart(Since(start), body);
    }

    public ProcessSubstitutionPart ParseProcessSubstitution()
    {
        int start = _cursor.Position;
        ShellList body = ParseParenthesized(start);
        return new ProcessSubstitutionPart(Since(start), body);
    }

    private CommandSubstitutionPart ParseCommandSubstitution()
    {
        int start = _cursor.Position;
        ShellList body = ParseParenthesized(start);
        return new CommandSubstitutionPart(Since(start), body);
    }

    /// <summary>"$(", "&lt;(" or "&gt;(" up to its closing parenthesis.</summary>
    private ShellList ParseParenthesized(int start)
    {
        _cursor.Position += 2;
        ShellList body = _commands.ParseNested(Closers.Parenthesis);
        if (_cursor.Peek() == ')' && !_cursor.AtEnd)
        {
            _cursor.Position++;
        }
        else
        {
            _cursor.Error("shell/unclosed-substitution", "Command substitution is not closed", "Its closing parenthesis is missing.", new TextSpan(start, 2));
        }

        return body;
    }

    private ParameterPart ParseBraced(bool quoted)
    {
        ShellCursor.Bookmark opening = _cursor.Save();
        int start = _cursor.Position;
        _cursor.Position += 2;
        ParameterOperator prefix = ReadPrefix();
        string name = ReadName();
        string? index = _cursor.Peek() == '[' ? ReadIndex() : null;
        string operatorText = "";
        ParameterOperator operation = prefix;
        ShellWord? argument = null;
        if (_cursor.Peek() != '}' || _cursor.AtEnd)
        {
            operatorText = name.Length == 0 ? "" : ReadOperator();
            operation = operatorText.Length == 0 ? ParameterOperator.Bad : prefix == ParameterOperator.None ? OperatorOf(operatorText) : prefix;
            int argumentStart = _cursor.Position;
            ImmutableArray<WordPart> parts = _words.ParseParts(quoted ? WordContext.BracedQuoted : WordContext.Braced);
            argument = new ShellWord(TextSpan.FromBounds(argumentStart, _cursor.Position), parts);
        }

        if (_cursor.AtEnd)
        {
            _cursor.RecoverUnclosed(opening, 2, "shell/unclosed-parameter", "Parameter expansion is not closed", "Its closing brace is missing.");
            return new ParameterPart(Since(start), name, ParameterOperator.Bad, "", null, null);
        }

        _cursor.Position++;
        return new ParameterPart(Since(start), name, operation, operatorText, index, argument);
    }

    private ParameterOperator ReadPrefix()
    {
        char c = _cursor.Peek();
        char next = _cursor.Peek(1);
        bool nameFollows = NameLength(_cursor.Position + 1) > 0 || char.IsAsciiDigit(next) || next is '@' or '*';
        if (c == '#' && (nameFollows || (next is '?' or '-' or '$' or '!' or '#' && _cursor.Peek(2) == '}')))
        {
            _cursor.Position++;
            return ParameterOperator.Length;
        }

        if (c == '!' && nameFollows)
        {
            _cursor.Position++;
            return ParameterOperator.Indirect;
        }

        return ParameterOperator.None;
    }

    private string ReadName()
    {
        int start = _cursor.Position;
        int length = NameLength(start);
        if (length == 0)
        {
            while (char.IsAsciiDigit(_cursor.Peek(length)))
            {
                length++;
            }
        }

        if (length == 0 && _cursor.Peek() is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            length = 1;
        }

        _cursor.Position += length;
        return _cursor.Slice(start, start + length);
    }

    /// <summary>"[…]" of an array's element; returns what stands between the brackets.</summary>
    private string ReadIndex()
    {
        int start = _cursor.Position + 1;
        int length = IndexLength(_cursor.Position);
        if (length == 0)
        {
            return "";
        }

        _cursor.Position += length;
        return _cursor.Slice(start, start + length - 2);
    }

    /// <summary>The length of "[…]" at an offset, with brackets nested in it; 0 if it is not closed before a line end.</summary>
    private int IndexLength(int offset)
    {
        int nesting = 0;
        for (int i = offset; i < _cursor.End && _cursor.Text[i] is not ('\n' or '}' or ' '); i++)
        {
            if (_cursor.Text[i] == '{')
            {
                // "${a[${i}]}": the index holds an expansion of its own.
                int close = _cursor.Text.AsSpan(i, Math.Min(64, _cursor.End - i)).IndexOf('}');
                i += Math.Max(0, close);
            }
            else if (_cursor.Text[i] == '[')
            {
                nesting++;
            }
            else if (_cursor.Text[i] == ']' && --nesting == 0)
            {
                return i + 1 - offset;
            }
        }

        return 0;
    }

    private string ReadOperator()
    {
        foreach (string candidate in ParameterOperators)
        {
            if (_cursor.StartsWith(candidate))
            {
                _cursor.Position += candidate.Length;
                return candidate;
            }
        }

        return "";
    }

    private static ParameterOperator OperatorOf(string text) => text switch
    {
        "-" or ":-" => ParameterOperator.UseDefault,
        "=" or ":=" => ParameterOperator.AssignDefault,
        "?" or ":?" => ParameterOperator.RequireSet,
        "+" or ":+" => ParameterOperator.UseAlternative,
        "#" or "##" => ParameterOperator.RemovePrefix,
        "%" or "%%" => ParameterOperator.RemoveSuffix,
        "/" or "//" or "/#" or "/%" => ParameterOperator.Replace,
        "^" or "^^" or "," or ",," => ParameterOperator.ChangeCase,
        ":" => ParameterOperator.Substring,
        "@" => ParameterOperator.Transform,
        _ => ParameterOperator.Bad,
    };

    private int NameLength(int offset) => ShellNames.Length(_cursor.Text.AsSpan(Math.Min(offset, _cursor.End), _cursor.End - Math.Min(offset, _cursor.End)));

    private TextSpan Since(int start) => TextSpan.FromBounds(start, _cursor.Position);
}
