using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Syntax;

internal sealed partial class Parser
{
    /// <summary>Attribute access, index and splat behind a term, as far as they go.</summary>
    private HclExpression ParseSteps(HclExpression source, int start)
    {
        // Static steps are gathered, so that a long traversal is one node.
        var steps = ImmutableArray.CreateBuilder<TraversalStep>();
        int entered = 0;
        while (!_recovering)
        {
            Token next = Peek();
            if (next.Kind is not (TokenKind.Dot or TokenKind.OpenBracket))
            {
                break;
            }

            TraversalStep? step = next.Kind == TokenKind.Dot ? ParseDot(out bool star) : ParseStaticIndex(out star);
            if (step is not null)
            {
                steps.Add(step);
                continue;
            }

            if (_recovering)
            {
                break;
            }

            source = ApplySteps(source, steps, start, next.Start);
            if (!TryEnter())
            {
                break;
            }

            entered++;
            source = star ? ParseSplat(source, start, next) : ParseIndex(source, start, next);
        }

        _depth -= entered;
        return ApplySteps(source, steps, start, _lastEnd);
    }

    private HclExpression ApplySteps(HclExpression source, ImmutableArray<TraversalStep>.Builder steps, int start, int end)
    {
        if (steps.Count == 0)
        {
            return source;
        }

        ImmutableArray<TraversalStep> all = steps.ToImmutable();
        steps.Clear();
        TextSpan span = all[^1].Span;
        span = source is SplatItemExpression ? all[0].Span.Cover(span) : Map(start, Math.Min(end, _lastEnd)).Cover(span);
        return source is TraversalExpression { Steps.IsEmpty: true } root
            ? new TraversalExpression(root.Span.Cover(span), root.RootName, root.RootSpan, all)
            : new RelativeTraversalExpression(span, source, all);
    }

    /// <summary><c>.name</c> or <c>.0</c>. Nothing is read for <c>.*</c>, which sets <paramref name="star"/>.</summary>
    private TraversalStep? ParseDot(out bool star)
    {
        star = false;
        int before = _position;
        int lastEnd = _lastEnd;
        Token dot = Read();
        Token next = Peek();
        switch (next.Kind)
        {
            case TokenKind.Identifier:
                Read();
                return new AttributeStep(Map(dot.Start, next.End), Text(next), Map(next));
            case TokenKind.Number:
                Read();
                return ParseLegacyIndex(dot, next);
            case TokenKind.Star:
                _position = before;
                _lastEnd = lastEnd;
                star = true;
                return null;
            default:
                ErrorOnce("attribute-name", "Invalid attribute name", "Behind a dot stands the name of an attribute.", next.Span);
                _recovering = true;
                return null;
        }
    }

    private IndexStep ParseLegacyIndex(Token dot, Token number)
    {
        if (Slice(number).Contains('.'))
        {
            Error("legacy-index", "Invalid legacy index syntax", "Two indexes with dots, as in \"x.0.1\", read as a fraction. Write \"x[0][1]\".", number.Span);
            return new IndexStep(Map(dot.Start, number.End), Value.Unknown(UnknownKind.Error, "the index cannot be read"));
        }

        return new IndexStep(Map(dot.Start, number.End), ParseNumber(number));
    }

    /// <summary>
    /// <c>[0]</c> or <c>["key"]</c>. Nothing is read for other keys and for <c>[*]</c>, which sets <paramref name="star"/>.
    /// </summary>
    private IndexStep? ParseStaticIndex(out bool star)
    {
        star = false;
        int before = _position;
        int lastEnd = _lastEnd;
        Token open = Read();
        if (PeekIs(TokenKind.Star))
        {
            star = true;
        }
        else
        {
            bool newlines = _newlines;
            _newlines = false;
            Value? key = ParseStaticKey();
            if (key is not null && PeekIs(TokenKind.CloseBracket))
            {
                Token close = Read();
                _newlines = newlines;
                return new IndexStep(Map(open.Start, close.End), key.Value);
            }

            _newlines = newlines;
        }

        _position = before;
        _lastEnd = lastEnd;
        return null;
    }

    /// <summary>Reads a key that is a lone number or plain string without escapes: those need no look ahead.</summary>
    private Value? ParseStaticKey()
    {
        Token first = Read();
        if (first.Kind == TokenKind.Number && PeekIs(TokenKind.CloseBracket))
        {
            return BigNumber.TryParse(Slice(first), out BigNumber? number) ? Value.Of(number) : null;
        }

        if (first.Kind == TokenKind.OpenQuote)
        {
            Token text = Read();
            bool plain = text.Kind == TokenKind.QuotedLiteral && !Slice(text).ContainsAny('\\', '$', '%');
            if (plain && PeekIs(TokenKind.CloseQuote))
            {
                Read();
                return Value.Of(Text(text).ToNfc());
            }
        }

        return null;
    }

    private HclExpression ParseIndex(HclExpression source, int start, Token open)
    {
        Read();
        bool newlines = _newlines;
        _newlines = false;
        HclExpression key = ParseExpression();
        if (_recovering)
        {
            RecoverTo(TokenKind.CloseBracket);
        }
        else if (PeekIs(TokenKind.CloseBracket))
        {
            Read();
        }
        else
        {
            Error("unclosed-index", "Missing close bracket on index", "The index ends with \"]\".", Peek().Span);
            RecoverTo(TokenKind.CloseBracket);
        }

        _newlines = newlines;
        TextSpan stepSpan = Map(open.Start, _lastEnd);
        TextSpan span = source is SplatItemExpression ? stepSpan : SpanFrom(start);
        Value? literal = key switch
        {
            LiteralExpression constant => constant.Value,
            TemplateExpression template when template.TryGetLiteral(out string? text) => Value.Of(text),
            _ => null,
        };
        return (literal, source) switch
        {
            (null, _) => new IndexExpression(span, source, key),
            ({ } value, TraversalExpression root) => new TraversalExpression(span, root.RootName, root.RootSpan, root.Steps.Add(new IndexStep(stepSpan, value))),
            ({ } value, RelativeTraversalExpression relative) => relative with { Span = span, Steps = relative.Steps.Add(new IndexStep(stepSpan, value)) },
            ({ } value, _) => new RelativeTraversalExpression(span, source, [new IndexStep(stepSpan, value)]),
        };
    }

    private SplatExpression ParseSplat(HclExpression source, int start, Token open)
    {
        Read();
        Token star = Read();
        if (open.Kind == TokenKind.Dot)
        {
            TextSpan dotMarker = Map(open.Start, star.End);
            HclExpression dotEach = ParseAttributeSteps(new SplatItemExpression(Map(star.End, star.End)));
            return new SplatExpression(SpanFrom(start), source, dotMarker, dotEach, AttributeOnly: true);
        }

        if (PeekIs(TokenKind.CloseBracket))
        {
            Read();
        }
        else
        {
            ErrorOnce("unclosed-splat", "Missing close bracket on splat index", "The star of a splat stands alone in its brackets: \"[*]\".", Peek().Span);
            RecoverTo(TokenKind.CloseBracket);
        }

        int eachStart = _lastEnd;
        TextSpan marker = Map(open.Start, eachStart);
        HclExpression each = ParseSteps(new SplatItemExpression(Map(eachStart, eachStart)), eachStart);
        return new SplatExpression(SpanFrom(start), source, marker, each, AttributeOnly: false);
    }

    /// <summary>Behind <c>.*</c> only names and legacy indexes belong to each element.</summary>
    private HclExpression ParseAttributeSteps(SplatItemExpression item)
    {
        var steps = ImmutableArray.CreateBuilder<TraversalStep>();
        while (!_recovering && PeekIs(TokenKind.Dot))
        {
            TraversalStep? step = ParseDot(out bool star);
            if (star)
            {
                Error("nested-splat", "Nested splat expression not allowed", "Inside a splat with \".*\" no other one can stand. Write \"[*]\".", Peek().Span);
                _recovering = true;
            }
            else if (step is not null)
            {
                steps.Add(step);
            }
        }

        return ApplySteps(item, steps, item.Span.Start, _lastEnd);
    }
}
