using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>
/// Brings planned values into the form that rules look at. What somebody wrote has its value of the plan and its place in
/// the source; what the provider or the state added is behind it, as defaults are (<see cref="ValueMap.Defaults"/>), so
/// that rules about what is missing see the same as in the source; null is nothing.
/// </summary>
internal sealed class PlanLowering
{
    private static readonly Unknown s_afterApply = new(UnknownKind.Computed, "known after apply");

    private readonly SourceText? _excerpt;

    /// <param name="excerpt">The text of the element, for values whose source is not there; null if it is there.</param>
    public PlanLowering(SourceText? excerpt) => _excerpt = excerpt;

    public Value Lower(PlannedResource resource, BlockSchema? schema, WrittenBody written) =>
        Body(resource.Values, resource.Unknown, resource.Sensitive, schema, written);

    private Value Body(Value planned, Value unknown, Value sensitive, BlockSchema? schema, WrittenBody written)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        var behind = new Dictionary<string, Value>(StringComparer.Ordinal);
        var provided = new Origin(OriginKind.ProviderDefault, "", written.Header);

        // An argument that is null in this run: a finding about it belongs to it all the same.
        ValueMap? unset = written.By == WrittenBy.Source ? written.Body.AsMap.Defaults : null;
        foreach (Value key in Keys(planned, unknown))
        {
            string name = key.AsString;
            AttributeSchema? attribute = schema?.Get(name);
            Value mask = attribute?.IsSensitive == true || PlanExcerpt.IsAll(sensitive) ? Value.True : sensitive.Get(name);
            Value after = PlanExcerpt.IsAll(unknown) ? Value.True : unknown.Get(name);
            bool? isWritten = written.IsWritten(name);
            Value value = attribute?.Block is { } inner
                ? Blocks(planned.Get(name), after, mask, attribute, inner, written, name)
                : Attribute(planned.Get(name), after, mask, written.By == WrittenBy.Source ? written.Body.AsMap.GetEntry(name).Value : default);
            if (isWritten ?? Differs(value, attribute))
            {
                if (value.IsSet)
                {
                    entries.Add(new ValueEntry(Value.Of(name).WithOrigin(KeyOrigin(key, name, written)), value));
                }
            }
            else if (value.IsKnown && !IsEmpty(value))
            {
                behind[name] = value.WithOrigin(unset?.GetEntry(name).Value.Origin ?? provided);
            }
        }

        foreach (AttributeSchema attribute in schema?.Defaults ?? [])
        {
            behind.TryAdd(attribute.Name, attribute.Default.WithOrigin(unset?.GetEntry(attribute.Name).Value.Origin ?? provided));
        }

        foreach (ValueEntry entry in unset?.Entries.Where(entry => entry.Value.IsNull) ?? [])
        {
            behind.TryAdd(entry.Key.AsString, entry.Value);
        }

        var defaults = new ValueMap([.. behind.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new ValueEntry(Value.Of(entry.Key), entry.Value))]);
        return Value.Of(new ValueMap(entries.ToImmutable(), defaults: defaults)).WithOrigin(new Origin(OriginKind.Written, "", written.Header));
    }

    private Value Blocks(Value planned, Value unknown, Value sensitive, AttributeSchema attribute, BlockSchema schema, WrittenBody written, string name)
    {
        if (PlanExcerpt.IsAll(unknown))
        {
            return Value.Unknown(s_afterApply).WithOrigin(new Origin(OriginKind.Written, "", written.Block(name, 0).Header));
        }

        // Terraform has every block as a list; newer providers have some as an object.
        ImmutableArray<Value> blocks = planned.Kind switch
        {
            ValueKind.List => planned.AsList.Items,
            ValueKind.Map => [planned],
            _ => [],
        };
        bool isObject = planned.Kind == ValueKind.Map;
        var items = ImmutableArray.CreateBuilder<Value>(blocks.Length);
        for (int i = 0; i < blocks.Length && (i == 0 || attribute.Kind != AttributeKind.Block); i++)
        {
            if (blocks[i].Kind == ValueKind.Map)
            {
                Value mask = PlanExcerpt.IsAll(sensitive) || isObject ? sensitive : sensitive.Get(i);
                WrittenBody own = written.Block(name, i);
                own = own.By != WrittenBy.Source && _excerpt is not null ? own with { Header = PlaceOf(blocks[i]) ?? own.Header } : own;
                items.Add(Body(blocks[i], isObject ? unknown : unknown.Get(i), mask, schema, own));
            }
        }

        return items.Count == 0 ? default
            : attribute.Kind == AttributeKind.Block ? items[0]
            : Value.Of(new ValueList(items.ToImmutable())).WithOrigin(new Origin(OriginKind.Written, "", items[0].Origin?.Location ?? written.Header));
    }

    private Value Attribute(Value planned, Value unknown, Value sensitive, Value source)
    {
        Value value = PlanExcerpt.IsAll(unknown) ? Value.Unknown(s_afterApply) : planned.Kind switch
        {
            ValueKind.Map => Value.Of(new ValueMap(
            [
                .. Keys(planned, unknown).Select(key => new ValueEntry(
                    key.WithOrigin(OriginOf(key, default)),
                    Attribute(planned.Get(key.AsString), unknown.Get(key.AsString), Inner(sensitive, sensitive.Get(key.AsString)), Entry(source, key.AsString)))),
            ])),
            ValueKind.List => Value.Of(new ValueList(
            [
                .. planned.AsList.Items.Select((item, i) => Attribute(
                    item, unknown.Get(i), Inner(sensitive, sensitive.Get(i)), source.Kind == ValueKind.List ? source.Get(i) : default)),
            ])),
            ValueKind.Absent => Value.Null,
            _ => planned,
        };
        return value.WithOrigin(OriginOf(planned, source)).WithSensitive(PlanExcerpt.IsAll(sensitive) || source.IsSensitive);
    }

    private static Value Inner(Value all, Value own) => PlanExcerpt.IsAll(all) ? all : own;

    private static Value Entry(Value source, string name) => source.Kind == ValueKind.Map ? source.AsMap.GetEntry(name).Value : default;

    private static IEnumerable<Value> Keys(Value planned, Value unknown)
    {
        ImmutableArray<ValueEntry> known = planned.Kind == ValueKind.Map ? planned.AsMap.Entries : [];
        ImmutableArray<ValueEntry> later = unknown.Kind == ValueKind.Map ? unknown.AsMap.Entries : [];
        return known.Concat(later).Select(entry => entry.Key).DistinctBy(key => key.AsString, StringComparer.Ordinal);
    }

    private Origin? KeyOrigin(Value key, string name, WrittenBody written) =>
        written.By == WrittenBy.Source ? written.Body.AsMap.GetEntry(name).Key.Origin : OriginOf(key, default);

    private Origin? OriginOf(Value planned, Value source) =>
        source.Origin ?? (PlaceOf(planned) is { } place ? new Origin(OriginKind.Written, "", place) : null);

    private SourceLocation? PlaceOf(Value planned) =>
        _excerpt is not null && planned.Origin is { Location.Span: { } span } ? new SourceLocation(_excerpt, span) : null;

    /// <summary>
    /// Whether a value shows by itself that somebody chose it: where nothing says what was written, what the provider
    /// computes, its defaults and the zero values of its state are taken for silence.
    /// </summary>
    private static bool Differs(Value value, AttributeSchema? attribute) =>
        value.IsKnown && !IsEmpty(value) && attribute?.IsComputed != true && (attribute is null || !value.Equals(attribute.Default));

    private static bool IsEmpty(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString.Length == 0,
        ValueKind.List => value.AsList.Count == 0,
        ValueKind.Map => value.AsMap.Count == 0 && (value.AsMap.Defaults?.Count ?? 0) == 0,
        _ => false,
    };
}
