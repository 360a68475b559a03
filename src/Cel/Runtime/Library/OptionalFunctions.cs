using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension optionals.</summary>
internal static class OptionalFunctions
{
    private static readonly CelType V = CelType.Parameter("V");
    private static readonly CelType OfV = CelType.Optional(V);

    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("optional.none", Any(false, [], CelType.Optional(CelType.Dyn), (scoped _, ref _) => CelOptional.NoneValue)),
        Function("optional.of", Global(V, OfV, CelOptional.Of)),
        Function("optional.ofNonZeroValue", Global(V, OfV, value => IsZero(value) ? CelOptional.NoneValue : CelOptional.Of(value))),
        Function("optional.unwrap", Global(CelType.List(OfV), CelType.List(V), Unwrap)),
        Function("unwrapOpt", Member(CelType.List(OfV), CelType.List(V), Unwrap)),
        Function("hasValue", Member(OfV, CelType.Bool, value => Value.Of(value.AsOther is CelOptional { HasValue: true }))),
        Function("value", Member(OfV, V, value => value.AsOther is CelOptional { HasValue: true } some ? some.Value : CelError.Of("optional.none() dereference"))),
        Function("or", Member(OfV, OfV, OfV, (value, other) => value.AsOther is CelOptional { HasValue: true } ? value : other)),
        Function("orValue", Member(OfV, V, V, (value, other) => value.AsOther is CelOptional { HasValue: true } some ? some.Value : other)),
    ];

    private static bool IsZero(in Value value) => value.Kind switch
    {
        ValueKind.Absent or ValueKind.Null => true,
        ValueKind.Bool => !value.AsBool,
        ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.Number => value.TryGetNumber(out double number) && number == 0,
        ValueKind.String => value.AsString.Length == 0,
        ValueKind.Bytes => value.AsBytes.IsEmpty,
        ValueKind.List or ValueKind.Set => value.AsList.Count == 0,
        ValueKind.Map => value.AsMap.Count == 0,
        _ => value.AsOther switch
        {
            CelDuration duration => duration.Nanoseconds == 0,
            CelTimestamp time => time is { Seconds: 0, Nanoseconds: 0 },
            CelOptional optional => !optional.HasValue,
            _ => false,
        },
    };

    private static Value Unwrap(Value list)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (Value item in list.AsList)
        {
            if (item.IsUnknown)
            {
                return item;
            }

            if (item.AsOther is not CelOptional optional)
            {
                return CelError.Of($"no such overload: optional.unwrap with an element of type {TypeNames.NameOf(item)}");
            }

            if (optional.HasValue)
            {
                items.Add(optional.Value);
            }
        }

        return Value.Of(new ValueList(items.ToImmutable()));
    }
}
