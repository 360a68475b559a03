using System.Buffers;
using System.Globalization;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Durations as Go's <c>time.ParseDuration</c> takes them: "1m30s", "500ms", "1.5h"; "0" needs no unit.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        bool negative = text.StartsWith("-");
        text = text.TrimStart("+-");
        if (text is "0")
        {
            return true;
        }

        if (text.IsEmpty)
        {
            return false;
        }

        double seconds = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0
                || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount))
            {
                return false;
            }

            text = text[digits..];
            int unitLength = text.IndexOfAny(NumberCharacters);
            ReadOnlySpan<char> unit = unitLength < 0 ? text : text[..unitLength];
            double factor = unit switch
            {
                "ns" => 1e-9,
                "us" or "µs" or "μs" => 1e-6,
                "ms" => 1e-3,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                _ => 0,
            };
            if (factor == 0)
            {
                return false;
            }

            seconds += amount * factor;
            text = text[unit.Length..];
        }

        // Go's limit is 2^63 ns, about 292 years.
        if (seconds > long.MaxValue / 1e9)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(negative ? -seconds : seconds);
        return true;
    }
}
