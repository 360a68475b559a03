using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Sql;

/// <summary>How many connections an instance of Cloud SQL takes.</summary>
internal static class ConnectionLimit
{
    public const string InstanceType = "google_sql_database_instance";

    private const long MebibytesPerGibibyte = 1024;

    /// <summary>
    /// Defaults of max_connections by memory: of PostgreSQL
    /// (https://cloud.google.com/sql/docs/postgres/flags#postgres-m) below the given number of MiB.
    /// </summary>
    private static readonly (long Below, long Limit)[] s_postgres =
    [
        (MebibytesPerGibibyte, 25), (3840, 50), (6144, 100), (7680, 200), (15360, 400), (30720, 500), (61440, 600), (122880, 800), (long.MaxValue, 1000),
    ];

    /// <summary>The flag max_connections, else the default of the tier; null if neither is known.</summary>
    public static long? Of(CloudResource instance)
    {
        Value flags = instance.Get("settings.database_flags");
        if (flags.IsUnknown)
        {
            return null;
        }

        foreach (Value flag in instance.Blocks("settings.database_flags"))
        {
            if (flag.Get("name").IsUnknown)
            {
                return null;
            }

            if (flag.Get("name").AsString == "max_connections")
            {
                Value value = flag.Get("value");
                return value.TryGetInt(out long whole) ? whole
                    : long.TryParse(value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out long written) ? written : null;
            }
        }

        return instance.Get("database_version").AsString.StartsWith("POSTGRES", StringComparison.Ordinal) && MemoryOf(instance.Get("settings.tier").AsString) is { } memory
            ? s_postgres.First(step => memory < step.Below).Limit
            : null;
    }

    /// <summary>In MiB; null for a tier whose name does not tell.</summary>
    private static long? MemoryOf(string tier) => tier switch
    {
        "db-f1-micro" => 614,
        "db-g1-small" => 1740,
        _ when tier.StartsWith("db-custom-", StringComparison.Ordinal) && long.TryParse(tier[(tier.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long memory) => memory,
        _ => null,
    };
}
