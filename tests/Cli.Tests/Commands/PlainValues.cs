using System.Text.Json;

namespace GcpLint.Tests.Commands;

/// <summary>Compares the JSON that <c>inspect</c> prints with what terraform says of the same configuration.</summary>
internal sealed class PlainValues
{
    private readonly List<string> _wrong = [];
    private readonly List<string> _vaguer = [];

    public int Same { get; private set; }

    public IReadOnlyList<string> Wrong => _wrong;

    public IReadOnlyList<string> Vaguer => _vaguer;

    public void Fail(string what) => _wrong.Add(what);

    public void Agree() => Same++;

    public void Compare(string what, JsonElement expected, JsonElement? found, JsonElement? type = null)
    {
        if (Has(expected, "$skip"))
        {
            return;
        }

        // What the provider computes need not be listed where nobody writes it.
        if (found is not { } actual)
        {
            Count(expected.ValueKind == JsonValueKind.Null || Has(expected, "$unknown"), what, expected, "nothing");
            return;
        }

        if (Has(expected, "$unknown"))
        {
            Count(Has(actual, "$unknown"), what, expected, actual.GetRawText());
        }
        else if (Has(actual, "$unknown"))
        {
            _vaguer.Add($"{what}: {actual.GetRawText()} instead of {expected.GetRawText()}");
        }
        else if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            CompareObjects(what, expected, actual, type);
        }
        else if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == actual.GetArrayLength())
        {
            CompareArrays(what, expected, actual, type);
        }
        else
        {
            Count(IsSameScalar(expected, actual), what, expected, actual.GetRawText());
        }
    }

    public static bool IsDefinite(JsonElement value) => !Has(value, "$unknown") && value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => IsDefinite(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsDefinite),
        _ => true,
    };

    public override string ToString() =>
        $"{Same} values the same, {_vaguer.Count} vaguer, {_wrong.Count} wrong\nwrong:\n{string.Join('\n', _wrong.Take(100))}\nvaguer:\n{string.Join('\n', _vaguer.Take(100))}";

    private void CompareObjects(string what, JsonElement expected, JsonElement actual, JsonElement? type)
    {
        foreach (JsonProperty property in expected.EnumerateObject())
        {
            Compare($"{what}.{property.Name}", property.Value, actual.TryGetProperty(property.Name, out JsonElement value) ? value : null, TypeOf(type, property.Name));
        }

        foreach (JsonProperty property in actual.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null && !Has(property.Value, "$unknown") && !expected.TryGetProperty(property.Name, out _)))
        {
            _wrong.Add($"{what}.{property.Name}: {property.Value.GetRawText()} instead of nothing");
        }
    }

    private void CompareArrays(string what, JsonElement expected, JsonElement actual, JsonElement? type)
    {
        JsonElement[] wanted = [.. expected.EnumerateArray()];
        JsonElement[] given = [.. actual.EnumerateArray()];
        if (type is { ValueKind: JsonValueKind.Array } && type.Value[0].GetString() == "set")
        {
            var rest = given.ToList();
            bool all = wanted.All(item => rest.FindIndex(other => IsSame(item, other)) is >= 0 and var at && Remove(rest, at));
            Count(all, what, expected, actual.GetRawText());
            return;
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            Compare($"{what}[{i}]", wanted[i], given[i], TypeOf(type, i));
        }
    }

    private static bool Remove(List<JsonElement> rest, int at)
    {
        rest.RemoveAt(at);
        return true;
    }

    // ["object", {"a": "string"}], ["map", "string"], ["tuple", ["string"]], ["list", "string"]
    private static JsonElement? TypeOf(JsonElement? type, string name) => type is not { ValueKind: JsonValueKind.Array } outer
        ? null
        : outer[1].ValueKind == JsonValueKind.Object ? (outer[1].TryGetProperty(name, out JsonElement inner) ? inner : null) : outer[1];

    private static JsonElement? TypeOf(JsonElement? type, int index) => type is not { ValueKind: JsonValueKind.Array } outer
        ? null
        : outer[0].GetString() == "tuple" ? outer[1][index] : outer[1];

    private void Count(bool same, string what, JsonElement expected, string actual)
    {
        if (same)
        {
            Same++;
        }
        else
        {
            _wrong.Add($"{what}: {actual} instead of {expected.GetRawText()}");
        }
    }

    private static bool IsSame(JsonElement expected, JsonElement actual)
    {
        var inner = new PlainValues();
        inner.Compare("", expected, actual);
        return inner.Wrong.Count == 0 && inner.Vaguer.Count == 0;
    }

    private static bool IsSameScalar(JsonElement expected, JsonElement actual) => expected.ValueKind == actual.ValueKind && expected.ValueKind switch
    {
        JsonValueKind.String => expected.GetString() == actual.GetString(),
        JsonValueKind.Number => IsSameNumber(expected.GetRawText(), actual.GetRawText()),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
        _ => false,
    };

    // Whole numbers to the digit, fractions as far as a double goes.
    private static bool IsSameNumber(string expected, string actual)
    {
        if (System.Numerics.BigInteger.TryParse(expected, out System.Numerics.BigInteger whole))
        {
            return System.Numerics.BigInteger.TryParse(actual, out System.Numerics.BigInteger other) && whole == other;
        }

        double left = double.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        double right = double.Parse(actual, System.Globalization.CultureInfo.InvariantCulture);
        return Math.Abs(left - right) <= Math.Abs(left) * 1e-15;
    }

    private static bool Has(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);
}
