using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// The <c>default_labels</c> of the google provider. A resource has them besides its own labels, which are stronger: they
/// are behind the written <c>labels</c>, and <c>effective_labels</c> are both, as the provider computes them.
/// </summary>
internal sealed class DefaultLabels
{
    private const string Labels = "labels";
    private const string Effective = "effective_labels";

    private readonly Dictionary<(ModuleInstance Module, ProviderName Name), Value> _known = [];

    /// <summary>The attributes of a resource with the labels that its provider adds.</summary>
    public Value Complete(Value attributes, TerraformResourceBlock block, ModuleInstance module, BlockSchema? schema, SourceLocation header)
    {
        if (block.Mode != TerraformResourceMode.Managed || schema?.Get(Effective) is null || Find(module, ProviderName.Of(block)) is not { IsAbsent: false, IsNull: false } added)
        {
            return attributes;
        }

        ValueMap map = attributes.AsMap;
        ImmutableArray<ValueEntry> entries = map.Entries;
        Value own = map.Get(Labels) is { Origin.Kind: not OriginKind.ProviderDefault } written ? written : default;
        if (own.Kind == ValueKind.Map && added.Kind == ValueKind.Map)
        {
            entries = [.. entries.Select(entry => entry.Key.AsString == Labels ? entry with { Value = Behind(own, added) } : entry)];
        }

        // Nobody wrote them in this resource: a finding about them belongs to its head.
        var origin = new Origin(OriginKind.ProviderDefault, "", header, added.Origin);
        ImmutableArray<ValueEntry> defaults =
        [
            .. map.Defaults?.Entries ?? [],
            .. own.IsAbsent ? [new ValueEntry(Value.Of(Labels), added.WithOrigin(origin))] : Array.Empty<ValueEntry>(),
            new ValueEntry(Value.Of(Effective), Merge(own, added).WithOrigin(origin)),
        ];
        return Value.Of(new ValueMap(entries, map.Type, new ValueMap(defaults))).WithOrigin(attributes.Origin).WithSensitive(attributes.IsSensitive);
    }

    private static Value Behind(Value own, Value added) =>
        Value.Of(new ValueMap(own.AsMap.Entries, own.AsMap.Type, added.AsMap)).WithOrigin(own.Origin).WithSensitive(own.IsSensitive);

    private static Value Merge(Value own, Value added)
    {
        if (own.IsUnknown || added.Kind != ValueKind.Map)
        {
            return own.IsUnknown ? own : added;
        }

        ValueMap map = own.AsMap;
        return Value.Of(new ValueMap([.. map.Entries, .. added.AsMap.Entries.Where(entry => !map.ContainsKey(entry.Key.AsString))]));
    }

    /// <summary>Absent if the provider adds none.</summary>
    private Value Find(ModuleInstance module, ProviderName name)
    {
        if (!_known.TryGetValue((module, name), out Value labels))
        {
            labels = ProviderConfigurations.Find(module, name) is { Provider.IsGoogle: true } configuration
                && configuration.Provider.GetAttribute("default_labels") is { } attribute
                ? configuration.Module.Scope.Evaluate(attribute)
                : default;
            _known[(module, name)] = labels;
        }

        return labels;
    }
}
