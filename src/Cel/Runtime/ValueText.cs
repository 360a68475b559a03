using System.Globalization;
using System.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Values as <c>%s</c> shows them: lists in order, maps by the text of their keys.</summary>
internal static class ValueText
{
    /// <summary>An error or unknown that stands instead of the text, or null.</summary>
    public static Value? Append(StringBuilder result, in Value value, ref Frame frame)
    {
        if (!frame.Pay(Cost.OfText(value.AsString.Length + value.AsBytes.Length)))
        {
            return Frame.Exhausted;
        }

        switch (value.Kind)
        {
            case ValueKind.Unknown:
                return value;
            case ValueKind.List or ValueKind.Set:
                return AppendList(result, value.AsList, ref frame);
            case ValueKind.Map:
                return AppendMap(result, value.AsMap, ref frame);
            case ValueKind.Other when value.AsOther is not (CelTimestamp or CelDuration or CelTypeValue or IpAddress or IpPrefix):
                return CelError.Of($"error during formatting: %s cannot show a value of type {TypeNames.NameOf(value)}");
            default:
                result.Append(OfScalar(value));
                return null;
        }
    }

    public static string OfDouble(double number) =>
        double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity") : NumberText.Of(number);

    private static string OfScalar(in Value value) => value.Kind switch
    {
        ValueKind.Absent or ValueKind.Null => "null",
        ValueKind.Bool => value.AsBool ? "true" : "false",
        ValueKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.UInt => value.AsUInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.String => value.AsString,
        ValueKind.Bytes => Encoding.UTF8.GetString(value.AsBytes.AsSpan()),
        _ => value.TryGetNumber(out double number) ? OfDouble(number) : value.AsOther?.ToString() ?? "",
    };

    private static Value? AppendList(StringBuilder result, ValueList list, ref Frame frame)
    {
        result.Append('[');
        for (int i = 0; i < list.Count; i++)
        {
            result.Append(i == 0 ? "" : ", ");
            if (Append(result, list[i], ref frame) is { } problem)
            {
                return problem;
            }
        }

        result.Append(']');
        return null;
    }

    private static Value? AppendMap(StringBuilder result, ValueMap map, ref Frame frame)
    {
        result.Append('{');
        bool first = true;
        foreach ((string key, Value value) in map.Select(entry => (OfScalar(entry.Key), entry.Value)).OrderBy(entry => entry.Item1, StringComparer.Ordinal))
        {
            result.Append(first ? "" : ", ").Append(key).Append(": ");
            first = false;
            if (Append(result, value, ref frame) is { } problem)
            {
                return problem;
            }
        }

        result.Append('}');
        return null;
    }
}
