using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Sets.</summary>
internal static class SetFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        DefineVariadic("setunion", SetOfAny, call => Combine(call, Union), Of("other_sets", SetOfAny), Of("first_set", SetOfAny)),
        DefineVariadic("setintersection", SetOfAny, call => Combine(call, Intersect), Of("other_sets", SetOfAny), Of("first_set", SetOfAny)),
        Define("setsubtract", SetOfAny, call => Combine(call, Subtract), Of("a", SetOfAny), Of("b", SetOfAny)),
        DefineVariadic("setproduct", Any, Product, Of("sets", Any)),
    ];

    private static void Union(HashSet<Value> result, ValueList other) => result.UnionWith(other.Items);

    private static void Intersect(HashSet<Value> result, ValueList other) => result.IntersectWith(other.Items);

    private static void Subtract(HashSet<Value> result, ValueList other) => result.ExceptWith(other.Items);

    private static FunctionResult Combine(FunctionCall call, Action<HashSet<Value>, ValueList> combine)
    {
        // An empty set of any type goes with all.
        ImmutableArray<HclType> elements = [.. call.Arguments.Select(set => set.GetHclType().Element).Where(type => !type.IsDynamic)];
        HclType? element = elements.IsEmpty ? HclType.Dynamic : Unification.Unify(elements);
        if (element is null)
        {
            return FunctionResult.Fail("all sets are to have elements of one type");
        }

        HashSet<Value>? result = null;
        List<Value> unknownItems = [];
        bool isUnion = combine == Union;
        foreach (Value argument in call.Arguments)
        {
            if (argument.FindUnknown() is { } unknown && (!isUnion || argument.IsUnknown))
            {
                return FunctionCall.UnknownFrom(unknown, HclType.Set(element));
            }

            if (!Conversion.TryConvert(argument, HclType.Set(element), out Value set, out string? reason))
            {
                return FunctionResult.Fail(reason);
            }

            var known = new ValueList([.. set.AsList.Items.Where(item => item.FindUnknown() is null)]);
            unknownItems.AddRange(set.AsList.Items.Where(item => item.FindUnknown() is not null));
            if (result is null)
            {
                result = [.. known.Items];
            }
            else
            {
                combine(result, known);
            }
        }

        return TypedValues.Set(element, [.. result ?? [], .. unknownItems]);
    }

    private static FunctionResult Product(FunctionCall call)
    {
        if (call.Count < 2)
        {
            return FunctionResult.Fail("at least two sets or lists are needed");
        }

        var elements = ImmutableArray.CreateBuilder<HclType>();
        long size = 1;
        for (int i = 0; i < call.Count; i++)
        {
            if (call[i].Kind is not (ValueKind.List or ValueKind.Set))
            {
                return FunctionResult.FailArgument(i, "a set or a list is needed");
            }

            HclType type = call[i].GetHclType();
            HclType? element = type.Kind != HclTypeKind.Tuple ? type.Element
                : type.Elements.IsEmpty ? HclType.Dynamic : Unification.Unify(type.Elements);
            if (element is null)
            {
                return FunctionResult.FailArgument(i, "all elements are to be of one type");
            }

            elements.Add(element);
            size *= call[i].AsList.Count;
            if (size * (call.Count + 1) > EvaluationBudget.MaxValueSize)
            {
                return FunctionResult.Limit("the product is too large");
            }
        }

        HclType tuple = HclType.Tuple(elements.ToImmutable());
        bool anySet = call.Arguments.Any(argument => argument.Kind == ValueKind.Set);

        // Elements of a set that are not known may be the same one: nobody can say how many there are.
        if (call.Arguments.Where(argument => argument.Kind == ValueKind.Set).Select(argument => argument.FindUnknown()).FirstOrDefault(found => found is not null) is { } unknown)
        {
            return FunctionCall.UnknownFrom(unknown, HclType.Set(tuple));
        }

        ImmutableArray<Value> items = [.. Enumerate(call.Arguments, elements.ToImmutable(), size)];
        return anySet ? TypedValues.Set(tuple, items) : TypedValues.List(tuple, items);
    }

    /// <summary>All combinations, the last place changing first.</summary>
    private static IEnumerable<Value> Enumerate(ImmutableArray<Value> sets, ImmutableArray<HclType> types, long count)
    {
        for (long i = 0; i < count; i++)
        {
            var items = new Value[sets.Length];
            long rest = i;
            for (int place = sets.Length - 1; place >= 0; place--)
            {
                ValueList list = sets[place].AsList;
                Conversion.TryConvert(list[(int)(rest % list.Count)], types[place], out items[place], out _);
                rest /= list.Count;
            }

            yield return TypedValues.Tuple([.. items]);
        }
    }
}
