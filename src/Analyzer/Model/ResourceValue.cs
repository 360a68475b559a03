using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>A resource as a value of the rule language, and back.</summary>
public static class ResourceValue
{
    /// <summary>No attribute has such a name; found by <see cref="ResourceOf"/> alone.</summary>
    private static readonly Value Identity = Value.Of("\0resource");

    /// <summary>
    /// The attributes, behind them the provider's defaults, behind those <c>address</c> and <c>type</c>: an attribute of that
    /// name (<c>google_dns_record_set.type</c>) comes first. What is not known as a whole stays so.
    /// </summary>
    public static Value Of(CloudResource resource) => Of(resource, resource.Attributes);

    /// <summary>The same with attributes that were brought into another shape.</summary>
    public static Value Of(CloudResource resource, Value shape)
    {
        if (shape.Kind != ValueKind.Map)
        {
            return shape;
        }

        var identity = new ValueMap(
        [
            new ValueEntry(Value.Of("address"), Value.Of(resource.Address.Text)),
            new ValueEntry(Value.Of("type"), Value.Of(resource.Type)),
            new ValueEntry(Identity, Value.OfOther(resource)),
        ]);
        ValueMap attributes = shape.AsMap;
        return Value.Of(attributes.WithDefaults(attributes.Defaults?.WithDefaults(identity) ?? identity)).WithOrigin(shape.Origin);
    }

    /// <summary>The resource that a value was made of; null if it was made of none.</summary>
    public static CloudResource? ResourceOf(Value value) => value.AsMap.Get(Identity).AsOther as CloudResource;
}
