using System.Globalization;
using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>Brings values of API JSON into the types of the provider's schema; origins stay.</summary>
internal static class ApiValues
{
    private static readonly Unknown s_otherForm = new(UnknownKind.Computed, "the service's API has it in another form");

    /// <summary>A value in another form than the schema's is unknown, not wrong.</summary>
    public static Value Convert(Value value, AttributePlan attribute)
    {
        if (attribute.IsJson && value.Kind is ValueKind.Map or ValueKind.List && value.Origin is { } written)
        {
            return Value.Of(written.Location.Source.GetText(written.Location.Span)).WithOrigin(written);
        }

        Value converted = attribute.Schema.Kind switch
        {
            AttributeKind.Bool => ToBool(Single(value)),
            AttributeKind.Number => ToNumber(Single(value)),
            AttributeKind.String => ToText(Single(value)),
            AttributeKind.List or AttributeKind.Set => value.Kind is ValueKind.List or ValueKind.Unknown ? value : default,
            AttributeKind.Map => value.Kind is ValueKind.Map or ValueKind.Unknown ? value : default,
            _ => value,
        };
        return (converted.IsAbsent ? Value.Unknown(s_otherForm) : converted).WithOrigin(value.Origin).WithSensitive(attribute.Schema.IsSensitive);
    }

    /// <summary>What absent means in the JSON of an API: zero values are left out, whatever the provider would send.</summary>
    public static Value Zero(AttributeSchema schema) => schema.Default.Kind switch
    {
        ValueKind.Bool => Value.False,
        ValueKind.Int or ValueKind.Double => Value.Of(0L),
        _ => schema.Default,
    };

    private static Value Single(Value value) => value.Kind == ValueKind.List && value.AsList.Count == 1 ? value.AsList[0] : value;

    private static Value ToBool(Value value) => value.Kind switch
    {
        ValueKind.Bool or ValueKind.Unknown => value,
        ValueKind.String when bool.TryParse(value.AsString, out bool parsed) => Value.Of(parsed),
        _ => default,
    };

    // int64 are strings, durations have an 's' behind them.
    private static Value ToNumber(Value value)
    {
        if (value.IsNumber || value.IsUnknown)
        {
            return value;
        }

        string text = value.AsString;
        text = text.EndsWith('s') ? text[..^1] : text;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? Value.Of(whole)
            : text.Length > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? Value.Of(number)
            : default;
    }

    private static Value ToText(Value value) => value.Kind switch
    {
        ValueKind.String or ValueKind.Unknown => value,
        ValueKind.Bool => Value.Of(value.AsBool ? "true" : "false"),
        ValueKind.Int => Value.Of(value.AsInt.ToString(CultureInfo.InvariantCulture)),
        ValueKind.Double => Value.Of(value.AsDouble.ToString("R", CultureInfo.InvariantCulture)),
        _ => default,
    };
}
