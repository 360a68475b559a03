using System.Collections.Immutable;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Maps and objects.</summary>
internal static class MapFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("keys", Any, Keys, new Parameter("inputMap", Any, AllowUnknown: true, KeepMarks: true)),
        Define("values", Any, Values, Through("mapping", Any)),
        DefineVariadic(
            "lookup",
            Any,
            Lookup,
            new Parameter("default", Any, AllowNull: true, AllowUnknown: true, KeepMarks: true),
            new Parameter("inputMap", Any, KeepMarks: true),
            new Parameter("key", Str)),
        Define("matchkeys", Any, MatchKeys, Through("values", ListOfAny), Of("keys", ListOfAny), Of("searchset", ListOfAny)),
        DefineVariadic("merge", Any, Merge, new Parameter("maps", Any, AllowNull: true, KeepMarks: true)),
        Define("transpose", HclType.Map(ListOfText), Transpose, Of("values", HclType.Map(ListOfText))),
        Define("zipmap", Any, ZipMap, Of("keys", ListOfText), Through("values", Any)),
    ];

    private static FunctionResult Keys(FunctionCall call)
    {
        HclType type = call[0].GetHclType();
        if (call[0].IsUnknown)
        {
            return type.Kind switch
            {
                HclTypeKind.Object => TypedValues.Tuple([.. type.Attributes.Select(attribute => Value.Of(attribute.Name))]),
                HclTypeKind.Map => FunctionCall.UnknownFrom(call[0], ListOfText),
                HclTypeKind.Dynamic => FunctionCall.UnknownFrom(call[0], Any),
                _ => FunctionResult.FailArgument(0, "a map or object has keys"),
            };
        }

        if (call[0].Kind != ValueKind.Map)
        {
            return FunctionResult.FailArgument(0, "a map or object has keys");
        }

        ImmutableArray<Value> keys = [.. call[0].AsMap.GetSortedEntries().Select(entry => entry.Key)];
        return type.Kind == HclTypeKind.Map ? TypedValues.List(Str, keys) : TypedValues.Tuple(keys);
    }

    private static FunctionResult Values(FunctionCall call)
    {
        if (call[0].Kind != ValueKind.Map)
        {
            return FunctionResult.FailArgument(0, "a map or object has values");
        }

        HclType type = call[0].GetHclType();
        ImmutableArray<Value> values = [.. call[0].AsMap.GetSortedEntries().Select(entry => entry.Value)];
        return type.Kind == HclTypeKind.Map ? TypedValues.List(type.Element, values) : TypedValues.Tuple(values);
    }

    private static FunctionResult Lookup(FunctionCall call)
    {
        if (call.Count > 3)
        {
            return FunctionResult.Fail("there are a map, a key and one default");
        }

        if (call[0].Kind != ValueKind.Map)
        {
            return FunctionResult.FailArgument(0, "a map or object is needed");
        }

        HclType type = call[0].GetHclType();
        Value fallback = default;
        if (call.Count == 3 && !Conversion.TryConvert(call[2], type.Kind == HclTypeKind.Map ? type.Element : HclType.Dynamic, out fallback, out _))
        {
            return FunctionResult.FailArgument(2, "the default is to be of the type of the elements");
        }

        string key = call.Text(1);
        if (call[0].AsMap.ContainsKey(key))
        {
            return call[0].AsMap.Get(key);
        }

        return call.Count == 3 ? fallback : FunctionResult.FailArgument(0, $"there is no \"{key}\" in it, and no default is given");
    }

    private static FunctionResult MatchKeys(FunctionCall call)
    {
        ValueList values = call[0].AsList;
        ValueList keys = call[1].AsList;
        if (values.Count != keys.Count)
        {
            return FunctionResult.Fail("there are to be as many keys as values");
        }

        if (Unification.Unify([call[1].GetHclType(), call[2].GetHclType()]) is not { } type
            || !Conversion.TryConvert(call[1], type, out Value keyList, out _)
            || !Conversion.TryConvert(call[2], type, out Value searched, out _))
        {
            return FunctionResult.Fail("the keys and the searched ones are to be of one type");
        }

        if ((keyList.FindUnknown() ?? searched.FindUnknown()) is { } unknown)
        {
            return FunctionCall.UnknownFrom(unknown, call[0].GetHclType());
        }

        var wanted = searched.AsList.Items.ToHashSet();
        var found = ImmutableArray.CreateBuilder<Value>();
        for (int i = 0; i < values.Count; i++)
        {
            if (wanted.Contains(keyList.AsList[i]))
            {
                found.Add(values[i]);
            }
        }

        return Value.Of(new ValueList(found.ToImmutable(), call[0].GetHclType()));
    }

    private static FunctionResult Merge(FunctionCall call)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<ValueEntry>();
        HclType? first = null;
        bool same = true;
        for (int i = 0; i < call.Count; i++)
        {
            HclType type = call[i].GetHclType();
            if (type.Kind is not (HclTypeKind.Map or HclTypeKind.Object) && !(type.IsDynamic && call[i].IsNull))
            {
                return FunctionResult.Fail($"all arguments are to be maps or objects: argument {i + 1} is {type.FriendlyName}");
            }

            first ??= type;
            same &= type.Equals(first);
            foreach (ValueEntry entry in call[i].AsMap)
            {
                if (indexes.TryAdd(entry.Key.AsString, entries.Count))
                {
                    entries.Add(entry);
                }
                else
                {
                    entries[indexes[entry.Key.AsString]] = entry;
                }
            }
        }

        object? result = same && first is { Kind: HclTypeKind.Map } ? first : null;
        return Value.Of(new ValueMap([.. entries], result));
    }

    private static FunctionResult Transpose(FunctionCall call)
    {
        if (call[0].FindUnknown() is { } unknown)
        {
            return FunctionCall.UnknownFrom(unknown, HclType.Map(ListOfText));
        }

        var result = new SortedDictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (ValueEntry entry in call[0].AsMap.GetSortedEntries())
        {
            foreach (Value item in entry.Value.AsList)
            {
                if (item.IsNull)
                {
                    return FunctionResult.FailArgument(0, "an element is null: it cannot be a key");
                }

                if (!result.TryGetValue(item.AsString, out List<Value>? keys))
                {
                    result[item.AsString] = keys = [];
                }

                keys.Add(entry.Key);
            }
        }

        return TypedValues.Map(ListOfText, [.. result.Select(pair => new ValueEntry(Value.Of(pair.Key), TypedValues.List(Str, [.. pair.Value])))]);
    }

    private static FunctionResult ZipMap(FunctionCall call)
    {
        if (call[1].Kind != ValueKind.List)
        {
            return FunctionResult.FailArgument(1, "a list or tuple is needed");
        }

        ValueList keys = call[0].AsList;
        ValueList values = call[1].AsList;
        if (keys.Count != values.Count)
        {
            return FunctionResult.Fail($"there are {keys.Count} keys and {values.Count} values");
        }

        if (call[0].FindUnknown() is { } unknown)
        {
            return FunctionCall.UnknownFrom(unknown, Any);
        }

        var result = new Dictionary<string, ValueEntry>(StringComparer.Ordinal);
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i].IsNull)
            {
                return FunctionResult.FailArgument(0, "a key is null");
            }

            result[keys[i].AsString] = new ValueEntry(keys[i], values[i]);
        }

        HclType type = call[1].GetHclType();
        return type.Kind == HclTypeKind.List ? TypedValues.Map(type.Element, [.. result.Values]) : TypedValues.Object([.. result.Values]);
    }
}
