using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Times as RFC 3339 writes them.</summary>
internal static class TimeFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("formatdate", Str, FormatDate, Of("format", Str), Of("time", Str)),
        Define("timeadd", Str, TimeAdd, Of("timestamp", Str), Of("duration", Str)),
        Define("timecmp", Number, TimeCompare, Of("timestamp_a", Str), Of("timestamp_b", Str)),
        Define("timestamp", Str, _ => HashFunctions.ByChance("timestamp() is the time of the run")),
        Define("plantimestamp", Str, _ => HashFunctions.ByChance("plantimestamp() is the time of the plan")),
    ];

    private static FunctionResult FormatDate(FunctionCall call)
    {
        if (!Timestamp.TryParse(call.Text(1), out Timestamp time))
        {
            return FunctionResult.FailArgument(1, "the time is to be written as in RFC 3339: 2006-01-02T15:04:05Z");
        }

        var result = new StringBuilder();
        ReadOnlySpan<char> rest = call.Text(0);
        while (!rest.IsEmpty)
        {
            int length = 1;
            if (rest[0] == '\'')
            {
                length = AppendQuoted(rest, result);
                if (length == 0)
                {
                    return FunctionResult.FailArgument(0, "a quote is not closed");
                }
            }
            else if (char.IsAsciiLetter(rest[0]))
            {
                int other = rest.IndexOfAnyExcept(rest[0]);
                length = other < 0 ? rest.Length : other;
                if (Format(rest[..length].ToString(), time) is not { } text)
                {
                    return FunctionResult.FailArgument(0, $"\"{rest[..length]}\" is no verb of a format; letters that stand for themselves are quoted");
                }

                result.Append(text);
            }
            else
            {
                result.Append(rest[0]);
            }

            rest = rest[length..];
        }

        return Value.Of(result.ToString());
    }

    /// <summary>Appends what stands in quotes; two quotes in it are one. Its length, 0 if it is not closed.</summary>
    private static int AppendQuoted(ReadOnlySpan<char> rest, StringBuilder result)
    {
        for (int i = 1; i < rest.Length; i++)
        {
            if (rest[i] != '\'')
            {
                result.Append(rest[i]);
            }
            else if (i + 1 < rest.Length && rest[i + 1] == '\'')
            {
                result.Append('\'');
                i++;
            }
            else
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static string? Format(string verb, Timestamp time)
    {
        DateTime local = time.Local;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        int twelve = local.Hour % 12 == 0 ? 12 : local.Hour % 12;
        return verb switch
        {
            "YYYY" => local.Year.ToString("0000", invariant),
            "YY" => (local.Year % 100).ToString("00", invariant),
            "MMMM" => invariant.DateTimeFormat.GetMonthName(local.Month),
            "MMM" => invariant.DateTimeFormat.GetAbbreviatedMonthName(local.Month),
            "MM" => local.Month.ToString("00", invariant),
            "M" => local.Month.ToString(invariant),
            "DD" => local.Day.ToString("00", invariant),
            "D" => local.Day.ToString(invariant),
            "EEEE" => invariant.DateTimeFormat.GetDayName(local.DayOfWeek),
            "EEE" => invariant.DateTimeFormat.GetAbbreviatedDayName(local.DayOfWeek),
            "hh" => local.Hour.ToString("00", invariant),
            "h" => local.Hour.ToString(invariant),
            "HH" => twelve.ToString("00", invariant),
            "H" => twelve.ToString(invariant),
            "AA" => local.Hour < 12 ? "AM" : "PM",
            "aa" => local.Hour < 12 ? "am" : "pm",
            "mm" => local.Minute.ToString("00", invariant),
            "m" => local.Minute.ToString(invariant),
            "ss" => local.Second.ToString("00", invariant),
            "s" => local.Second.ToString(invariant),
            "ZZZZZ" => time.FormatOffset(":"),
            "ZZZZ" => time.FormatOffset(""),
            "ZZZ" => time.Offset == TimeSpan.Zero ? "UTC" : time.FormatOffset(""),
            "Z" => time.Offset == TimeSpan.Zero ? "Z" : time.FormatOffset(":"),
            _ => null,
        };
    }

    private static FunctionResult TimeAdd(FunctionCall call)
    {
        if (!Timestamp.TryParse(call.Text(0), out Timestamp time))
        {
            return FunctionResult.Fail("the time is to be written as in RFC 3339: 2006-01-02T15:04:05Z");
        }

        if (!GoDuration.TryParse(call.Text(1), out Int128 nanoseconds))
        {
            return FunctionResult.Fail("the duration is to be written as in \"1h30m\"");
        }

        return time.TryAdd(nanoseconds, out Timestamp sum) ? Value.Of(sum.ToString()) : FunctionResult.Limit("the time is out of range");
    }

    private static FunctionResult TimeCompare(FunctionCall call)
    {
        const string NotTime = "the time is to be written as in RFC 3339: 2006-01-02T15:04:05Z";
        if (!Timestamp.TryParse(call.Text(0), out Timestamp left))
        {
            return FunctionResult.FailArgument(0, NotTime);
        }

        return Timestamp.TryParse(call.Text(1), out Timestamp right)
            ? Value.Of((long)left.CompareTo(right))
            : FunctionResult.FailArgument(1, NotTime);
    }
}
