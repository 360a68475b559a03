using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>The words that one word expands to.</summary>
/// <param name="Values">One for each that is seen; an unknown one may stand for several.</param>
/// <param name="MayBeSeveral">One of them may stand for none or for several.</param>
internal readonly record struct ExpandedWord(ImmutableArray<Value> Values, bool MayBeSeveral);

/// <summary>Expands words: POSIX.1-2024, XCU 2.6. Patterns of file names stay as they are.</summary>
internal sealed class WordEvaluator
{
    private readonly ShellScript _script;
    private readonly WalkBudget _budget;
    private readonly ParameterEvaluator _parameters;

    public WordEvaluator(ShellScript script, ShellContext context, WalkBudget budget)
    {
        _script = script;
        _budget = budget;
        _parameters = new ParameterEvaluator(script, context, this);
    }

    /// <summary>The value of a word where it is not split: in assignments, between double quotes.</summary>
    public Value Evaluate(ShellWord word, ShellScope scope) => Evaluate(word.Parts, word.Span, scope);

    /// <inheritdoc cref="Evaluate(ShellWord, ShellScope)"/>
    public Value Evaluate(ImmutableArray<WordPart> parts, TextSpan span, ShellScope scope)
    {
        if (parts is [LiteralPart literal])
        {
            return Value.Of(literal.Text).WithOrigin(Written(span));
        }

        var pieces = new List<Piece>();
        AddPieces(parts, scope, pieces);
        return Compose(pieces, span);
    }

    /// <summary>The words that a word becomes as an argument.</summary>
    public ExpandedWord Expand(ShellWord word, ShellScope scope)
    {
        if (word.Parts is [LiteralPart { IsQuoted: false } literal] && literal.Text.Contains('{') && ExpandBraces(literal.Text) is { } expanded)
        {
            Origin origin = Written(word.Span);
            return new ExpandedWord([.. expanded.Select(text => Value.Of(text).WithOrigin(origin))], false);
        }

        if (!MaySplit(word.Parts))
        {
            return new ExpandedWord([Evaluate(word, scope)], false);
        }

        var fields = new FieldBuilder(this, word.Span);
        AddFields(word.Parts, scope, fields, quoted: false, alone: word.Parts.Length == 1);
        return fields.Build();
    }

    /// <summary>One value behind another, as "+=" puts them.</summary>
    public Value Append(Value first, Value second, TextSpan span) =>
        first.IsNull ? second : Compose([new Piece(Joined(first), span, false), new Piece(Joined(second), span, false)], span);

    public Origin Written(TextSpan span, Origin? from = null) => new(OriginKind.Written, "", _script.Locate(span), from);

    /// <summary>Puts pieces together: known if all are, else unknown with what is known of it.</summary>
    private Value Compose(List<Piece> pieces, TextSpan span)
    {
        if (pieces.Count == 0)
        {
            return Value.EmptyString.WithOrigin(Written(span));
        }

        if (pieces.Count == 1)
        {
            Piece only = pieces[0];
            return only.IsElement ? only.Value : only.Value.WithOrigin(Written(span, only.Value.Origin));
        }

        Origin? from = null;
        int length = 0;
        bool known = true;
        foreach (Piece piece in pieces)
        {
            from ??= piece.Value.Origin;
            known &= piece.Value.Kind == ValueKind.String;
            length += piece.Value.AsString.Length;
        }

        if (length > WalkLimits.MaxValueLength || !_budget.TryTakeLength(length))
        {
            return Value.Unknown(UnknownKind.Limit, $"a value of more than {WalkLimits.MaxValueLength} characters").WithOrigin(Written(span));
        }

        Origin origin = Written(span, from);
        return known ? Value.Of(Concatenate(pieces)).WithOrigin(origin) : ComposeUnknown(pieces).WithOrigin(origin);
    }

    private static string Concatenate(List<Piece> pieces)
    {
        var text = new StringBuilder();
        foreach (Piece piece in pieces)
        {
            text.Append(piece.Value.AsString);
        }

        return text.ToString();
    }

    private Value ComposeUnknown(List<Piece> pieces)
    {
        var parts = ImmutableArray.CreateBuilder<Value>();
        Unknown? reason = null;
        int forks = 0;
        foreach (Piece piece in pieces)
        {
            reason ??= piece.Value.UnknownReason;
            forks += piece.Value.IsUnknown ? 1 : 0;
            if (piece.Value.UnknownReason?.Parts is { } inner)
            {
                parts.AddRange(inner.Items);
            }
            else
            {
                parts.Add(piece.Value.Origin is null ? piece.Value.WithOrigin(Written(piece.Span)) : piece.Value);
            }
        }

        reason ??= new Unknown(UnknownKind.Error, "not a text");
        var composed = new Unknown(reason.Kind, reason.Detail)
        {
            Parts = parts.Count <= WalkLimits.MaxParts ? new ValueList(parts.DrainToImmutable()) : null,
        };
        return Value.Unknown(forks == 1 ? WithAlternatives(composed, reason, pieces) : composed);
    }

    /// <summary>If one piece alone is open, each of its values gives one of the whole.</summary>
    private Unknown WithAlternatives(Unknown composed, Unknown open, List<Piece> pieces)
    {
        Value WholeWith(Value chosen)
        {
            var text = new StringBuilder();
            foreach (Piece piece in pieces)
            {
                text.Append(piece.Value.IsUnknown ? chosen.AsString : piece.Value.AsString);
            }

            return _budget.TryTakeLength(text.Length) ? Value.Of(text.ToString()).WithOrigin(chosen.Origin) : default;
        }

        Value standard = open.Default.Kind == ValueKind.String ? WholeWith(open.Default) : default;
        ImmutableArray<Value> choices = open.Alternatives?.Items ?? [];
        if (choices.IsEmpty || !choices.All(choice => choice.Kind == ValueKind.String))
        {
            return composed with { Default = standard };
        }

        return composed with
        {
            Default = standard,
            Alternatives = new ValueList([.. choices.Select(WholeWith)]),
            AlternativesAreAll = open.AlternativesAreAll,
        };
    }

    private void AddPieces(ImmutableArray<WordPart> parts, ShellScope scope, List<Piece> pieces)
    {
        foreach (WordPart part in parts)
        {
            if (part is QuotedPart quoted)
            {
                AddPieces(quoted.Parts, scope, pieces);
            }
            else if (EvaluatePart(part, scope) is { Kind: ValueKind.List } list)
            {
                AddElements(list.AsList, SeparatorOf(part, scope), part.Span, pieces);
            }
            else
            {
                pieces.Add(new Piece(EvaluatePart(part, scope), part.Span, false));
            }
        }
    }

    private static void AddElements(ValueList list, string separator, TextSpan span, List<Piece> pieces)
    {
        int count = Math.Min(list.Count, WalkLimits.MaxFields);
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && separator.Length > 0)
            {
                pieces.Add(new Piece(Value.Of(separator), span, false));
            }

            pieces.Add(new Piece(list[i], span, false));
        }
    }

    /// <summary>What the shell puts between the elements of <c>${list[*]}</c>: the first character of IFS.</summary>
    private static string SeparatorOf(WordPart part, ShellScope scope) =>
        part is ParameterPart { Index: "*" } or ParameterPart { Name: "*" } && scope.Get("IFS") is { Kind: ValueKind.String, AsString: var characters }
            ? characters.Length == 0 ? "" : characters[..1]
            : " ";

    /// <summary><c>$(IFS=,; echo "${list[*]}")</c>: the text that a lone "echo" prints; null for any other output.</summary>
    private Value? EchoOf(ShellList body, ShellScope scope)
    {
        if (body.Items is not [.., { Command: SimpleCommand { Redirections.IsEmpty: true, Assignments.IsEmpty: true, Words: [var program, .., var printed] } echo, IsBackground: false }])
        {
            return null;
        }

        ShellScope inner = scope.Fork();
        foreach (ListItem item in body.Items[..^1])
        {
            if (item.Command is not SimpleCommand { Words.IsEmpty: true, Assignments: [{ Index: null, IsAppend: false, Value: { } text } assignment] })
            {
                return null;
            }

            inner.Set(assignment.Name, Evaluate(text, inner));
        }

        bool isLone = Evaluate(program, inner).AsString switch
        {
            "echo" => echo.Words.Length == 2 || (echo.Words.Length == 3 && Evaluate(echo.Words[1], inner).AsString == "-n"),
            "printf" => echo.Words.Length == 3 && Evaluate(echo.Words[1], inner).AsString is "%s" or "%s\\n",
            _ => false,
        };
        Value value = isLone ? Evaluate(printed, inner) : default;
        return !isLone || value.AsString.AsSpan().IndexOfAny('*', '?', '\\') >= 0 ? null : value;
    }

    /// <summary>The elements of an array as one text.</summary>
    private static Value Joined(Value value)
    {
        if (value.Kind != ValueKind.List)
        {
            return value;
        }

        ValueList list = value.AsList;
        if (list.Items.All(item => item.Kind == ValueKind.String))
        {
            string text = string.Join(' ', list.Items.Take(WalkLimits.MaxFields).Select(item => item.AsString));
            return Value.Of(text).WithOrigin(value.Origin ?? (list.Count > 0 ? list[0].Origin : null));
        }

        return Value.Unknown(new Unknown(UnknownKind.RunTime, "an array of which not all elements are known") { Parts = list }).WithOrigin(value.Origin);
    }

    private Value EvaluatePart(WordPart part, ShellScope scope) => part switch
    {
        LiteralPart literal => Value.Of(literal.Text),
        ParameterPart parameter => _parameters.Evaluate(parameter, scope),
        CommandSubstitutionPart output => EchoOf(output.Body, scope) ?? Unknown(UnknownKind.RunTime, "the output of a command", part),
        ProcessSubstitutionPart => Unknown(UnknownKind.RunTime, "a file with the output of a command", part),
        ArithmeticPart => Unknown(UnknownKind.Function, "arithmetic", part),
        WorkflowExpressionPart expression => Unknown(UnknownKind.RunTime, $"${{{{ {expression.Expression} }}}}", part),
        _ => Unknown(UnknownKind.Error, "not readable", part),
    };

    private Value Unknown(UnknownKind kind, string detail, WordPart part) => Value.Unknown(kind, detail).WithOrigin(Written(part.Span));

    private static bool MaySplit(ImmutableArray<WordPart> parts)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case QuotedPart { Kind: QuoteKind.Double } quoted when quoted.Parts.Any(inner => inner is ParameterPart { IsAllElements: true }):
                case ParameterPart or CommandSubstitutionPart:
                    return true;
            }
        }

        return false;
    }

    private void AddFields(ImmutableArray<WordPart> parts, ShellScope scope, FieldBuilder fields, bool quoted, bool alone)
    {
        foreach (WordPart part in parts)
        {
            if (part is QuotedPart group)
            {
                fields.Open(isQuoted: !group.Parts.Any(inner => inner is ParameterPart { IsAllElements: true }));
                AddFields(group.Parts, scope, fields, quoted: true, alone: alone && group.Parts.Length == 1);
                continue;
            }

            Value value = EvaluatePart(part, scope);
            bool all = part is ParameterPart { IsAllElements: true };
            if (all && value.Kind == ValueKind.List)
            {
                fields.AddElements(value.AsList, part.Span);
            }
            else if (!quoted && part is ParameterPart && value.Kind == ValueKind.String)
            {
                fields.AddSplit(value, part.Span);
            }
            else
            {
                fields.MayBeSeveral |= value.IsUnknown && alone && (all || (!quoted && part is ParameterPart or CommandSubstitutionPart));
                fields.Add(new Piece(Joined(value), part.Span, false));
            }
        }
    }

    /// <summary>"pre{a,b}post" with one group of plain texts; null for others.</summary>
    private static string[]? ExpandBraces(string text)
    {
        int open = text.IndexOf('{');
        int close = text.IndexOf('}', open);
        if (close < 0 || text.AsSpan(open + 1).Contains('{'))
        {
            return null;
        }

        string[] items = text[(open + 1)..close].Split(',');
        return items.Length < 2 || items.Length > WalkLimits.MaxFields || (long)items.Length * text.Length > WalkLimits.MaxValueLength
            ? null
            : [.. items.Select(item => text[..open] + item + text[(close + 1)..])];
    }

    /// <summary>A text inside of a word.</summary>
    /// <param name="Value">A string or unknown.</param>
    /// <param name="Span">Where it is in the word.</param>
    /// <param name="IsElement">A whole element of an array: its own place counts, not that of the expansion.</param>
    private readonly record struct Piece(Value Value, TextSpan Span, bool IsElement);

    /// <summary>Collects the fields of one word.</summary>
    private sealed class FieldBuilder(WordEvaluator evaluator, TextSpan span)
    {
        private readonly ImmutableArray<Value>.Builder _fields = ImmutableArray.CreateBuilder<Value>();
        private readonly List<Piece> _current = [];
        private bool _isOpen;

        public bool MayBeSeveral { get; set; }

        /// <summary>Quotes make a field even if nothing is in them.</summary>
        public void Open(bool isQuoted) => _isOpen |= isQuoted;

        public void Add(Piece piece)
        {
            _current.Add(piece);
            _isOpen = true;
        }

        public void AddElements(ValueList list, TextSpan place)
        {
            for (int i = 0; i < list.Count && i < WalkLimits.MaxFields; i++)
            {
                if (i > 0)
                {
                    Close();
                }

                Add(new Piece(list[i], place, true));
            }
        }

        public void AddSplit(Value value, TextSpan place)
        {
            string text = value.AsString;
            if (text.AsSpan().IndexOfAny(' ', '\t', '\n') < 0)
            {
                if (text.Length > 0)
                {
                    Add(new Piece(value, place, false));
                }

                return;
            }

            string[] items = text.Split([' ', '\t', '\n'], WalkLimits.MaxFields, StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < items.Length; i++)
            {
                if (i > 0 || (i == 0 && text[0] is ' ' or '\t' or '\n'))
                {
                    Close();
                }

                Add(new Piece(Value.Of(items[i]).WithOrigin(value.Origin), place, false));
            }

            if (text[^1] is ' ' or '\t' or '\n')
            {
                Close();
            }
        }

        public ExpandedWord Build()
        {
            Close();
            return new ExpandedWord(_fields.DrainToImmutable(), MayBeSeveral);
        }

        private void Close()
        {
            if (_isOpen)
            {
                _fields.Add(evaluator.Compose(_current, span));
                _current.Clear();
                _isOpen = false;
            }
        }
    }
}

/// <summary>What a walk may still spend.</summary>
internal sealed class WalkBudget
{
    private int _length = WalkLimits.MaxTotalLength;
    private int _repeated = WalkLimits.MaxRepeated;

    public bool CanRepeat => _repeated > 0;

    public void TakeRepeated() => _repeated--;

    public bool TryTakeLength(int length)
    {
        _length -= Math.Min(length, _length);
        return _length > 0;
    }
}
