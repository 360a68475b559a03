using System.Net;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.DotEnv;

namespace GcpLint.Rules.Env;

/// <summary>Looks for connections of production to a database that nothing encrypts: URLs without a TLS mode, and switches that turn TLS off.</summary>
internal sealed class DatabaseTls : IRule<DotEnvFile>
{
    private static readonly string[] s_schemes = ["postgres", "postgresql", "mysql", "mariadb"];

    private static readonly string[] s_switches = ["DATABASE_SSL", "DB_SSL", "PGSSLMODE", "POSTGRES_SSL", "MYSQL_SSL", "DATABASE_SSL_MODE", "DB_SSL_MODE", "DB_SSLMODE", "DATABASE_SSLMODE", "DATABASE_TLS", "DB_TLS", "POSTGRES_SSLMODE"];

    private static readonly string[] s_hosts = ["DATABASE_HOST", "DB_HOST", "PGHOST", "POSTGRES_HOST", "MYSQL_HOST"];

    public RuleId Id => new("env/database-tls");

    public void Check(DotEnvFile subject, RuleContext context)
    {
        if (!IsProduction(subject))
        {
            return;
        }

        DotEnvEntry? off = subject.Entries.LastOrDefault(entry => s_switches.Contains(entry.Name) && IsOff(entry.Value.AsString));
        bool isOn = subject.Entries.Any(entry => s_switches.Contains(entry.Name) && entry.Value.IsSet && !IsOff(entry.Value.AsString) && entry.Value.AsString.Length > 0);
        foreach (DotEnvEntry entry in subject.Entries)
        {
            if (!isOn && ReadUrl(entry.Raw) is { } url && IsRemote(url.Host) && !RequiresTls(url.Query))
            {
                Report(entry, $"`{entry.Name}` connects to `{url.Host}` without TLS: password and data cross the network in clear. Add `sslmode=require` (`ssl=require` for asyncpg), better `verify-full` with the server's certificate.");
            }
        }

        if (off is not null && subject.Entries.LastOrDefault(entry => s_hosts.Contains(entry.Name)) is { } host && IsRemote(host.Value.AsString))
        {
            Report(off, $"`{off.Name}={off.Value.AsString}` turns TLS off for `{host.Value.AsString}`: password and data cross the network in clear. Require it.");
        }

        void Report(DotEnvEntry entry, string message)
        {
            if (entry.Entry.Key.Origin is { } origin)
            {
                context.Report(origin.Location, origin.Location, message);
            }
        }
    }

    private static bool IsProduction(DotEnvFile file)
    {
        EnvironmentTier tier = EnvFileNames.TierOf(file);
        return !EnvFileNames.IsExample(file)
            && (tier == EnvironmentTier.Production
                || tier == EnvironmentTier.Unknown && file.Entries.Any(entry => entry.Name is "NODE_ENV" or "ENVIRONMENT" or "ENV" or "APP_ENV" or "RAILS_ENV" && DeploymentEnvironment.TierOf(entry.Value.AsString) == EnvironmentTier.Production));
    }

    private static bool IsOff(string text) => text.ToLowerInvariant() is "false" or "0" or "no" or "off" or "disable" or "disabled" or "allow" or "prefer";

    private static (string Host, string Query)? ReadUrl(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !s_schemes.Contains(text[..scheme].Split('+')[0]))
        {
            return null;
        }

        string rest = text[(scheme + 3)..];
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question < 0 ? "" : rest[(question + 1)..];
        string place = question < 0 ? rest : rest[..question];
        place = place[(place.LastIndexOf('@') + 1)..];
        int end = place.AsSpan().IndexOfAny(':', '/');
        return (end < 0 ? place : place[..end], query);
    }

    /// <summary>sslmode=require, ssl=true, sslaccept=strict, sslrootcert=…; a socket needs none.</summary>
    private static bool RequiresTls(string query) => query.Contains("/cloudsql/", StringComparison.Ordinal) || query.Contains("%2Fcloudsql", StringComparison.OrdinalIgnoreCase)
        || query.Split('&').Any(pair => pair.Split('=') is [var key, var value, ..] && (key.StartsWith("ssl", StringComparison.OrdinalIgnoreCase) || key.StartsWith("tls", StringComparison.OrdinalIgnoreCase)) && !IsOff(value));

    /// <summary>A private or public address, or a name with dots. A bare name is a container beside it, localhost a proxy.</summary>
    private static bool IsRemote(string host) =>
        IPAddress.TryParse(host, out IPAddress? address) ? !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any)
            : host.Contains('.', StringComparison.Ordinal) && host.AsSpan().IndexOfAny("/$<{ ") < 0 && !host.EndsWith(".internal", StringComparison.Ordinal);
}
