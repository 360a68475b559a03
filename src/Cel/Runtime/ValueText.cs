using System.Globalization;
using System.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Values as <c>%s</c> shows them: lists in order, maps by the text of their keys.</summary>
internal sealed class ValueText
{
    public StringBuilder Text { get; } = new();

    /// <summary>Something in the text is sensitive, and so is the text.</summary>
    public bool IsSensitive { get; private set; }

    /// <summary>An error or unknown that stands instead of the text, or null.</summary>
    public Value? Append(in Value value, ref Frame frame)
    {
        IsSensitive |= value.IsSensitive;
        if (!frame.Pay(Cost.OfText(value.AsString.Length + value.AsBytes.Length)))
        {
            return Frame.Exhausted;
        }

        switch (value.Kind)
        {
            case ValueKind.Unknown:
                return value;
            case ValueKind.List or ValueKind.Set:
                return AppendList(value.AsList, ref frame);
            case ValueKind.Map:
                return AppendMap(value.AsMap, ref frame);
            case ValueKind.Other when value.AsOther is not (CelTimestamp or CelDuration or CelTypeValue or IpAddress or IpPrefix):
                return CelError.Of($"error during formatting: %s cannot show a value of type {TypeNames.NameOf(value)}");
            default:
                Text.Append(OfScalar(value));
                return null;
        }
    }

    /// <summary>What another clause made of a value.</summary>
    public void AppendShown(string? text, in Value value)
    {
        IsSensitive |= value.IsSensitive;
        Text.Append(text);
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

    private Value? AppendList(ValueList list, ref Frame frame)
    {
        Text.Append('[');
        for (int i = 0; i < list.Count; i++)
        {
            Text.Append(i == 0 ? "" : ", ");
            if (Append(list[i], ref frame) is { } problem)
            {
                return problem;
            }
        }

        Text.Append(']');
        return null;
    }

    private Value? AppendMap(ValueMap map, ref Frame frame)
    {
        Text.Append('{');
        bool first = true;
        foreach ((string key, Value value) in map.Select(entry => (OfScalar(entry.Key), entry.Value)).OrderBy(entry => entry.Item1, StringComparer.Ordinal))
        {
            Text.Append(first ? "" : ", ").Append(key).Append(": ");
            first = false;
            if (Append(value, ref frame) is { } problem)
            {
                return problem;
            }
        }

        Text.Append('}');
        return null;
    }
}
