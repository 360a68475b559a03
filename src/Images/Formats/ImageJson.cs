using System.Collections.Immutable;
using System.Text.Json;

namespace GcpLint.Images.Formats;

/// <summary>Takes values out of JSON that anybody may have written: what is of another type counts as missing.</summary>
internal static class ImageJson
{
    /// <summary>Manifests and configurations nest less than ten deep.</summary>
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth };

    /// <param name="json">UTF-8.</param>
    /// <param name="name">For the message.</param>
    /// <param name="read">Takes out what is needed; the document is gone afterwards.</param>
    /// <exception cref="ImageException">It is no JSON, no object or array as <paramref name="read"/> wants it, or damaged.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> json, string name, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return read(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Halves of surrogate pairs and broken UTF-8 come up when a text is taken out: InvalidOperationException.
            throw new ImageException($"{name} is no JSON that can be read: {failure.Message}", "It is damaged or something else: make it again.");
        }
    }

    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>"" for anything else than a string.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : "";

    public static long Number(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : 0;

    /// <summary>Empty for anything else than an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static ImmutableArray<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "")];

    public static IEnumerable<string> Names(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().Select(property => property.Name) : [];

    public static ImmutableSortedDictionary<string, string> Map(this JsonElement element, string name)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.Get(name) is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject() : default)
        {
            if (property.Value.ValueKind == JsonValueKind.String)
            {
                map[property.Name] = property.Value.GetString() ?? "";
            }
        }

        return map.ToImmutable();
    }
}
