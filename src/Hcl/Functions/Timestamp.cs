using System.Buffers;
using System.Globalization;

namespace GcpLint.Hcl.Functions;

/// <summary>A time of RFC 3339 with its offset, to the nanosecond.</summary>
/// <param name="Local">Date and time as written, to the second.</param>
/// <param name="Nanoseconds">Of the second.</param>
/// <param name="Offset">From UTC.</param>
internal readonly record struct Timestamp(DateTime Local, int Nanoseconds, TimeSpan Offset) : IComparable<Timestamp>
{
    private const int NanosecondsInSecond = 1_000_000_000;

    public static bool TryParse(ReadOnlySpan<char> text, out Timestamp time)
    {
        time = default;
        const int DateAndTime = 19;
        if (text.Length <= DateAndTime
            || !DateTime.TryParseExact(text[..DateAndTime], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[DateAndTime..];
        int nanoseconds = 0;
        if (rest[0] == '.')
        {
            int digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
            {
                return false;
            }

            string fraction = rest.Slice(1, Math.Min(digits, 9)).ToString().PadRight(9, '0');
            nanoseconds = int.Parse(fraction, CultureInfo.InvariantCulture);
            rest = rest[(digits + 1)..];
        }

        if (!TryParseOffset(rest, out TimeSpan offset))
        {
            return false;
        }

        time = new Timestamp(local, nanoseconds, offset);
        return true;
    }

    public bool TryAdd(Int128 nanoseconds, out Timestamp sum)
    {
        Int128 total = nanoseconds + Nanoseconds;
        Int128 seconds = total / NanosecondsInSecond;
        Int128 rest = total % NanosecondsInSecond;
        if (rest < 0)
        {
            rest += NanosecondsInSecond;
            seconds--;
        }

        Int128 ticks = Local.Ticks + (seconds * TimeSpan.TicksPerSecond);
        bool fits = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        sum = fits ? new Timestamp(new DateTime((long)ticks), (int)rest, Offset) : default;
        return fits;
    }

    public int CompareTo(Timestamp other)
    {
        int compared = (Local.Ticks - Offset.Ticks).CompareTo(other.Local.Ticks - other.Offset.Ticks);
        return compared != 0 ? compared : Nanoseconds.CompareTo(other.Nanoseconds);
    }

    public string FormatOffset(string separator) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(Offset.Hours):00}{separator}{Math.Abs(Offset.Minutes):00}");

    /// <summary>As Go's RFC3339 writes it: without a fraction.</summary>
    public override string ToString() =>
        Local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (Offset == TimeSpan.Zero ? "Z" : FormatOffset(":"));

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}

/// <summary>Durations as Go's time.ParseDuration reads them: <c>-1h30m</c>, <c>1.5h</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static bool TryParse(ReadOnlySpan<char> text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        bool negative = text is ['-', ..];
        ReadOnlySpan<char> rest = text is ['-' or '+', ..] ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || digits > 20 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount))
            {
                return false;
            }

            rest = rest[digits..];
            int unitLength = rest.IndexOfAny(Digits);
            unitLength = unitLength < 0 ? rest.Length : unitLength;
            long unit = rest[..unitLength] switch
            {
                "ns" => 1,
                "us" or "µs" or "μs" => 1_000,
                "ms" => 1_000_000,
                "s" => 1_000_000_000,
                "m" => 60_000_000_000,
                "h" => 3_600_000_000_000,
                _ => 0,
            };
            if (unit == 0 || amount > long.MaxValue / unit)
            {
                return false;
            }

            nanoseconds += (Int128)(amount * unit);
            rest = rest[unitLength..];
        }

        nanoseconds = negative ? -nanoseconds : nanoseconds;
        return nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue;
    }
}
