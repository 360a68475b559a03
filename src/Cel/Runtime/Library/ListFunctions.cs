using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension lists; sortBy is a macro.</summary>
internal static class ListFunctions
{
    private static readonly CelType T = CelType.Parameter("T");
    private static readonly CelType Ts = CelType.List(T);

    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("slice", Any(true, [Ts, CelType.Int, CelType.Int], Ts, Slice)),
        Function(
            "flatten",
            Any(true, [CelType.List(Ts)], Ts, Flatten),
            Any(true, [Ts], CelType.List(CelType.Dyn), Flatten),
            Any(true, [Ts, CelType.Int], CelType.List(CelType.Dyn), Flatten)),
        Function("distinct", Any(true, [Ts], Ts, Distinct)),
        Function("sort", Any(true, [Ts], Ts, Sort)),
        Function("reverse", Any(true, [Ts], Ts, Reverse)),
        Function("first", Member(Ts, CelType.Optional(T), list => list.AsList.Count == 0 ? CelOptional.NoneValue : CelOptional.Of(list.AsList[0]))),
        Function("last", Member(Ts, CelType.Optional(T), list => list.AsList.Count == 0 ? CelOptional.NoneValue : CelOptional.Of(list.AsList[^1]))),
        Function("lists.range", Any(false, [CelType.Int], CelType.List(CelType.Int), Range)),
    ];

    private static Value Slice(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        ImmutableArray<Value> items = arguments[0].AsList.Items;
        long start = arguments[1].AsInt;
        long end = arguments[2].AsInt;
        if (start < 0 || end < start || end > items.Length)
        {
            return CelError.Of($"cannot slice({start}, {end}) a list with {items.Length} elements");
        }

        return frame.Pay(end - start) ? Value.Of(new ValueList(items[(int)start..(int)end])) : Frame.Exhausted;
    }

    private static Value Flatten(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        long depth = arguments.Length > 1 ? arguments[1].AsInt : 1;
        if (depth < 0)
        {
            return CelError.Of("the level of flatten must not be negative");
        }

        ImmutableArray<Value> items = arguments[0].AsList.Items;
        while (depth-- > 0 && items.Any(item => item.Kind is ValueKind.List or ValueKind.Set))
        {
            var flat = ImmutableArray.CreateBuilder<Value>();
            foreach (Value item in items)
            {
                bool isList = item.Kind is ValueKind.List or ValueKind.Set;
                if (item.IsUnknown || !frame.Pay(1 + item.AsList.Count))
                {
                    return item.IsUnknown ? item : Frame.Exhausted;
                }

                flat.AddRange(isList ? item.AsList.Items : [item]);
            }

            items = flat.ToImmutable();
        }

        return Value.Of(new ValueList(items));
    }

    private static Value Distinct(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        var seen = ImmutableArray.CreateBuilder<Value>();
        foreach (Value item in arguments[0].AsList)
        {
            Value contained = Comparison.Contains(new ValueList(seen.ToImmutable()), item, ref frame);
            if (contained.IsUnfit || !frame.Pay(seen.Count))
            {
                return contained.IsUnfit ? contained : Frame.Exhausted;
            }

            if (!contained.AsBool)
            {
                seen.Add(item);
            }
        }

        return Value.Of(new ValueList(seen.ToImmutable()));
    }

    private static Value Sort(scoped ReadOnlySpan<Value> arguments, ref Frame frame) =>
        ValueStates.UnknownElement(arguments[0].AsList) ?? Sorting.Sort([.. arguments[0].AsList.Items.Select(item => (item, item))], ref frame);

    private static Value Reverse(scoped ReadOnlySpan<Value> arguments, ref Frame frame) =>
        frame.Pay(arguments[0].AsList.Count) ? Value.Of(new ValueList([.. Enumerable.Reverse(arguments[0].AsList.Items)])) : Frame.Exhausted;

    private static Value Range(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        long count = arguments[0].AsInt;
        if (!frame.Pay(Math.Max(0, count)))
        {
            return Frame.Exhausted;
        }

        return Value.Of(new ValueList([.. Enumerable.Range(0, (int)Math.Max(0, count)).Select(index => Value.Of((long)index))]));
    }
}
