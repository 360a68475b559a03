using System.Text.Json;

namespace GcpLint.Audit.Apis;

/// <summary>Looks into answers, in which anything may be missing or of another kind than documented.</summary>
internal static class JsonText
{
    public static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>A string; the text of a number; "" for anything else.</summary>
    public static string Of(JsonElement element, string name) => Get(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    /// <summary>As <see cref="Of"/>, inside: "accessConfig.name".</summary>
    public static string At(JsonElement element, string path)
    {
        string[] parts = path.Split('.');
        foreach (string part in parts[..^1])
        {
            if (Get(element, part) is not { } inner)
            {
                return "";
            }

            element = inner;
        }

        return Of(element, parts[^1]);
    }

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
