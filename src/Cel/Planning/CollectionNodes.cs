using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary><c>[a, ?b]</c>. An unknown element stays an element: the list's size is known all the same.</summary>
internal sealed class ListNode(ImmutableArray<PlanNode> elements, ImmutableArray<bool> optionals, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => elements;

    public override Value Evaluate(ref Frame frame)
    {
        var items = ImmutableArray.CreateBuilder<Value>(elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            Value value = elements[i].Evaluate(ref frame);
            if (value.IsError)
            {
                return value;
            }

            if (optionals.IsDefault || !optionals[i])
            {
                items.Add(value);
            }
            else if (OptionalEntry.Unwrap(value, elements[i].Span, out Value inner) is { } unfit)
            {
                return unfit;
            }
            else if (!inner.IsAbsent)
            {
                items.Add(inner);
            }
        }

        return frame.Pay(elements.Length) ? Value.Of(new ValueList(items.ToImmutable())) : Frame.Exhausted;
    }
}

internal readonly record struct EntryNode(PlanNode Key, PlanNode Value, bool IsOptional);

/// <summary><c>{a: b, ?c: d}</c></summary>
internal sealed class MapNode(ImmutableArray<EntryNode> entries, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [.. entries.SelectMany(entry => new[] { entry.Key, entry.Value })];

    public override Value Evaluate(ref Frame frame)
    {
        var map = new MapBuilder();
        foreach (EntryNode entry in entries)
        {
            Value key = entry.Key.Evaluate(ref frame);
            Value value = entry.Value.Evaluate(ref frame);
            if (value.IsError)
            {
                return key.IsUnfit ? key : value;
            }

            if (entry.IsOptional)
            {
                if (OptionalEntry.Unwrap(value, entry.Value.Span, out value) is { } unfit)
                {
                    return unfit;
                }

                if (value.IsAbsent && !key.IsUnfit)
                {
                    continue;
                }
            }

            if (map.Add(key, value) is { } problem)
            {
                return ValueStates.Placed(problem, entry.Key.Span);
            }
        }

        return frame.Pay(entries.Length) ? map.ToValue() : Frame.Exhausted;
    }
}

internal readonly record struct FieldNode(string Name, PlanNode Value, bool IsOptional);

/// <summary><c>google.protobuf.Duration{seconds: 3}</c></summary>
internal sealed class MessageNode(WellKnownMessage message, ImmutableArray<FieldNode> fields, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [.. fields.Select(entry => entry.Value)];

    public override Value Evaluate(ref Frame frame)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (FieldNode field in fields)
        {
            Value value = field.Value.Evaluate(ref frame);
            if (value.IsUnfit)
            {
                return value;
            }

            if (field.IsOptional && OptionalEntry.Unwrap(value, field.Value.Span, out value) is { } unfit)
            {
                return unfit;
            }

            if (!message.Fields.Contains(field.Name))
            {
                return CelError.At($"{message.Name} has no field '{field.Name}'", Span);
            }

            if (!value.IsAbsent)
            {
                values[field.Name] = value;
            }
        }

        return ValueStates.Placed(message.Make(values), Span);
    }
}

internal static class OptionalEntry
{
    /// <summary>The value of an optional that stands behind '?', absent if it has none; or what stands instead of the whole.</summary>
    public static Value? Unwrap(Value optional, TextSpan place, out Value value)
    {
        value = optional.AsOther is CelOptional { HasValue: true } some ? some.Value : default;
        if (optional.AsOther is CelOptional)
        {
            return null;
        }

        return optional.IsUnfit ? optional : CelError.At($"behind '?' an optional is expected, not {TypeNames.NameOf(optional)}", place);
    }
}
