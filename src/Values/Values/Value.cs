using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GcpLint.Values;

/// <summary>
/// The one notion of a value that HCL, YAML, JSON, shell words, plans, live assets and CEL share: known, unknown with a
/// reason, null, or absent; with the place it came from. Readers make it, evaluators pass it on, rules look at it:
/// nothing is converted on the way. Equality compares what the value is, never where it came from.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _payload;
    private readonly long _bits;

    private Value(ValueKind kind, object? payload, long bits, Origin? origin, bool sensitive)
    {
        Kind = kind;
        _payload = payload;
        _bits = bits;
        Origin = origin;
        IsSensitive = sensitive;
    }

    public ValueKind Kind { get; }

    /// <summary>Marked as sensitive by its author: shown masked everywhere.</summary>
    public bool IsSensitive { get; }

    /// <summary>Where it was written and came from; null if it was made by this program.</summary>
    public Origin? Origin { get; }

    public static Value Absent => default;

    public static Value Null => new(ValueKind.Null, null, 0, null, false);

    /// <summary>Null of a type of the language, such as HCL's <c>tostring(null)</c>. Equal to every other null.</summary>
    public static Value NullOf(object? type) => new(ValueKind.Null, type, 0, null, false);

    public static Value True => new(ValueKind.Bool, null, 1, null, false);

    public static Value False => new(ValueKind.Bool, null, 0, null, false);

    public static Value EmptyString => Of("");

    public bool IsAbsent => Kind == ValueKind.Absent;

    public bool IsUnknown => Kind == ValueKind.Unknown;

    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>Neither absent nor null: somebody wrote a value, known or not.</summary>
    public bool IsSet => Kind > ValueKind.Null || Kind == ValueKind.Unknown;

    /// <summary>Set and not unknown. The elements of a known list or map may be unknown all the same.</summary>
    public bool IsKnown => Kind > ValueKind.Null;

    public bool IsNumber => Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.Number;

    /// <summary>The reason; null unless the value is unknown.</summary>
    public Unknown? UnknownReason => Kind == ValueKind.Unknown ? (Unknown)_payload! : null;

    /// <summary>
    /// The type that the language has put on the value: of a null, an unknown value, a list, set or map. Null where there
    /// is none, and for the kinds that say it themselves.
    /// </summary>
    public object? Type => Kind switch
    {
        ValueKind.Null => _payload,
        ValueKind.Unknown => ((Unknown)_payload!).Type,
        ValueKind.List or ValueKind.Set => AsList.Type,
        ValueKind.Map => AsMap.Type,
        _ => null,
    };

    /// <summary>How many lists and maps are nested in it: 0 for a scalar.</summary>
    public int Depth => Kind switch
    {
        ValueKind.List or ValueKind.Set => AsList.Depth,
        ValueKind.Map => AsMap.Depth,
        _ => 0,
    };

    /// <summary>How many values a walk over it meets: 1 for a scalar.</summary>
    public int Size => Kind switch
    {
        ValueKind.List or ValueKind.Set => AsList.Size,
        ValueKind.Map => AsMap.Size,
        _ => 1,
    };

    public static Value Of(bool value) => new(ValueKind.Bool, null, value ? 1 : 0, null, false);

    public static Value Of(long value) => new(ValueKind.Int, null, value, null, false);

    public static Value OfUInt(ulong value) => new(ValueKind.UInt, null, unchecked((long)value), null, false);

    public static Value Of(double value) => new(ValueKind.Double, null, BitConverter.DoubleToInt64Bits(value), null, false);

    public static Value Of(string value) => new(ValueKind.String, value, 0, null, false);

    public static Value Of(ImmutableArray<byte> value) => new(ValueKind.Bytes, value, 0, null, false);

    public static Value Of(ValueList value) => new(ValueKind.List, value, 0, null, false);

    public static Value OfSet(ValueList value) => new(ValueKind.Set, value, 0, null, false);

    public static Value Of(ValueMap value) => new(ValueKind.Map, value, 0, null, false);

    /// <summary>A number of HCL: a whole one that fits becomes <see cref="ValueKind.Int"/>, so that equal numbers are of one kind.</summary>
    public static Value Of(BigNumber value)
    {
        if (value.Exponent >= 0 && value.Mantissa.GetBitLength() + value.Exponent <= 64)
        {
            var whole = value.Mantissa << value.Exponent;
            if (whole >= long.MinValue && whole <= long.MaxValue)
            {
                return Of((long)whole);
            }
        }

        return new(ValueKind.Number, value, 0, null, false);
    }

    /// <summary>A value of one language alone; the payload's own equality counts.</summary>
    public static Value OfOther(object payload) => new(ValueKind.Other, payload, 0, null, false);

    public static Value Unknown(Unknown reason) => new(ValueKind.Unknown, reason, 0, null, false);

    public static Value Unknown(UnknownKind kind, string detail) => Unknown(new Unknown(kind, detail));

    public Value WithOrigin(Origin? origin) => new(Kind, _payload, _bits, origin, IsSensitive);

    public Value WithSensitive(bool sensitive) => new(Kind, _payload, _bits, Origin, sensitive);

    /// <summary>The boolean; false for every other kind. Ask <see cref="Kind"/> or <see cref="TryGetBool"/> first where that matters.</summary>
    public bool AsBool => Kind == ValueKind.Bool && _bits != 0;

    /// <summary>The whole number of an <see cref="ValueKind.Int"/>; 0 for every other kind.</summary>
    public long AsInt => Kind == ValueKind.Int ? _bits : 0;

    public ulong AsUInt => Kind == ValueKind.UInt ? unchecked((ulong)_bits) : 0;

    public double AsDouble => Kind == ValueKind.Double ? BitConverter.Int64BitsToDouble(_bits) : 0;

    /// <summary>The text of a string; "" for every other kind.</summary>
    public string AsString => Kind == ValueKind.String ? (string)_payload! : "";

    public ImmutableArray<byte> AsBytes => Kind == ValueKind.Bytes ? (ImmutableArray<byte>)_payload! : [];

    /// <summary>The elements of a list or set; empty for every other kind.</summary>
    public ValueList AsList => Kind is ValueKind.List or ValueKind.Set ? (ValueList)_payload! : ValueList.Empty;

    /// <summary>The entries of a map; empty for every other kind.</summary>
    public ValueMap AsMap => Kind == ValueKind.Map ? (ValueMap)_payload! : ValueMap.Empty;

    public BigNumber? AsBigNumber => Kind == ValueKind.Number ? (BigNumber)_payload! : null;

    /// <summary>The payload of a value of one language alone; null for every other kind.</summary>
    public object? AsOther => Kind == ValueKind.Other ? _payload : null;

    public bool TryGetBool(out bool value)
    {
        value = AsBool;
        return Kind == ValueKind.Bool;
    }

    public bool TryGetInt(out long value)
    {
        value = AsInt;
        return Kind == ValueKind.Int;
    }

    public bool TryGetString([NotNullWhen(true)] out string? value)
    {
        value = _payload as string;
        return Kind == ValueKind.String;
    }

    /// <summary>The nearest double of a number of any kind.</summary>
    public bool TryGetNumber(out double value)
    {
        value = Kind switch
        {
            ValueKind.Int => _bits,
            ValueKind.UInt => unchecked((ulong)_bits),
            ValueKind.Double => AsDouble,
            ValueKind.Number => AsBigNumber!.ToDouble(),
            _ => 0,
        };
        return IsNumber;
    }

    /// <summary>
    /// The entry of a map by its key, with the defaults of <see cref="ValueMap.Defaults"/> behind it. Unknown stays
    /// unknown; everything else gives absent.
    /// </summary>
    public Value Get(string key) => Kind switch
    {
        ValueKind.Map => AsMap.Get(key),
        ValueKind.Unknown => this,
        _ => default,
    };

    /// <summary>The element of a list by its index from 0. Unknown stays unknown; everything else gives absent.</summary>
    public Value Get(int index) => Kind switch
    {
        ValueKind.List or ValueKind.Set => index >= 0 && index < AsList.Count ? AsList[index] : default,
        ValueKind.Unknown => this,
        _ => default,
    };

    /// <summary>
    /// Follows a path such as "settings.ip_configuration.ipv4_enabled" or "template.containers[0].image". A list on the
    /// way is entered through "[n]" only.
    /// </summary>
    public Value GetPath(string path)
    {
        Value current = this;
        ReadOnlySpan<char> rest = path;
        while (!rest.IsEmpty && current.Kind != ValueKind.Unknown)
        {
            if (rest[0] == '[')
            {
                int close = rest.IndexOf(']');
                if (close < 0 || !int.TryParse(rest[1..close], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                {
                    return default;
                }

                current = current.Get(index);
                rest = rest[(close + 1)..];
            }
            else
            {
                int end = rest.IndexOfAny('.', '[');
                end = end < 0 ? rest.Length : end;
                current = current.Get(rest[..end].ToString());
                rest = rest[end..];
            }

            if (!rest.IsEmpty && rest[0] == '.')
            {
                rest = rest[1..];
            }
        }

        return current;
    }

    /// <summary>Equal as values: numbers by their amount whatever their kind, sets without order, maps without order. Origins and marks do not count.</summary>
    public bool Equals(Value other)
    {
        if (IsNumber && other.IsNumber)
        {
            return NumbersEqual(this, other);
        }

        if (Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.Absent or ValueKind.Null => true,
            ValueKind.Bool => _bits == other._bits,
            ValueKind.String => string.Equals(AsString, other.AsString, StringComparison.Ordinal),
            ValueKind.Bytes => AsBytes.AsSpan().SequenceEqual(other.AsBytes.AsSpan()),
            ValueKind.List => AsList.SequenceEquals(other.AsList),
            ValueKind.Set => AsList.SetEquals(other.AsList),
            ValueKind.Map => AsMap.Equals(other.AsMap),
            _ => Equals(_payload, other._payload),
        };
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode()
    {
        if (IsNumber)
        {
            TryGetNumber(out double number);
            return number.GetHashCode();
        }

        return Kind switch
        {
            ValueKind.Bool => (int)_bits,
            ValueKind.String => string.GetHashCode(AsString, StringComparison.Ordinal),
            ValueKind.Bytes => AsBytes.Length,
            ValueKind.List or ValueKind.Set => HashCode.Combine(Kind, AsList.ShallowHash),
            ValueKind.Map => HashCode.Combine(Kind, AsMap.ShallowHash),
            ValueKind.Unknown or ValueKind.Other => _payload!.GetHashCode(),
            _ => (int)Kind,
        };
    }

    /// <summary>The hash of a scalar, the size of anything else: what a hash of a list or map may take of its parts.</summary>
    internal int ShallowHash => Kind switch
    {
        ValueKind.List or ValueKind.Set => AsList.Count,
        ValueKind.Map => AsMap.Count,
        _ => GetHashCode(),
    };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>For debuggers and tests. Sensitive values are masked; reports have their own writers.</summary>
    public override string ToString() => IsSensitive ? "(sensitive)" : Kind switch
    {
        ValueKind.Absent => "(absent)",
        ValueKind.Null => "null",
        ValueKind.Unknown => $"(unknown: {UnknownReason})",
        ValueKind.Bool => AsBool ? "true" : "false",
        ValueKind.Int => AsInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.UInt => AsUInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => AsDouble.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.String => $"\"{AsString}\"",
        ValueKind.Bytes => Convert.ToHexString(AsBytes.AsSpan()),
        ValueKind.List or ValueKind.Set => "[" + string.Join(", ", AsList) + "]",
        ValueKind.Map => "{" + string.Join(", ", AsMap.Select(entry => $"{entry.Key}: {entry.Value}")) + "}",
        _ => _payload?.ToString() ?? "",
    };

    private static bool NumbersEqual(Value left, Value right)
    {
        if (left.Kind == right.Kind)
        {
            // Doubles compare as IEEE 754 does: NaN is not equal to itself.
            return left.Kind switch
            {
                ValueKind.Double => left.AsDouble.Equals(right.AsDouble) && !double.IsNaN(left.AsDouble) || left.AsDouble == right.AsDouble,
                ValueKind.Number => Equals(left._payload, right._payload),
                _ => left._bits == right._bits,
            };
        }

        if (left.Kind is ValueKind.Int or ValueKind.UInt && right.Kind is ValueKind.Int or ValueKind.UInt)
        {
            return left._bits == right._bits && left._bits >= 0;
        }

        left.TryGetNumber(out double a);
        right.TryGetNumber(out double b);
        return a == b;
    }
}
