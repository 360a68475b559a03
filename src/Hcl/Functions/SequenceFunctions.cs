using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Lists, sets and tuples taken as a whole: what is true of them, how many, which one; and lists of numbers.</summary>
internal static class SequenceFunctions
{
    /// <summary>Terraform's own limit.</summary>
    private const int MaxRange = 1024;

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("alltrue", Bool, AllTrue, Of("list", HclType.List(Bool))),
        Define("anytrue", Bool, AnyTrue, Of("list", HclType.List(Bool))),
        Define("contains", Bool, Contains, Of("list", Any), new Parameter("value", Any, AllowUnknown: true)),
        Define("index", Number, Index, Of("list", Any), new Parameter("value", Any, AllowUnknown: true)),
        Define("length", Number, Length, new Parameter("value", Any, AllowUnknown: true, KeepMarks: true)),
        Define("one", Any, One, Through("list", Any)),
        DefineVariadic("range", HclType.List(HclType.Number), Range, Of("params", Number)),
        Define("sum", Number, Sum, Of("list", Any)),
    ];

    private static bool IsSequence(Value value) => value.Kind is ValueKind.List or ValueKind.Set;

    private static FunctionResult AllTrue(FunctionCall call)
    {
        foreach (Value item in call[0].AsList)
        {
            if (item.IsUnknown)
            {
                return FunctionCall.UnknownFrom(item, Bool);
            }

            if (!item.AsBool)
            {
                return Value.False;
            }
        }

        return Value.True;
    }

    private static FunctionResult AnyTrue(FunctionCall call)
    {
        foreach (Value item in call[0].AsList)
        {
            if (item.AsBool)
            {
                return Value.True;
            }
        }

        return call[0].FindUnknown() is { } unknown ? FunctionCall.UnknownFrom(unknown, Bool) : Value.False;
    }

    private static FunctionResult Contains(FunctionCall call)
    {
        if (!IsSequence(call[0]))
        {
            return FunctionResult.Fail("the first argument is to be a list, tuple or set");
        }

        Value? unknown = null;
        foreach (Value item in call[0].AsList)
        {
            Value equal = Equality.Compare(item, call[1]);
            if (equal.AsBool)
            {
                return Value.True;
            }

            unknown ??= equal.IsUnknown ? equal : null;
        }

        return unknown is { } cause ? FunctionCall.UnknownFrom(cause, Bool) : Value.False;
    }

    private static FunctionResult Index(FunctionCall call)
    {
        if (call[0].Kind != ValueKind.List)
        {
            return FunctionResult.Fail("the first argument is to be a list or tuple");
        }

        ValueList list = call[0].AsList;
        for (int i = 0; i < list.Count; i++)
        {
            Value equal = Equality.Compare(list[i], call[1]);
            if (equal.IsUnknown)
            {
                return FunctionCall.UnknownFrom(equal, Number);
            }

            if (equal.AsBool)
            {
                return Value.Of((long)i);
            }
        }

        return FunctionResult.Fail(list.Count == 0 ? "the list is empty" : "the value is not in the list");
    }

    private static FunctionResult Length(FunctionCall call)
    {
        Value value = call[0];
        HclType type = value.GetHclType();
        if (value.IsUnknown)
        {
            int? known = type.Kind switch
            {
                HclTypeKind.Tuple => type.Elements.Length,
                HclTypeKind.Object => type.Attributes.Length,
                _ => null,
            };
            return known is { } count ? Value.Of((long)count) : FunctionCall.UnknownFrom(value, Number);
        }

        switch (value.Kind)
        {
            case ValueKind.String:
                return Value.Of((long)new System.Globalization.StringInfo(value.AsString).LengthInTextElements);
            case ValueKind.Set when value.AsList.Count > 1 && value.FindUnknown() is { } unknown:
                // Elements that are unknown may turn out equal.
                return FunctionCall.UnknownFrom(unknown, Number);
            case ValueKind.List or ValueKind.Set:
                return Value.Of((long)value.AsList.Count);
            case ValueKind.Map:
                return Value.Of((long)value.AsMap.Count);
            default:
                return FunctionResult.FailArgument(0, "a string or a collection has a length");
        }
    }

    private static FunctionResult One(FunctionCall call)
    {
        if (!IsSequence(call[0]))
        {
            return FunctionResult.FailArgument(0, "a list, set or tuple with at most one element is needed");
        }

        ValueList list = call[0].AsList;
        HclType type = call[0].GetHclType();
        return list.Count switch
        {
            0 => Value.NullOf(type.IsCollection ? type.Element : null),
            1 => list[0],
            _ => FunctionResult.FailArgument(0, $"there are {list.Count} elements: one is the most"),
        };
    }

    private static FunctionResult Sum(FunctionCall call)
    {
        if (!IsSequence(call[0]))
        {
            return FunctionResult.FailArgument(0, "a list, set or tuple of numbers is needed");
        }

        if (call[0].FindUnknown() is { } unknown)
        {
            return FunctionCall.UnknownFrom(unknown, Number);
        }

        BigNumber? total = null;
        foreach (Value item in call[0].AsList)
        {
            if (item.IsNull || !Conversion.TryConvert(item, Number, out Value number, out _))
            {
                return FunctionResult.FailArgument(0, "a list, set or tuple of numbers is needed");
            }

            total = BigNumber.Add(total ?? BigNumber.Zero, HclNumbers.ToBig(number));
            if (total is null)
            {
                return FunctionResult.Limit("the number is too large");
            }
        }

        return total is null ? FunctionResult.FailArgument(0, "the list is empty") : Value.Of(total);
    }

    private static FunctionResult Range(FunctionCall call)
    {
        if (call.Count is 0 or > 3)
        {
            return FunctionResult.Fail("one to three numbers are needed");
        }

        BigNumber start = call.Count == 1 ? BigNumber.Zero : HclNumbers.ToBig(call[0]);
        BigNumber end = HclNumbers.ToBig(call[call.Count == 1 ? 0 : 1]);
        BigNumber step = call.Count == 3 ? HclNumbers.ToBig(call[2]) : end < start ? BigNumber.One.Negate() : BigNumber.One;
        if (step.IsZero)
        {
            return FunctionResult.Fail("the step is zero");
        }

        bool down = step.Sign < 0;
        if (down ? end > start : end < start)
        {
            return FunctionResult.FailArgument(1, "the end lies on the other side of the start than the step goes");
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        for (BigNumber number = start; down ? number > end : number < end;)
        {
            if (items.Count >= MaxRange)
            {
                return FunctionResult.Fail($"there would be more than {MaxRange} numbers");
            }

            items.Add(Value.Of(number));
            number = BigNumber.Add(number, step) ?? end;
        }

        return TypedValues.List(Number, items.ToImmutable());
    }
}
