using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Facts;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// Brings evaluated blocks into the form that rules look at: a block that the provider allows once is a map, others are
/// lists of maps, null is nothing, primitive values have the type of the schema, and the provider's defaults are behind.
/// An argument that is null in this environment is not set, but a finding about it belongs to it: what holds in its place
/// is behind the written ones too, at the place of the argument.
/// </summary>
internal static class ResourceLowering
{
    public static Value Lower(EvaluatedBody body, BlockSchema? schema, SourceLocation header)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        ImmutableArray<ValueEntry> unset = [];
        foreach (EvaluatedAttribute attribute in body.Attributes)
        {
            if (attribute.Value.IsNull)
            {
                Value holds = schema?.Get(attribute.Name)?.Default is { IsSet: true } provided ? provided : Value.Null;
                unset = unset.Add(new ValueEntry(Value.Of(attribute.Name), holds.WithOrigin(attribute.Value.Origin)));
            }
            else
            {
                Value key = Value.Of(attribute.Name).WithOrigin(Origin.Written(attribute.Attribute.Source, attribute.Attribute.NameSpan));
                entries.Add(new ValueEntry(key, Convert(attribute.Value, schema?.Get(attribute.Name))));
            }
        }

        foreach (IGrouping<string, EvaluatedBlock> group in body.Blocks.GroupBy(block => block.Type, StringComparer.Ordinal))
        {
            entries.Add(new ValueEntry(Value.Of(group.Key), LowerBlocks([.. group], schema?.Get(group.Key), schema is not null)));
        }

        ValueMap? defaults = schema is { Defaults.IsEmpty: false } || !unset.IsEmpty ? DefaultsOf(schema, header, unset) : null;
        return Value.Of(new ValueMap(entries.ToImmutable(), defaults: defaults)).WithOrigin(new Origin(OriginKind.Written, "", header));
    }

    private static Value LowerBlocks(ImmutableArray<EvaluatedBlock> blocks, AttributeSchema? schema, bool isKnownType)
    {
        bool once = schema?.Kind == AttributeKind.Block || (isKnownType && blocks[0].Type == "timeouts");
        if (once || blocks.All(block => block.Multiplicity is not null))
        {
            EvaluatedBlock first = blocks[0];
            return first.Multiplicity is { } reason
                ? Value.Unknown(reason).WithOrigin(new Origin(OriginKind.Written, "", first.Header))
                : Lower(first.Body, schema?.Block, first.Header);
        }

        var items = ImmutableArray.CreateBuilder<Value>(blocks.Length);
        foreach (EvaluatedBlock block in blocks)
        {
            items.Add(block.Multiplicity is { } reason
                ? Value.Unknown(reason).WithOrigin(new Origin(OriginKind.Written, "", block.Header))
                : Lower(block.Body, schema?.Block, block.Header));
        }

        return Value.Of(new ValueList(items.MoveToImmutable())).WithOrigin(new Origin(OriginKind.Written, "", blocks[0].Header));
    }

    private static ValueMap DefaultsOf(BlockSchema? schema, SourceLocation header, ImmutableArray<ValueEntry> unset)
    {
        var origin = new Origin(OriginKind.ProviderDefault, "", header);
        IEnumerable<AttributeSchema> provided = schema?.Defaults ?? [];
        return new ValueMap([.. provided.Select(attribute => new ValueEntry(Value.Of(attribute.Name), attribute.Default.WithOrigin(origin))), .. unset]);
    }

    // As the provider's schema converts it: "true" is true where a bool is wanted.
    private static Value Convert(Value value, AttributeSchema? schema) => schema?.Kind switch
    {
        AttributeKind.Bool when value.Kind == ValueKind.String && value.AsString is "true" or "false" =>
            Value.Of(value.AsString == "true").WithOrigin(value.Origin).WithSensitive(value.IsSensitive),
        AttributeKind.Number when value.Kind == ValueKind.String && long.TryParse(value.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) =>
            Value.Of(number).WithOrigin(value.Origin).WithSensitive(value.IsSensitive),
        AttributeKind.String when value.Kind is ValueKind.Bool or ValueKind.Int =>
            Value.Of(value.Kind == ValueKind.Bool ? (value.AsBool ? "true" : "false") : value.AsInt.ToString(CultureInfo.InvariantCulture))
                .WithOrigin(value.Origin).WithSensitive(value.IsSensitive),

        // A block that is written as an argument: guest_accelerator = [{ … }].
        AttributeKind.Block when value.Kind is ValueKind.List or ValueKind.Set && value.AsList.Count > 0 => value.AsList[0],
        _ => value,
    };
}
