using System.Buffers;
using System.Globalization;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>A point in time from 0001-01-01 to 9999-12-31, to the nanosecond.</summary>
/// <param name="Seconds">Since 1970-01-01T00:00:00Z.</param>
/// <param name="Nanoseconds">From 0 up to a second.</param>
internal sealed record CelTimestamp(long Seconds, int Nanoseconds) : IComparable<CelTimestamp>
{
    private const long MinSeconds = -62135596800;
    private const long MaxSeconds = 253402300799;

    public Int128 TotalNanoseconds => ((Int128)Seconds * CelDuration.NanosecondsPerSecond) + Nanoseconds;

    /// <summary>The calendar's parts; whole seconds only.</summary>
    public DateTime WholeSeconds => DateTime.UnixEpoch.AddTicks(Seconds * TimeSpan.TicksPerSecond);

    public static Value OfNanoseconds(Int128 total)
    {
        Int128 seconds = total / CelDuration.NanosecondsPerSecond;
        Int128 rest = total % CelDuration.NanosecondsPerSecond;
        if (rest < 0)
        {
            rest += CelDuration.NanosecondsPerSecond;
            seconds--;
        }

        return seconds is var whole && whole >= MinSeconds && whole <= MaxSeconds
            ? Value.OfOther(new CelTimestamp((long)whole, (int)rest))
            : CelError.Of("timestamp overflow: only the years 1 to 9999 are known");
    }

    public static Value OfSeconds(long seconds) => OfNanoseconds((Int128)seconds * CelDuration.NanosecondsPerSecond);

    /// <summary>RFC 3339: "2024-01-31T12:00:00.5+01:00".</summary>
    public static Value Parse(string text)
    {
        ReadOnlySpan<char> rest = text;
        if (rest.Length >= 20 && rest[4] == '-' && rest[7] == '-' && rest[10] is 'T' or 't' && rest[13] == ':' && rest[16] == ':'
            && DateTime.TryParseExact(rest[..19], ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd't'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            && TryReadFraction(rest[19..], out int nanoseconds, out int length)
            && TryReadOffset(rest[(19 + length)..], out int offset))
        {
            long seconds = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset;
            return OfNanoseconds(((Int128)seconds * CelDuration.NanosecondsPerSecond) + nanoseconds);
        }

        return CelError.Of($"not a timestamp of RFC 3339: '{text}'");
    }

    public Value Plus(Int128 nanoseconds) => OfNanoseconds(TotalNanoseconds + nanoseconds);

    public int CompareTo(CelTimestamp? other) => other is null ? 1 : TotalNanoseconds.CompareTo(other.TotalNanoseconds);

    public override string ToString() =>
        WholeSeconds.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + CelDuration.Fraction(Nanoseconds) + "Z";

    private static bool TryReadFraction(ReadOnlySpan<char> text, out int nanoseconds, out int length)
    {
        nanoseconds = 0;
        length = 0;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        length = 1;
        int unit = CelDuration.NanosecondsPerSecond / 10;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            nanoseconds += (text[length] - '0') * unit;
            unit /= 10;
            length++;
        }

        return length is > 1 and <= 10;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        return text is "Z" or "z" || TimeZones.TryReadOffset(text, signRequired: true, out seconds);
    }
}

/// <summary>A span of time in whole nanoseconds, about 292 years either way: the range of Google's implementation.</summary>
internal sealed record CelDuration(long Nanoseconds)
{
    public const int NanosecondsPerSecond = 1_000_000_000;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Name, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
        ("s", NanosecondsPerSecond), ("m", 60L * NanosecondsPerSecond), ("h", 3600L * NanosecondsPerSecond),
    ];

    public static Value OfNanoseconds(Int128 nanoseconds) =>
        nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue
            ? Value.OfOther(new CelDuration((long)nanoseconds))
            : CelError.Of("duration overflow: a duration has at most about 292 years");

    /// <summary>Numbers with units, "1h30m", "-1.5s", and "0".</summary>
    public static Value Parse(string text)
    {
        ReadOnlySpan<char> rest = text;
        bool negative = rest.StartsWith('-');
        rest = negative || rest.StartsWith('+') ? rest[1..] : rest;
        if (rest is "0")
        {
            return OfNanoseconds(0);
        }

        Int128 total = 0;
        bool read = !rest.IsEmpty && text.Length <= 64;
        while (read && !rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(NumberCharacters);
            read = digits > 0 && decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                && TryTakeUnit(ref rest, digits, out long unit)
                && TryAdd(ref total, number, unit);
        }

        return read ? OfNanoseconds(negative ? -total : total) : CelError.Of($"not a duration: '{text}'");
    }

    /// <summary>Seconds, "90s", "1.5s".</summary>
    public override string ToString()
    {
        Int128 magnitude = Int128.Abs(Nanoseconds);
        string sign = Nanoseconds < 0 ? "-" : "";
        return $"{sign}{magnitude / NanosecondsPerSecond}{Fraction((int)(magnitude % NanosecondsPerSecond))}s";
    }

    public static string Fraction(int nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static bool TryTakeUnit(ref ReadOnlySpan<char> rest, int start, out long unit)
    {
        ReadOnlySpan<char> tail = rest[start..];
        int length = tail.IndexOfAny(NumberCharacters);
        length = length < 0 ? tail.Length : length;
        unit = 0;
        foreach ((string name, long nanoseconds) in Units)
        {
            if (tail[..length].SequenceEqual(name))
            {
                unit = nanoseconds;
            }
        }

        rest = tail[length..];
        return unit > 0;
    }

    private static bool TryAdd(ref Int128 total, decimal number, long unit)
    {
        // The largest duration has 19 digits of nanoseconds: a longer number overflows anyhow.
        if (number > 10_000_000_000_000_000_000m)
        {
            return false;
        }

        decimal whole = decimal.Truncate(number);
        total += ((Int128)whole * unit) + (Int128)((number - whole) * unit);
        return true;
    }
}
