using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>Turns values of flags into those of attributes.</summary>
internal static class FlagValues
{
    /// <summary>The value of an attribute; unknown where the catalog only describes it in words.</summary>
    public static Value Map(FlagFact fact, Value value, AttributeSchema? schema)
    {
        Value mapped = value.IsUnknown ? MapUnknown(value, schema) : MapKnown(fact, value, schema);
        return mapped.Origin is null ? mapped.WithOrigin(value.Origin) : mapped;
    }

    /// <summary>Of a list or map of which only parts are known, the elements can be told all the same.</summary>
    private static Value MapUnknown(Value value, AttributeSchema? schema) => value.UnknownReason?.Parts is null ? value : schema?.Kind switch
    {
        AttributeKind.Map => Map(value),
        AttributeKind.List or AttributeKind.Set => Value.Of(new ValueList([.. FlagText.Split(value)])).WithOrigin(value.Origin),
        _ => value,
    };

    private static Value MapKnown(FlagFact fact, Value value, AttributeSchema? schema)
    {
        string text = value.Kind == ValueKind.Bool ? (value.AsBool ? "true" : "false") : value.AsString;
        switch (fact.ValueMap)
        {
            case "" or "same" or "K=V list=map":
                return Convert(value, schema);
            case "same (upper case)":
                return Convert(Value.Of(text.ToUpperInvariant()), schema);
            case "duration=seconds":
                return Seconds(text) is { } seconds ? Convert(Value.Of(seconds.ToString(CultureInfo.InvariantCulture)), schema) : Convert(value, schema);
            case "seconds or duration=duration in s" or "90d=7776000s" or "30d=2592000s":
                return Seconds(text) is { } duration ? Value.Of(duration.ToString(CultureInfo.InvariantCulture) + "s") : value;
        }

        if (schema?.Kind is AttributeKind.List or AttributeKind.Set)
        {
            return Value.Of(new ValueList([.. FlagText.Split(value).Select(item => item.IsKnown ? Lookup(fact.ValueMap, item.AsString) ?? item : item)]));
        }

        if (Lookup(fact.ValueMap, text) is not { } target)
        {
            return Convert(value, schema);
        }

        if (!target.AsString.Contains(' '))
        {
            return Convert(target, schema);
        }

        // "ENCRYPTED_ONLY or stricter": a value of the provider and a remark; other texts only describe the effect.
        string first = target.AsString[..target.AsString.IndexOf(' ')];
        return first.Contains('_') && !first.Any(char.IsAsciiLetterLower)
            ? Value.Of(first)
            : Value.Unknown(UnknownKind.Function, $"{fact.Name}: {target.AsString}");
    }

    /// <summary>The target of a pair "flag=Terraform;…"; null if no pair fits.</summary>
    public static Value? Lookup(string map, string text)
    {
        foreach (string pair in map.Split(';'))
        {
            int equals = pair.IndexOf('=');
            if (equals > 0 && pair.AsSpan(0, equals).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return Value.Of(pair[(equals + 1)..]);
            }
        }

        return null;
    }

    /// <summary>A text as the type of its attribute.</summary>
    public static Value Convert(Value value, AttributeSchema? schema)
    {
        string text = value.AsString;
        switch (schema?.Kind)
        {
            case AttributeKind.Bool when value.Kind == ValueKind.String:
                return text.ToLowerInvariant() switch
                {
                    "true" or "yes" or "on" => Value.True.WithOrigin(value.Origin),
                    "false" or "no" or "off" => Value.False.WithOrigin(value.Origin),
                    _ => value,
                };
            case AttributeKind.Number when value.Kind == ValueKind.String:
                return Number(text) is { } number ? number.WithOrigin(value.Origin) : value;
            case AttributeKind.List or AttributeKind.Set when value.Kind == ValueKind.String:
                return Value.Of(new ValueList([.. FlagText.Split(value)])).WithOrigin(value.Origin);
            case AttributeKind.Map when value.Kind == ValueKind.String:
                return Map(value);
            case AttributeKind.String when value.Kind == ValueKind.Bool:
                return Value.Of(value.AsBool ? "true" : "false").WithOrigin(value.Origin);
            default:
                return value;
        }
    }

    /// <summary>KEY=VALUE,…; unknown as a whole if a key cannot be told.</summary>
    public static Value Map(Value value)
    {
        ImmutableArray<ValueEntry> entries = [.. FlagText.Split(value).Select(FlagText.Partition)];
        return entries.Any(entry => entry.Key.IsAbsent)
            ? Value.Unknown(value.UnknownReason ?? new Unknown(UnknownKind.Error, "not all of its keys can be told")).WithOrigin(value.Origin)
            : Value.Of(new ValueMap(entries)).WithOrigin(value.Origin);
    }

    /// <summary>"10", "10GB", "30s": the number in front; null if there is none.</summary>
    private static Value? Number(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.' or '-'))
        {
            length++;
        }

        ReadOnlySpan<char> digits = text.AsSpan(0, length);
        string unit = text[length..];
        if (unit.Length > 0 && !unit.AsSpan().ContainsAnyExceptInRange('A', 'z') && unit is not ("GB" or "GiB" or "G" or "Gi" or "s"))
        {
            return null;
        }

        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? Value.Of(whole)
            : double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double fraction) ? Value.Of(fraction)
            : null;
    }

    /// <summary>"300", "300s", "5m", "2h30m", "90d", "P90D": seconds; null if it is no duration.</summary>
    public static long? Seconds(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim("PT");
        long total = 0;
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length : digits;
            if (digits == 0 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long amount) || amount > int.MaxValue)
            {
                return null;
            }

            rest = rest[digits..];
            long unit = rest.IsEmpty ? 1 : char.ToLowerInvariant(rest[0]) switch
            {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                'd' => 86400,
                'w' => 604800,
                'y' => 31536000,
                _ => 0,
            };
            if (unit == 0)
            {
                return null;
            }

            total += amount * unit;
            rest = rest.IsEmpty ? rest : rest[1..];
        }

        return total;
    }

    /// <summary>"4GB", "3840MiB", "4096": mebibytes; null if it is no size.</summary>
    public static long? Mebibytes(string text)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long amount) || amount > int.MaxValue)
        {
            return null;
        }

        return text[digits..].ToUpperInvariant() switch
        {
            "" or "G" or "GB" or "GI" or "GIB" => amount * 1024,
            "M" or "MB" or "MI" or "MIB" => amount,
            _ => null,
        };
    }
}
