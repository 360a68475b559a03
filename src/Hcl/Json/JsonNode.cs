using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Json;

/// <summary>JSON as it is written, before anything is known of attributes and blocks.</summary>
internal abstract record JsonNode(TextSpan Span);

internal sealed record JsonObject(TextSpan Span, ImmutableArray<JsonMember> Members) : JsonNode(Span);

internal sealed record JsonArray(TextSpan Span, ImmutableArray<JsonNode> Items) : JsonNode(Span);

/// <summary>A string: its decoded text knows where each character stands.</summary>
internal sealed record JsonString(TextSpan Span, MappedText Text) : JsonNode(Span);

/// <summary>A number, true, false or null.</summary>
internal sealed record JsonLiteral(TextSpan Span, Value Value) : JsonNode(Span);

/// <summary>What could not be read.</summary>
internal sealed record JsonInvalid(TextSpan Span) : JsonNode(Span);

/// <summary>A member of an object; of equal names there may be several.</summary>
internal readonly record struct JsonMember(JsonString Name, JsonNode Value)
{
    public TextSpan Span => Name.Span.Cover(Value.Span);
}
