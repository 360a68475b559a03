using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

internal sealed partial class Parser
{
    private static readonly TextSpan NoSpan = new(0, 0);

    public HclBody ParseFileBody()
    {
        var items = ImmutableArray.CreateBuilder<HclNode>();
        var names = new AttributeNames(this);
        while (true)
        {
            ParseItems(items, names);
            if (PeekIs(TokenKind.EndOfFile))
            {
                break;
            }

            // A brace that closes nothing.
            Token stray = Read();
            Error("item-expected", "Argument or block definition required", "This brace closes no block.", stray.Span);
            items.Add(new HclSkippedText(Map(stray)));
        }

        return new HclNativeBody(Map(0, _text.Text.Length), _text.Source, items.ToImmutable(), names.ToAttributes());
    }

    /// <summary>Reads items up to the closing brace of the body or the end of the file.</summary>
    private void ParseItems(ImmutableArray<HclNode>.Builder items, AttributeNames names)
    {
        while (true)
        {
            _recovering = false;
            Token next = Peek();
            switch (next.Kind)
            {
                case TokenKind.CloseBrace or TokenKind.EndOfFile:
                    return;
                case TokenKind.Newline:
                    Read();
                    break;
                case TokenKind.Identifier:
                    HclNode item = ParseItem();
                    items.Add(item);
                    names.Add(item);
                    break;
                default:
                    items.Add(SkipItem(next));
                    break;
            }
        }
    }

    private HclSkippedText SkipItem(Token bad)
    {
        if (bad.Kind == TokenKind.OpenQuote)
        {
            Error("quoted-name", "Invalid argument name", "The name of an argument is written without quotes.", bad.Span);
        }
        else if (bad.Kind != TokenKind.Invalid)
        {
            Error("item-expected", "Argument or block definition required", "An argument or a block begins with a name.", bad.Span);
        }

        return SkipRest(bad.Start);
    }

    private HclSkippedText SkipRest(int start)
    {
        RecoverAfterItem();
        return new HclSkippedText(SpanFrom(start));
    }

    private HclNode ParseItem()
    {
        Token name = Read();
        switch (Peek().Kind)
        {
            case TokenKind.Equals:
                return ParseAttribute(name, singleLine: false);
            case TokenKind.OpenQuote or TokenKind.OpenBrace or TokenKind.Identifier:
                return ParseBlock(name);
            default:
                Error(
                    "item-expected",
                    "Argument or block definition required",
                    $"\"{Text(name)}\" is followed by neither \"=\", which would set an argument, nor by labels and an opening brace on the same line.",
                    name.Span);
                return SkipRest(name.Start);
        }
    }

    private HclAttribute ParseAttribute(Token name, bool singleLine)
    {
        Read();
        HclExpression expression = ParseExpression();
        int end = _lastEnd;
        if (_recovering)
        {
            if (!singleLine)
            {
                RecoverAfterItem();
            }
        }
        else if (!singleLine)
        {
            Token next = Peek();
            if (next.Kind is TokenKind.Newline or TokenKind.EndOfFile)
            {
                Read();
            }
            else
            {
                string detail = next.Kind == TokenKind.Comma
                    ? "Arguments are separated by line ends, not by commas."
                    : "Nothing but a comment may follow an argument on its line.";
                string summary = next.Kind == TokenKind.Comma ? "Unexpected comma after argument" : "Missing newline after argument";
                Error("missing-newline", summary, detail, next.Span);
                RecoverAfterItem();
            }
        }

        return new HclAttribute(Map(name.Start, Math.Max(name.End, end)), _text.Source, Text(name), Map(name), expression);
    }

    private HclNode ParseBlock(Token type)
    {
        var labels = ImmutableArray.CreateBuilder<HclLabel>();
        while (!PeekIs(TokenKind.OpenBrace))
        {
            Token next = Peek();
            if (next.Kind == TokenKind.OpenQuote)
            {
                labels.Add(ParseQuotedLabel());
            }
            else if (next.Kind == TokenKind.Identifier)
            {
                Read();
                labels.Add(new HclLabel(Text(next), Map(next)));
            }
            else
            {
                ReportBlockHeader(next);
                return SkipRest(type.Start);
            }
        }

        Token open = Read();
        if (!TryEnter())
        {
            RecoverTo(TokenKind.CloseBrace);
            RecoverAfterItem();
            return new HclSkippedText(SpanFrom(type.Start));
        }

        HclNativeBody body = PeekIs(TokenKind.Newline) || PeekIs(TokenKind.EndOfFile) || PeekIs(TokenKind.CloseBrace)
            ? ParseBlockBody(open)
            : ParseSingleLineBody(open);
        Leave();
        return FinishBlock(type, labels.ToImmutable(), open, body);
    }

    private HclBlock FinishBlock(Token type, ImmutableArray<HclLabel> labels, Token open, HclNativeBody body)
    {
        int end = _lastEnd;
        TextSpan close = NoSpan;
        if (PeekIs(TokenKind.CloseBrace))
        {
            Token brace = Read();
            close = Map(brace);
            end = brace.End;
        }

        Token next = Peek();
        if (next.Kind is TokenKind.Newline or TokenKind.EndOfFile)
        {
            Read();
        }
        else
        {
            ErrorOnce("missing-newline", "Missing newline after block definition", "Nothing but a comment may follow a block on its last line.", next.Span);
            RecoverAfterItem();
        }

        if (close == NoSpan)
        {
            close = new TextSpan(body.Span.End, 0);
        }

        return new HclBlock(Map(type.Start, end).Cover(body.Span), _text.Source, Text(type), Map(type), labels, Map(open), close, body);
    }

    private HclNativeBody ParseBlockBody(Token open)
    {
        var items = ImmutableArray.CreateBuilder<HclNode>();
        var names = new AttributeNames(this);
        int errors = _diagnostics.Count;
        ParseItems(items, names);

        // Behind another error in the block, the brace may well be there.
        if (PeekIs(TokenKind.EndOfFile) && errors == _diagnostics.Count)
        {
            Error("unclosed-block", "Unclosed configuration block", "The file ends before the brace that closes this block; perhaps one is missing further down.", open.Span);
        }

        return new HclNativeBody(Map(open.End, Peek().Start), _text.Source, items.ToImmutable(), names.ToAttributes());
    }

    /// <summary><c>type { name = value }</c>: one argument, closed on the same line.</summary>
    private HclNativeBody ParseSingleLineBody(Token open)
    {
        HclNode item;
        Token name = Peek();
        if (name.Kind == TokenKind.Identifier)
        {
            Read();
            item = ParseSingleLineItem(name);
        }
        else
        {
            ErrorOnce("item-expected", "Argument or block definition required", "A block on one line holds one argument, which begins with a name.", name.Span);
            _recovering = true;
            item = new HclSkippedText(Map(name));
        }

        if (!PeekIs(TokenKind.CloseBrace) || _recovering)
        {
            ReportSingleLineEnd(Peek());
            SkipToCloseBrace();
        }

        ImmutableArray<HclAttribute> attributes = item is HclAttribute attribute ? [attribute] : [];
        return new HclNativeBody(Map(open.End, Math.Max(open.End, Peek().Start)), _text.Source, [item], attributes);
    }

    private HclNode ParseSingleLineItem(Token name)
    {
        Token next = Peek();
        switch (next.Kind)
        {
            case TokenKind.Equals:
                return ParseAttribute(name, singleLine: true);
            case TokenKind.OpenQuote or TokenKind.OpenBrace or TokenKind.Identifier:
                Error(
                    "single-line-block",
                    "Argument definition required",
                    $"A block on one line holds a single argument. Set \"{Text(name)}\" with \"=\", or give a nested block lines of its own.",
                    TextSpan.FromBounds(name.Start, next.End));
                break;
            default:
                Error("item-expected", "Argument or block definition required", "A block on one line holds a single argument, set with \"=\".", name.Span);
                break;
        }

        _recovering = true;
        return new HclSkippedText(Map(name));
    }

    private void ReportSingleLineEnd(Token next)
    {
        string detail = next.Kind switch
        {
            TokenKind.Comma => "A block on one line holds a single argument. Write several on lines of their own.",
            TokenKind.Newline => "A block whose argument stands on its first line is closed on that line too.",
            _ => "A block on one line ends with its closing brace behind the single argument.",
        };
        ErrorOnce("single-line-block", "Invalid single-argument block definition", detail, next.Span);
    }

    /// <summary>Reads up to, not with, the brace that closes the block at hand.</summary>
    private void SkipToCloseBrace()
    {
        _recovering = true;
        int nesting = 0;
        while (true)
        {
            TokenKind kind = Peek().Kind;
            if (kind == TokenKind.EndOfFile || (kind == TokenKind.CloseBrace && nesting == 0))
            {
                return;
            }

            nesting += kind switch
            {
                TokenKind.OpenBrace => 1,
                TokenKind.CloseBrace => -1,
                _ => 0,
            };
            Read();
        }
    }

    private void ReportBlockHeader(Token next)
    {
        string detail = next.Kind switch
        {
            TokenKind.Equals => "A block has labels and a body in braces; \"=\" sets an argument, which has no labels.",
            TokenKind.Newline => "The opening brace of a block stands on the same line as its type and labels.",
            _ => "Behind the type of a block stand labels, quoted or bare, and an opening brace.",
        };
        ErrorOnce("block-header", "Invalid block definition", detail, next.Span);
    }

    private HclLabel ParseQuotedLabel()
    {
        Token open = Read();
        var text = new System.Text.StringBuilder();
        while (true)
        {
            Token next = Peek();
            switch (next.Kind)
            {
                case TokenKind.CloseQuote:
                    Read();
                    return new HclLabel(text.ToString().ToNfc(), SpanFrom(open.Start));
                case TokenKind.QuotedLiteral:
                    Read();
                    text.Append(TemplateText.Decode(Slice(next), next.Start, quoted: true, _diagnostics));
                    break;
                case TokenKind.TemplateInterpolation or TokenKind.TemplateControl:
                    ErrorOnce("template-in-label", "Invalid string literal", "A label is a plain string: template sequences are not evaluated here. Double the \"$\" or \"%\" to mean the character.", next.Span);
                    RecoverTo(TokenKind.CloseQuote);
                    return new HclLabel(text.ToString(), SpanFrom(open.Start));
                default:
                    ErrorOnce("unclosed-string", "Unterminated string literal", "The closing quote of this label is missing.", open.Span);
                    _recovering = true;
                    return new HclLabel(text.ToString(), SpanFrom(open.Start));
            }
        }
    }

    /// <summary>The attributes of a body by name: of several with one name the first one counts.</summary>
    private sealed class AttributeNames(Parser parser)
    {
        private readonly Dictionary<string, HclAttribute> _byName = new(StringComparer.Ordinal);
        private readonly ImmutableArray<HclAttribute>.Builder _attributes = ImmutableArray.CreateBuilder<HclAttribute>();

        public void Add(HclNode item)
        {
            if (item is not HclAttribute attribute)
            {
                return;
            }

            if (_byName.TryAdd(attribute.Name, attribute))
            {
                _attributes.Add(attribute);
                return;
            }

            int line = parser._text.Source.GetLine(_byName[attribute.Name].Span.Start);
            parser._diagnostics.ErrorAt(
                "duplicate-attribute",
                "Attribute redefined",
                $"\"{attribute.Name}\" is set on line {line} already. An argument is set once.",
                attribute.NameSpan);
        }

        public ImmutableArray<HclAttribute> ToAttributes() => _attributes.ToImmutable();
    }
}
