using System.Globalization;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Sql;

/// <summary>Looks for database engines that get no fixes any more, and for ones below the least version that is wanted.</summary>
internal sealed class EngineVersion : IResourceRule
{
    private const string Postgres = "POSTGRES_";

    public RuleId Id => new("sql/engine-version");

    public IReadOnlyList<string> ResourceTypes => ["google_sql_database_instance"];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value value = resource.Attributes.GetPath("database_version");
        if (value.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Locate("database_version"), reason);
        }

        string version = value.AsString;
        long least = context.Option("least_postgres").AsInt;
        if (EndOfLifeTable.Current.Find("gcp-cloudsql-version", version) is { } line && line.HasEnded(context.Today))
        {
            context.Report(resource, "database_version", $"`{resource.Address}` runs `{version}`, for which regular support has ended {line.Since}: it is billed as extended support, then switched over. Upgrade to a supported version.");
        }
        else if (version.StartsWith(Postgres, StringComparison.Ordinal) && Major(version) < least)
        {
            context.Report(resource, "database_version", $"`{resource.Address}` runs `{version}`, older than PostgreSQL {least}: its community support ends or has ended, and a later upgrade needs downtime. Create it with a current version.");
        }
    }

    /// <summary>15 for "POSTGRES_15", 9 for "POSTGRES_9_6".</summary>
    private static int Major(string version)
    {
        string number = version[Postgres.Length..].Split('_')[0];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : int.MaxValue;
    }
}
