using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using GcpLint.Values;

namespace GcpLint.Analyzer.Facts;

/// <summary>Reads a type from its line of JSON; the keys are those of the dataset, which docs/adr/0012-provider-schema.md lists.</summary>
internal static class SchemaDecoder
{
    public static ResourceSchema Decode(string name, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement type = document.RootElement;
        int dot = name.IndexOf('.');
        return new ResourceSchema
        {
            Type = dot < 0 ? name : name[(dot + 1)..],
            Kind = KindOf(Text(type, "kind")),
            Body = DecodeBlock(type),
            IsBeta = type.TryGetProperty("beta", out _),
            Deprecated = Text(type, "deprecated"),
            RemovedIn = Text(type, "removed"),
            Service = Text(type, "api"),
            IamRole = Text(type, "iam"),
            Timeouts = Numbers(type, "timeouts"),
            Gone = Numbers(type, "gone"),
            Next = Changes(type),
        };
    }

    private static SchemaKind KindOf(string? kind) => kind switch
    {
        "data" => SchemaKind.DataSource,
        "ephemeral" => SchemaKind.Ephemeral,
        "list" => SchemaKind.List,
        "provider" => SchemaKind.Provider,
        "backend" => SchemaKind.Backend,
        "core" => SchemaKind.Core,
        "provisioner" => SchemaKind.Provisioner,
        "gone" => SchemaKind.Gone,
        _ => SchemaKind.Resource,
    };

    private static BlockSchema DecodeBlock(JsonElement block)
    {
        if (!block.TryGetProperty("attrs", out JsonElement attributes))
        {
            return BlockSchema.Empty;
        }

        var decoded = new List<KeyValuePair<string, AttributeSchema>>();
        foreach (JsonProperty property in attributes.EnumerateObject())
        {
            decoded.Add(new(property.Name, DecodeAttribute(property.Name, property.Value)));
        }

        return new BlockSchema
        {
            Attributes = decoded.ToFrozenDictionary(StringComparer.Ordinal),
            ExactlyOneOf = Groups(block, "one"),
            AtLeastOneOf = Groups(block, "any"),
            Required = [.. decoded.Where(entry => entry.Value.IsRequired).Select(entry => entry.Value).OrderBy(attribute => attribute.Name, StringComparer.Ordinal)],
            Defaults = [.. decoded.Where(entry => !entry.Value.Default.IsAbsent).Select(entry => entry.Value)],
        };
    }

    private static AttributeSchema DecodeAttribute(string name, JsonElement json)
    {
        AttributeKind kind = AttributeKindOf(Text(json, "t"));
        AttributeTraits traits = TraitsOf(json);

        // Most of them say no more than their type.
        if (json.GetPropertyCount() == 1)
        {
            return new AttributeSchema { Name = name, Kind = kind, Block = kind is AttributeKind.Block or AttributeKind.Blocks ? BlockSchema.Empty : null };
        }

        return new AttributeSchema
        {
            Name = name,
            Kind = kind,
            Traits = traits,
            ElementKind = json.TryGetProperty("et", out JsonElement element) ? AttributeKindOf(element.GetString()) : AttributeKind.String,
            Default = json.TryGetProperty("d", out JsonElement value) ? ValueOf(value) : default,
            AllowedValues = Texts(json, "e"),
            BetaValues = Texts(json, "eb"),
            DocumentedValues = Texts(json, "ed"),
            ReplacedBy = Text(json, "xr"),
            MinItems = Number(json, "min"),
            MaxItems = Number(json, "max"),
            Range = RangeOf(json, "rng"),
            Length = RangeOf(json, "len"),
            Pattern = Text(json, "re"),
            Format = Text(json, "v") ?? Text(json, "format"),
            ConflictsWith = Texts(json, "cw"),
            RequiredWith = Texts(json, "rw"),
            ExactlyOneOf = Texts(json, "eo"),
            AtLeastOneOf = Texts(json, "al"),
            EnvironmentVariables = Texts(json, "env"),
            ExpressionKind = Text(json, "expr"),
            Since = Text(json, "since"),
            Block = BlockOf(kind, json),
        };
    }

    private static BlockSchema? BlockOf(AttributeKind kind, JsonElement json) =>
        kind is AttributeKind.Block or AttributeKind.Blocks ? DecodeBlock(json) : null;

    private static AttributeKind AttributeKindOf(string? text) => text switch
    {
        "string" => AttributeKind.String,
        "number" => AttributeKind.Number,
        "bool" => AttributeKind.Bool,
        "list" => AttributeKind.List,
        "set" => AttributeKind.Set,
        "map" => AttributeKind.Map,
        "block" => AttributeKind.Block,
        "blocks" => AttributeKind.Blocks,
        _ => AttributeKind.Any,
    };

    private static AttributeTraits TraitsOf(JsonElement json)
    {
        AttributeTraits traits = AttributeTraits.None;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            traits |= property.Name switch
            {
                "r" => AttributeTraits.Required,
                "c" => AttributeTraits.Computed,
                "o" => AttributeTraits.OptionalComputed,
                "f" => AttributeTraits.ForcesReplacement,
                "s" => AttributeTraits.Sensitive,
                "wo" => AttributeTraits.WriteOnly,
                "x" => AttributeTraits.Deprecated,
                "b" => AttributeTraits.BetaOnly,
                "u" => AttributeTraits.Unordered,
                "ei" => AttributeTraits.IgnoresCase,
                "am" => AttributeTraits.AlsoArgument,
                "secret" => AttributeTraits.Secret,
                _ => AttributeTraits.None,
            };
        }

        return traits;
    }

    private static Value ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.String => Value.Of(json.GetString() ?? ""),
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? Value.Of(whole) : Value.Of(json.GetDouble()),
        JsonValueKind.Array => Value.Of(new ValueList([.. json.EnumerateArray().Select(ValueOf)])),
        JsonValueKind.Object => Value.Of(new ValueMap([.. json.EnumerateObject().Select(entry => new ValueEntry(Value.Of(entry.Name), ValueOf(entry.Value)))])),
        _ => Value.Null,
    };

    private static string? Text(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value) && value.TryGetInt32(out int number) ? number : null;

    private static ImmutableArray<string> Texts(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ToString())]
            : [];

    private static ImmutableArray<ImmutableArray<string>> Groups(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(group => group.EnumerateArray().Select(item => item.ToString()).ToImmutableArray())]
            : [];

    private static SchemaRange RangeOf(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out JsonElement value))
        {
            return default;
        }

        JsonElement low = value[0];
        JsonElement high = value[1];
        return new SchemaRange(
            low.ValueKind == JsonValueKind.Number ? low.GetDouble() : null,
            high.ValueKind == JsonValueKind.Number ? high.GetDouble() : null);
    }

    private static FrozenDictionary<string, int> Numbers(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value)
            ? value.EnumerateObject().ToFrozenDictionary(entry => entry.Name, entry => (int)entry.Value.GetDouble(), StringComparer.Ordinal)
            : FrozenDictionary<string, int>.Empty;

    private static FrozenDictionary<string, SchemaChange> Changes(JsonElement type)
    {
        if (!type.TryGetProperty("next", out JsonElement next))
        {
            return FrozenDictionary<string, SchemaChange>.Empty;
        }

        // {"removed": 1} speaks of the type, {"path": {"removed": 1}} of an argument.
        var changes = new Dictionary<string, SchemaChange>(StringComparer.Ordinal);
        foreach (JsonProperty entry in next.EnumerateObject())
        {
            changes[entry.Value.ValueKind == JsonValueKind.Object ? entry.Name : ""] =
                ChangeOf(entry.Value.ValueKind == JsonValueKind.Object ? entry.Value : next);
        }

        return changes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static SchemaChange ChangeOf(JsonElement json) => new(
        json.TryGetProperty("removed", out _),
        json.TryGetProperty("r", out JsonElement required) && required.ValueKind == JsonValueKind.Number && required.GetInt32() == 1,
        json.TryGetProperty("c", out JsonElement computed) && computed.ValueKind == JsonValueKind.Number && computed.GetInt32() == 1,
        json.TryGetProperty("d", out JsonElement value) ? value.GetRawText() : null,
        Text(json, "t"));
}
