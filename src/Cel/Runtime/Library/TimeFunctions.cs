using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>Timestamps and durations: conversions and their parts, in UTC or in a time zone.</summary>
internal static class TimeFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function(
            "timestamp",
            Global(CelType.String, CelType.Timestamp, value => CelTimestamp.Parse(value.AsString)),
            Global(CelType.Int, CelType.Timestamp, value => CelTimestamp.OfSeconds(value.AsInt)),
            Global(CelType.Timestamp, CelType.Timestamp, value => value)),
        Function(
            "duration",
            Global(CelType.String, CelType.Duration, value => CelDuration.Parse(value.AsString)),
            Global(CelType.Duration, CelType.Duration, value => value)),
        Part("getFullYear", time => time.Year),
        Part("getMonth", time => time.Month - 1),
        Part("getDate", time => time.Day),
        Part("getDayOfMonth", time => time.Day - 1),
        Part("getDayOfWeek", time => (int)time.DayOfWeek),
        Part("getDayOfYear", time => time.DayOfYear - 1),
        Part("getHours", time => time.Hour, duration => duration / (3600L * CelDuration.NanosecondsPerSecond)),
        Part("getMinutes", time => time.Minute, duration => duration / (60L * CelDuration.NanosecondsPerSecond)),
        Part("getSeconds", time => time.Second, duration => duration / CelDuration.NanosecondsPerSecond),
        Function(
            "getMilliseconds",
            Member(CelType.Timestamp, CelType.Int, Milliseconds),
            Member(CelType.Timestamp, CelType.String, CelType.Int, (time, _) => Milliseconds(time)),
            Member(CelType.Duration, CelType.Int, value => value.AsOther is CelDuration duration ? Value.Of(duration.Nanoseconds / 1_000_000 % 1000) : value)),
    ];

    private static CelFunction Part(string name, Func<DateTime, int> part, Func<long, long>? ofDuration = null)
    {
        CelOverload utc = Member(CelType.Timestamp, CelType.Int, time => time.AsOther is CelTimestamp point ? Value.Of((long)part(point.WholeSeconds)) : time);
        CelOverload zoned = Member(CelType.Timestamp, CelType.String, CelType.Int, (time, zone) =>
            time.AsOther is CelTimestamp point && TimeZones.Convert(point.WholeSeconds, zone.AsString) is { } local
                ? Value.Of((long)part(local))
                : CelError.Of($"unknown time zone: '{zone.AsString}'"));
        return ofDuration is null
            ? Function(name, utc, zoned)
            : Function(name, utc, zoned, Member(CelType.Duration, CelType.Int, value =>
                value.AsOther is CelDuration duration ? Value.Of(ofDuration(duration.Nanoseconds)) : value));
    }

    private static Value Milliseconds(Value time) => time.AsOther is CelTimestamp point ? Value.Of((long)(point.Nanoseconds / 1_000_000)) : time;
}
