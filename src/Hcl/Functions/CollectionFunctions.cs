using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Lists and tuples, put together and taken apart.</summary>
internal static class CollectionFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("chunklist", Any, ChunkList, Through("list", ListOfAny), Of("size", Number)),
        DefineVariadic("coalesce", Any, Coalesce, new Parameter("vals", Any, AllowNull: true, AllowUnknown: true, KeepMarks: true)),
        DefineVariadic("coalescelist", Any, CoalesceList, new Parameter("vals", Any, AllowNull: true, AllowUnknown: true, KeepMarks: true)),
        Define("compact", ListOfText, Compact, Through("list", ListOfText)),
        DefineVariadic("concat", Any, Concat, Through("seqs", Any)),
        Define("distinct", Any, Distinct, Of("list", ListOfAny)),
        Define("element", Any, Element, Through("list", Any), Of("index", Number)),
        Define("flatten", Any, Flatten, Through("list", Any)),
        Define("reverse", Any, Reverse, Through("list", Any)),
        Define("slice", Any, Slice, Through("list", Any), Of("start_index", Number), Of("end_index", Number)),
        Define("sort", ListOfText, Sort, Of("list", ListOfText)),
    ];

    private static bool IsSequence(Value value) => value.Kind is ValueKind.List or ValueKind.Set;

    private static FunctionResult ChunkList(FunctionCall call)
    {
        if (!HclNumbers.TryGetInt32(call[1], out int size) || size < 0)
        {
            return FunctionResult.Fail("the size is to be a whole number of 0 or more");
        }

        ImmutableArray<Value> items = call[0].AsList.Items;
        HclType type = call[0].GetHclType();
        IEnumerable<Value> chunks = items.IsEmpty ? []
            : size == 0 ? [call[0]]
            : items.Chunk(size).Select(chunk => Value.Of(new ValueList([.. chunk], type)));
        return TypedValues.List(type, [.. chunks]);
    }

    private static FunctionResult Coalesce(FunctionCall call)
    {
        if (Unification.Unify([.. call.Arguments.Select(argument => argument.GetHclType())]) is not { } type)
        {
            return FunctionResult.Fail("all arguments are to be of one type");
        }

        for (int i = 0; i < call.Count; i++)
        {
            if (!Conversion.TryConvert(call[i], type, out Value value, out string? reason))
            {
                return FunctionResult.FailArgument(i, reason);
            }

            if (value.IsUnknown)
            {
                return TypedValues.UnknownLike(value, type);
            }

            if (!value.IsNull && !(value.Kind == ValueKind.String && value.AsString.Length == 0))
            {
                return value;
            }
        }

        return FunctionResult.Fail("every argument is null or empty");
    }

    private static FunctionResult CoalesceList(FunctionCall call)
    {
        for (int i = 0; i < call.Count; i++)
        {
            Value value = call[i];
            if (value.IsUnknown)
            {
                return TypedValues.UnknownLike(value, HclType.Dynamic);
            }

            HclTypeKind kind = value.GetHclType().Kind;
            if (kind is not (HclTypeKind.List or HclTypeKind.Tuple))
            {
                return FunctionResult.FailArgument(i, "all arguments are to be lists or tuples");
            }

            if (value.AsList.Count > 0)
            {
                return value;
            }
        }

        return FunctionResult.Fail("every argument is null or empty");
    }

    private static FunctionResult Compact(FunctionCall call) => call[0].FindUnknown() is { } unknown
        ? FunctionCall.UnknownFrom(unknown, ListOfText)
        : TypedValues.List(Str, [.. call[0].AsList.Items.Where(item => !item.IsNull && item.AsString.Length > 0)]);

    private static FunctionResult Concat(FunctionCall call)
    {
        if (call.Count == 0)
        {
            return FunctionResult.Fail("at least one list is needed");
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        for (int i = 0; i < call.Count; i++)
        {
            if (call[i].Kind != ValueKind.List)
            {
                return FunctionResult.FailArgument(i, "all arguments are to be lists or tuples");
            }

            items.AddRange(call[i].AsList.Items);
            if (items.Count > EvaluationBudget.MaxValueSize)
            {
                return FunctionResult.Limit("the list is too long");
            }
        }

        HclType type = call[0].GetHclType();
        bool lists = type.Kind == HclTypeKind.List && call.Arguments.All(argument => argument.GetHclType().Equals(type));
        return Value.Of(new ValueList(items.ToImmutable(), lists ? type : null));
    }

    private static FunctionResult Distinct(FunctionCall call)
    {
        if (call[0].FindUnknown() is { } unknown)
        {
            return FunctionCall.UnknownFrom(unknown, call[0].GetHclType());
        }

        var seen = new HashSet<Value>();
        return Value.Of(new ValueList([.. call[0].AsList.Items.Where(seen.Add)], call[0].GetHclType()));
    }

    private static FunctionResult Element(FunctionCall call)
    {
        if (call[0].Kind != ValueKind.List)
        {
            return FunctionResult.FailArgument(0, "elements are read from a list or tuple");
        }

        if (!HclNumbers.TryGetInt32(call[1], out int index) || index < 0)
        {
            return FunctionResult.Fail("the index is to be a whole number of 0 or more");
        }

        ValueList list = call[0].AsList;
        return list.Count == 0 ? FunctionResult.Fail("the list is empty") : list[index % list.Count];
    }

    private static FunctionResult Flatten(FunctionCall call)
    {
        if (!IsSequence(call[0]))
        {
            return FunctionResult.FailArgument(0, "only lists, sets and tuples are flattened");
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        return Flatten(call[0].AsList, items) is { } unknown
            ? FunctionCall.UnknownFrom(unknown, Any)
            : TypedValues.Tuple(items.ToImmutable());
    }

    /// <summary>The unknown element that may be a list, if there is one: then nothing is known of the result.</summary>
    private static Value? Flatten(ValueList list, ImmutableArray<Value>.Builder items)
    {
        foreach (Value item in list)
        {
            HclTypeKind kind = item.GetHclType().Kind;
            bool nested = kind is HclTypeKind.List or HclTypeKind.Set or HclTypeKind.Tuple;
            if (item.IsUnknown && (nested || kind == HclTypeKind.Dynamic))
            {
                return item;
            }

            if (!nested || item.IsNull)
            {
                items.Add(item);
            }
            else if (Flatten(item.AsList, items) is { } unknown)
            {
                return unknown;
            }
        }

        return null;
    }

    private static FunctionResult Reverse(FunctionCall call)
    {
        if (!IsSequence(call[0]))
        {
            return FunctionResult.FailArgument(0, "only lists, tuples and sets are reversed");
        }

        HclType type = call[0].GetHclType();
        ImmutableArray<Value> items = [.. call[0].AsList.Items.Reverse()];
        return type.Kind == HclTypeKind.Tuple ? TypedValues.Tuple(items) : TypedValues.List(type.Element, items);
    }

    private static FunctionResult Slice(FunctionCall call)
    {
        if (call[0].Kind != ValueKind.List)
        {
            return FunctionResult.FailArgument(0, "only lists and tuples are sliced");
        }

        ValueList list = call[0].AsList;
        if (!HclNumbers.TryGetInt32(call[1], out int start) || start < 0 || start > list.Count)
        {
            return FunctionResult.FailArgument(1, "the start is no index of the list");
        }

        if (!HclNumbers.TryGetInt32(call[2], out int end) || end < start || end > list.Count)
        {
            return FunctionResult.FailArgument(2, "the end lies before the start or behind the list");
        }

        HclType type = call[0].GetHclType();
        return Value.Of(new ValueList([.. list.Items.AsSpan()[start..end]], type.Kind == HclTypeKind.List ? type : null));
    }

    private static FunctionResult Sort(FunctionCall call)
    {
        ImmutableArray<Value> items = call[0].AsList.Items;
        if (call[0].FindUnknown() is { } unknown)
        {
            // So many elements, in an order that nobody knows.
            Value each = FunctionCall.UnknownFrom(unknown, Str);
            return TypedValues.List(Str, [.. items.Select(_ => each)]);
        }

        return items.Any(item => item.IsNull)
            ? FunctionResult.FailArgument(0, "an element is null: it cannot be sorted")
            : TypedValues.List(Str, items.Sort((left, right) => TypedValues.CompareText(left.AsString, right.AsString)));
    }
}
