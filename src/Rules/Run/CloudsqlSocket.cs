using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>
/// Looks for services that have the socket of a Cloud SQL instance and are told to connect to a TCP port of their own
/// container, where nobody listens.
/// </summary>
internal sealed class CloudsqlSocket : IResourceRule
{
    private static readonly string[] s_hostNames = ["DB_HOST", "DATABASE_HOST", "PGHOST", "POSTGRES_HOST", "MYSQL_HOST", "SQL_HOST", "DB_HOSTNAME", "DATABASE_HOSTNAME"];

    private static readonly string[] s_schemes = ["postgres", "postgresql", "mysql", "mariadb", "sqlserver", "jdbc:postgresql", "jdbc:mysql"];

    public RuleId Id => new("run/cloudsql-socket");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var workload = new RunWorkload(resource);
        bool isAttached = workload.MayHaveSqlSockets && resource.Attributes.GetPath(workload.VolumesPath).IsSet;

        // A second container may be the proxy that listens on the port.
        if (!isAttached || workload.Containers.Length != 1)
        {
            return;
        }

        foreach (RunVariable variable in workload.Variables)
        {
            string text = variable.Value.KnownText().Trim();
            if (HostOf(variable.Name, text) is { } host && IsLoopback(host) && !SqlVariables.HasSocketPath(text))
            {
                context.Report(new RuleReport
                {
                    Location = workload.Locate(variable),
                    Scope = resource.Block,
                    Message = $"`{variable.Name}` of `{resource.Address}` connects to `{host}`, but the attached instance is a Unix socket and nothing listens on a port of the container. Use `/cloudsql/PROJECT:REGION:INSTANCE` as the host (`postgresql://USER@localhost/DB?host=/cloudsql/PROJECT:REGION:INSTANCE`).",
                    Resource = resource.Address,
                });
            }
        }
    }

    private static string? HostOf(string name, string text)
    {
        if (s_hostNames.Contains(name))
        {
            return text;
        }

        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !s_schemes.Contains(text[..scheme].Split('+')[0]))
        {
            return null;
        }

        string rest = text[(scheme + 3)..];
        int end = rest.AsSpan().IndexOfAny('/', '?');
        rest = end < 0 ? rest : rest[..end];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        int port = rest.IndexOf(':', StringComparison.Ordinal);
        return port < 0 ? rest : rest[..port];
    }

    private static bool IsLoopback(string host) => host is "localhost" or "0.0.0.0" || host.StartsWith("127.", StringComparison.Ordinal);
}
