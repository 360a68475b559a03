using System.Collections.Immutable;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>Flow collections.</summary>
internal sealed partial class YamlReader
{
    private Value ReadFlow()
    {
        if (_depth >= MaxDepth)
        {
            return Fail(YamlOutcome.Unsupported);
        }

        _depth++;
        Value value = text[_position] == '[' ? ReadFlowSequence() : ReadFlowMapping();
        _depth--;
        return value;
    }

    private Value ReadFlowSequence()
    {
        _position++;
        var items = ImmutableArray.CreateBuilder<Value>();
        while (true)
        {
            SkipToContent();
            if (AtEnd)
            {
                return Fail(YamlOutcome.Invalid);
            }

            if (text[_position] == ']')
            {
                _position++;
                return TypedValues.Tuple(items.ToImmutable());
            }

            Value item = ReadFlowNode();
            SkipToContent();
            if (At(_position) == ':' && !AtEnd)
            {
                // [a: b] holds a mapping of one entry.
                var entries = new YamlEntries();
                Value value = ReadFlowValue();
                item = entries.TryAdd(item, value) ? entries.ToValue() : Fail(YamlOutcome.Invalid);
            }

            items.Add(item);
            if (!TryEndFlowItem(']'))
            {
                return Fail(YamlOutcome.Invalid);
            }
        }
    }

    private Value ReadFlowMapping()
    {
        _position++;
        var entries = new YamlEntries();
        while (true)
        {
            SkipToContent();
            if (AtEnd)
            {
                return Fail(YamlOutcome.Invalid);
            }

            if (text[_position] == '}')
            {
                _position++;
                return entries.ToValue();
            }

            bool merge = Rest.StartsWith("<<:") || Rest.StartsWith("<< :");
            Value key = ReadFlowNode();
            SkipToContent();
            Value value = At(_position) == ':' && !AtEnd ? ReadFlowValue() : Value.Null;
            if (!entries.TryAdd(merge ? Value.Of(YamlEntries.MergeKey) : key, value) || !TryEndFlowItem('}'))
            {
                return Fail(YamlOutcome.Invalid);
            }
        }
    }

    /// <summary>The value behind a colon; null where a comma or the end follows.</summary>
    private Value ReadFlowValue()
    {
        _position++;
        SkipToContent();
        return At(_position) is ',' or '}' or ']' ? Value.Null : ReadFlowNode();
    }

    private bool TryEndFlowItem(char close)
    {
        SkipToContent();
        if (At(_position) == ',' && !AtEnd)
        {
            _position++;
            return true;
        }

        return !AtEnd && text[_position] == close;
    }

    private Value ReadFlowNode()
    {
        if (AtEnd)
        {
            return Fail(YamlOutcome.Invalid);
        }

        switch (text[_position])
        {
            case '[' or '{':
                return ReadFlow();
            case '*':
                return ReadAlias();
            case '"' or '\'':
                return Resolve(ReadQuoted(), plain: false, null);
            case '&' or '!' or '?':
                return Fail(YamlOutcome.Unsupported);
            default:
                return Resolve(ReadPlain(-1, flow: true), plain: true, null);
        }
    }
}
