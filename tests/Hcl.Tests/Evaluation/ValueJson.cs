using System.Text.Json;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Tests.Evaluation;

/// <summary>Compares values with the plain JSON of the oracle.</summary>
internal static class ValueJson
{
    public static bool Matches(Value value, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("$unknown", out _))
        {
            return value.IsUnknown;
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Null => value.IsNull,
            JsonValueKind.True => value is { Kind: ValueKind.Bool, AsBool: true },
            JsonValueKind.False => value is { Kind: ValueKind.Bool, AsBool: false },
            JsonValueKind.String => value.Kind == ValueKind.String && value.AsString == expected.GetString(),
            JsonValueKind.Number => MatchesNumber(value, expected.GetRawText()),
            JsonValueKind.Array => MatchesArray(value, expected),
            _ => value.Kind == ValueKind.Map
                && value.AsMap.Count == expected.EnumerateObject().Count()
                && expected.EnumerateObject().All(property => value.AsMap.ContainsKey(property.Name) && Matches(value.AsMap.Get(property.Name), property.Value)),
        };
    }

    private static bool MatchesNumber(Value value, string text)
    {
        if (!value.IsNumber || !BigNumber.TryParse(text, out BigNumber? number))
        {
            return false;
        }

        value.TryGetNumber(out double actual);
        return number.IsInteger ? Value.Of(number) == value : Math.Abs(actual - number.ToDouble()) <= Math.Abs(actual) * 1e-15;
    }

    private static bool MatchesArray(Value value, JsonElement expected)
    {
        JsonElement[] items = [.. expected.EnumerateArray()];
        if (value.Kind is not (ValueKind.List or ValueKind.Set) || value.AsList.Count != items.Length)
        {
            return false;
        }

        return value.Kind == ValueKind.Set
            ? items.All(item => value.AsList.Any(element => Matches(element, item)))
            : items.Zip(value.AsList).All(pair => Matches(pair.Second, pair.First));
    }

    /// <summary>A type as the oracle writes it: ["set", "string"], ["object", {...}], "dynamic".</summary>
    public static string Describe(HclType type) => type.Kind switch
    {
        HclTypeKind.Dynamic => "\"dynamic\"",
        HclTypeKind.List or HclTypeKind.Set or HclTypeKind.Map => $"[\"{type.Kind.ToString().ToLowerInvariant()}\",{Describe(type.Element)}]",
        HclTypeKind.Tuple => $"[\"tuple\",[{string.Join(',', type.Elements.Select(Describe))}]]",
        HclTypeKind.Object => "[\"object\",{" + string.Join(',', type.Attributes.Select(attribute => $"{JsonSerializer.Serialize(attribute.Name)}:{Describe(attribute.Type)}")) + "}]",
        _ => $"\"{type.FriendlyName}\"",
    };
}
