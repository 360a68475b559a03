using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GcpLint.Audit.Exports;
using GcpLint.Text;

namespace GcpLint.Audit.Apis;

/// <summary>Writes what a service says in the form that the inventory has for it, and reads that as an asset.</summary>
internal static class AssetForm
{
    /// <summary>Indented, so that places of findings have lines of their own.</summary>
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    /// <param name="name">The full resource name.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="ancestors">The project first.</param>
    /// <param name="item">What the service says.</param>
    /// <param name="set">"name=config.name" for a member that the inventory has otherwise; "" for none.</param>
    public static AssetRead OfResource(string name, string type, IReadOnlyList<string> ancestors, JsonElement item, string set) => Write(name, type, ancestors, writer =>
    {
        string[] both = set.Split('=');
        writer.WriteStartObject("resource");
        writer.WriteStartObject("data");
        foreach (JsonProperty member in item.EnumerateObject())
        {
            if (both.Length == 2 && member.NameEquals(both[0]))
            {
                writer.WriteString(both[0], JsonText.At(item, both[1]));
            }
            else
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
        if (LocationOf(name, item) is { Length: > 0 } location)
        {
            writer.WriteString("location", location);
        }

        writer.WriteEndObject();
    });

    /// <param name="name">The full resource name of what the policy is set on.</param>
    /// <param name="type">Its asset type.</param>
    /// <param name="ancestors">The project first.</param>
    /// <param name="policy">An answer of getIamPolicy.</param>
    public static AssetRead OfPolicy(string name, string type, IReadOnlyList<string> ancestors, JsonElement policy) => Write(name, type, ancestors, writer =>
    {
        writer.WritePropertyName("iamPolicy");
        policy.WriteTo(writer);
    });

    /// <param name="name">The full resource name of what the policies are set on.</param>
    /// <param name="type">Its asset type.</param>
    /// <param name="ancestors">The project first.</param>
    /// <param name="policies">In the form of version 1.</param>
    public static AssetRead OfOrgPolicies(string name, string type, IReadOnlyList<string> ancestors, IEnumerable<JsonElement> policies) => Write(name, type, ancestors, writer =>
    {
        writer.WriteStartArray("orgPolicy");
        foreach (JsonElement policy in policies)
        {
            policy.WriteTo(writer);
        }

        writer.WriteEndArray();
    });

    private static AssetRead Write(string name, string type, IReadOnlyList<string> ancestors, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("assetType", type);
            content(writer);
            writer.WriteStartArray("ancestors");
            foreach (string ancestor in ancestors)
            {
                writer.WriteStringValue(ancestor);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return AssetExportReader.ReadOne(new SourceText(name.TrimStart('/'), Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }

    private static string LocationOf(string name, JsonElement item)
    {
        string[] parts = name.Split('/');
        int place = Array.FindIndex(parts, part => part is "locations" or "regions" or "zones");
        return place >= 0 && place + 1 < parts.Length ? parts[place + 1]
            : parts.Contains("global") ? "global"
            : JsonText.Of(item, "location") is { Length: > 0 } location ? location.ToLowerInvariant()
            : JsonText.Of(item, "region");
    }
}
