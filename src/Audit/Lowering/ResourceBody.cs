using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// Reads the attributes of one resource from its API object. A block that the provider allows once is a map, others are
/// lists of maps; behind what the API shows is what its silence means: zero values where it has the attribute, unknown
/// where only Terraform knows it.
/// </summary>
internal sealed class ResourceBody(string type, Value root, SourceLocation place, IReadOnlyList<KeyValuePair<string, Value>> nameParts)
{
    private static readonly Unknown s_terraformOnly = new(UnknownKind.Computed, "only Terraform knows it: the live resource does not show it");

    private readonly Origin _silence = new(OriginKind.ProviderDefault, "", place);

    public Value Read(BlockPlan plan)
    {
        Value body = ReadBlock(root, plan, isTop: true);
        return body.WithOrigin(new Origin(OriginKind.Written, "", place));
    }

    private Value ReadBlock(Value block, BlockPlan plan, bool isTop)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        var defaults = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (AttributePlan attribute in plan.Attributes)
        {
            Value value = attribute.Api?.Resolve(block, root) ?? default;
            value = LiveForm.IsNone(attribute.Name, value) ? default : value;
            value = value.IsSet ? attribute.Block is { } inner ? ReadBlocks(value, attribute, inner) : ApiValues.Convert(value, attribute) : default;
            if (isTop)
            {
                value = Identify(attribute.Name, value);
            }

            if (value.IsSet)
            {
                entries.Add(new ValueEntry(Value.Of(attribute.Name).WithOrigin(value.Origin), value));
            }
            else if (LiveForm.IsFalseIfSilent(attribute.Name))
            {
                entries.Add(new ValueEntry(Value.Of(attribute.Name), Value.False.WithOrigin(_silence)));
            }
            else if (!(isTop && LiveForm.IsGuardOfTerraform(type, attribute.Name)) && Silence(attribute) is { IsSet: true } silence)
            {
                defaults.Add(new ValueEntry(Value.Of(attribute.Name), silence.WithOrigin(_silence)));
            }
        }

        var map = new ValueMap(entries.ToImmutable(), defaults: defaults.Count > 0 ? new ValueMap(defaults.ToImmutable()) : null);
        return Value.Of(map).WithOrigin(block.Origin);
    }

    private static Value Silence(AttributePlan attribute) =>
        attribute.Schema.IsComputed || attribute.Schema.IsOptionalComputed && attribute.Api is not null ? default
        : attribute.Api is null ? Value.Unknown(s_terraformOnly)
        : ApiValues.Zero(attribute.Schema);

    private Value ReadBlocks(Value value, AttributePlan attribute, BlockPlan inner)
    {
        if (attribute.Schema.Kind == AttributeKind.Block)
        {
            Value single = value.Kind == ValueKind.List ? value.Get(0) : value;
            return single.Kind == ValueKind.Map ? ReadBlock(single, inner, isTop: false) : default;
        }

        IEnumerable<Value> items = value.Kind switch
        {
            ValueKind.List => value.AsList.Items,
            ValueKind.Map when inner.IsOfMapEntries => value.AsMap.Entries.Select(AsItem),
            ValueKind.Map => [value],
            _ => [],
        };
        ImmutableArray<Value> blocks = [.. items.Where(item => item.Kind == ValueKind.Map).Select(item => ReadBlock(item, inner, isTop: false))];
        return blocks.IsEmpty ? default : Value.Of(new ValueList(blocks)).WithOrigin(value.Origin);
    }

    private static Value AsItem(ValueEntry entry) => Value.Of(new ValueMap(
    [
        new ValueEntry(Value.Of("key"), entry.Key),
        new ValueEntry(Value.Of("value"), entry.Value),
    ])).WithOrigin(entry.Value.Origin);

    // Terraform writes "main" where an API writes "projects/p/topics/main" or a URL.
    private Value Identify(string name, Value value)
    {
        if (value.IsSet && !value.AsString.Contains('/', StringComparison.Ordinal))
        {
            return value;
        }

        foreach ((string variable, Value part) in nameParts)
        {
            if (variable == name)
            {
                return part;
            }
        }

        return value;
    }
}
