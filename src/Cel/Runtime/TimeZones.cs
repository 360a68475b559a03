using System.Buffers;
using System.Globalization;

namespace GcpLint.Cel.Runtime;

/// <summary>Time zones by name ("Europe/Berlin", from the machine's database) or by offset ("+02:00", "02:00").</summary>
internal static class TimeZones
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    /// <summary>The wall-clock time of a zone; null if there is no such zone.</summary>
    public static DateTime? Convert(DateTime utc, string zone)
    {
        if (TryReadOffset(zone, signRequired: false, out int seconds))
        {
            return Shift(utc, TimeSpan.FromSeconds(seconds));
        }

        // The name becomes the path of a file in the database: nothing that could lead out of it is passed on.
        if (zone.Length is 0 or > 64 || zone.AsSpan().ContainsAnyExcept(NameCharacters) || zone[0] == '/'
            || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found))
        {
            return null;
        }

        return Shift(utc, found.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));
    }

    /// <summary>"+hh:mm" or "-hh:mm".</summary>
    public static bool TryReadOffset(ReadOnlySpan<char> text, bool signRequired, out int seconds)
    {
        seconds = 0;
        bool signed = !text.IsEmpty && text[0] is '+' or '-';
        ReadOnlySpan<char> digits = signed ? text[1..] : text;
        if ((signRequired && !signed) || digits.Length != 5 || digits[2] != ':'
            || !int.TryParse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            || !int.TryParse(digits[3..], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 60) + minutes) * 60;
        seconds = text[0] == '-' ? -seconds : seconds;
        return true;
    }

    private static DateTime? Shift(DateTime utc, TimeSpan offset)
    {
        long ticks = utc.Ticks + offset.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks) : null;
    }
}
