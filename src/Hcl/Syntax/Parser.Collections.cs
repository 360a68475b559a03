using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

internal sealed partial class Parser
{
    private HclExpression ParseTuple()
    {
        Token open = Read();
        bool newlines = _newlines;
        _newlines = false;
        HclExpression result = PeekIsKeyword("for")
            ? ParseFor(open)
            : ParseElements(open);
        _newlines = newlines;
        return result;
    }

    private TupleExpression ParseElements(Token open)
    {
        var elements = ImmutableArray.CreateBuilder<HclExpression>();
        while (!PeekIs(TokenKind.CloseBracket))
        {
            elements.Add(ParseExpression());
            if (_recovering)
            {
                RecoverTo(TokenKind.CloseBracket);
                return new TupleExpression(SpanFrom(open.Start), elements.ToImmutable());
            }

            Token next = Peek();
            if (next.Kind == TokenKind.Comma)
            {
                Read();
            }
            else if (next.Kind != TokenKind.CloseBracket)
            {
                bool atEnd = next.Kind == TokenKind.EndOfFile;
                Error(
                    "unclosed-tuple",
                    atEnd ? "Unterminated tuple constructor expression" : "Missing item separator",
                    atEnd ? "The file ends before the bracket that closes this list." : "The elements of a list are separated by commas, also where each stands on its own line.",
                    next.Span);
                RecoverTo(TokenKind.CloseBracket);
                return new TupleExpression(SpanFrom(open.Start), elements.ToImmutable());
            }
        }

        Read();
        return new TupleExpression(SpanFrom(open.Start), elements.ToImmutable());
    }

    private HclExpression ParseObject()
    {
        Token open = Read();
        bool newlines = _newlines;
        _newlines = false;
        HclExpression result;
        if (PeekIsKeyword("for"))
        {
            result = ParseFor(open);
        }
        else
        {
            _newlines = true;
            var items = ImmutableArray.CreateBuilder<ObjectItem>();
            while (TryParseObjectItem(items))
            {
            }

            result = new ObjectExpression(SpanFrom(open.Start), items.ToImmutable());
        }

        _newlines = newlines;
        return result;
    }

    /// <summary>Reads an item with its separator; false when the object has been closed, by its brace or by recovery.</summary>
    private bool TryParseObjectItem(ImmutableArray<ObjectItem>.Builder items)
    {
        while (PeekIs(TokenKind.Newline))
        {
            Read();
        }

        if (PeekIs(TokenKind.CloseBrace))
        {
            Read();
            return false;
        }

        int start = Peek().Start;
        HclExpression key = ParseExpression();
        if (!_recovering && Peek().Kind is not (TokenKind.Equals or TokenKind.Colon))
        {
            ReportMissingValue(Peek());
            _recovering = true;
        }

        if (_recovering)
        {
            items.Add(new ObjectItem(SpanFrom(Math.Min(start, _lastEnd)).Cover(key.Span), key, MakeError()));
            RecoverTo(TokenKind.CloseBrace);
            return false;
        }

        Read();
        HclExpression value = ParseExpression();
        items.Add(new ObjectItem(SpanFrom(start), key, value));
        Token next = Peek();
        if (!_recovering && next.Kind is not (TokenKind.Comma or TokenKind.Newline or TokenKind.CloseBrace))
        {
            bool atEnd = next.Kind == TokenKind.EndOfFile;
            Error(
                "unclosed-object",
                atEnd ? "Unterminated object constructor expression" : "Missing attribute separator",
                atEnd ? "The file ends before the brace that closes this object." : "The attributes of an object are separated by commas or line ends.",
                next.Span);
            _recovering = true;
        }

        if (_recovering)
        {
            RecoverTo(TokenKind.CloseBrace);
            return false;
        }

        Read();
        return next.Kind != TokenKind.CloseBrace;
    }

    private void ReportMissingValue(Token next)
    {
        (string summary, string detail) = next.Kind switch
        {
            TokenKind.EndOfFile => ("Unterminated object constructor expression", "The file ends before the brace that closes this object."),
            TokenKind.Newline or TokenKind.Comma => ("Missing attribute value", "Behind the key of an attribute stands \"=\" and a value, on the same line."),
            _ => ("Missing key/value separator", "Key and value of an attribute are separated by \"=\". A key with other characters is written in quotes, a computed one in parentheses."),
        };
        Error("object-item", summary, detail, next.Span);
    }

    /// <summary>A for-expression from the keyword on; line ends do not count in it.</summary>
    private HclExpression ParseFor(Token open)
    {
        bool isObject = open.Kind == TokenKind.OpenBrace;
        TokenKind closer = isObject ? TokenKind.CloseBrace : TokenKind.CloseBracket;
        Read();
        ForIntroduction? introduction = ParseForIntroduction();
        if (introduction is null)
        {
            RecoverTo(closer);
            return new ErrorExpression(SpanFrom(open.Start));
        }

        if (!PeekIs(TokenKind.Colon))
        {
            ReportFor("Behind the collection stands \":\".", Peek());
            RecoverTo(closer);
            return new ErrorExpression(SpanFrom(open.Start));
        }

        Read();
        return ParseForResult(open, closer, introduction);
    }

    private HclExpression ParseForResult(Token open, TokenKind closer, ForIntroduction introduction)
    {
        HclExpression? key = null;
        HclExpression value = ParseExpression();
        if (!_recovering && PeekIs(TokenKind.FatArrow))
        {
            Read();
            key = value;
            value = ParseExpression();
        }

        bool grouping = !_recovering && PeekIs(TokenKind.Ellipsis);
        if (grouping)
        {
            Read();
        }

        HclExpression? condition = null;
        if (!_recovering && PeekIsKeyword("if"))
        {
            Read();
            condition = ParseExpression();
        }

        if (!_recovering && PeekIs(closer))
        {
            Read();
        }
        else
        {
            ReportFor("The expression goes on where its closing bracket is expected.", Peek());
            RecoverTo(closer);
            return new ErrorExpression(SpanFrom(open.Start));
        }

        TextSpan span = SpanFrom(open.Start);
        var whole = TextSpan.FromBounds(open.Start, _lastEnd);
        if (closer == TokenKind.CloseBrace && key is null)
        {
            Error("for-expression", "Invalid 'for' expression", "To make an object, the result has a key: \"key => value\".", whole);
            return new ErrorExpression(span);
        }

        if (closer == TokenKind.CloseBracket && (key is not null || grouping))
        {
            Error("for-expression", "Invalid 'for' expression", "A list has neither keys (\"=>\") nor groups (\"...\"): use braces.", whole);
            return new ErrorExpression(span);
        }

        return new ForExpression(span, introduction.KeyName, introduction.ValueName, introduction.Collection, key, value, condition, grouping);
    }

    /// <summary><c>k, v in collection</c>, as in for-expressions and in <c>%{ for }</c>.</summary>
    private sealed record ForIntroduction(string? KeyName, string ValueName, HclExpression Collection);

    /// <summary>Null, after a report, if it cannot be read.</summary>
    private ForIntroduction? ParseForIntroduction()
    {
        if (!PeekIs(TokenKind.Identifier))
        {
            ReportFor("Behind \"for\" stands the name of a variable.", Peek());
            return null;
        }

        string? keyName = null;
        string valueName = Text(Read());
        if (PeekIs(TokenKind.Comma))
        {
            Read();
            if (!PeekIs(TokenKind.Identifier))
            {
                ReportFor("Behind the comma stands the name of the value's variable.", Peek());
                return null;
            }

            keyName = valueName;
            valueName = Text(Read());
        }

        if (!PeekIsKeyword("in"))
        {
            ReportFor("Behind the names stands \"in\".", Peek());
            return null;
        }

        Read();
        HclExpression collection = ParseExpression();
        return _recovering ? null : new ForIntroduction(keyName, valueName, collection);
    }

    private void ReportFor(string detail, Token at)
    {
        ErrorOnce("for-expression", "Invalid 'for' expression", detail, at.Span);
        _recovering = true;
    }
}
