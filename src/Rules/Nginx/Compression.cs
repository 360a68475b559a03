using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Nginx;

namespace GcpLint.Rules.Nginx;

/// <summary>Looks for servers that give out files as large as they are.</summary>
internal sealed class Compression : IRule<RepositoryModel>
{
    private static readonly string[] s_backends = ["google_compute_backend_service", "google_compute_backend_bucket"];

    public RuleId Id => new("nginx/compression");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        if (IsCompressedInFront(subject))
        {
            return;
        }

        foreach (NginxServer server in NginxServer.In(subject).Where(server => server.ServesFiles && !server.IncludesUnknown))
        {
            NginxDirective[] all = [.. server.Outer, .. server.Own, .. server.Locations.SelectMany(location => location.Children)];
            NginxDirective[] switches = [.. all.Where(directive => directive.Name is "gzip" or "brotli" or "zstd")];
            bool isOn = switches.Any(directive => directive.Argument(0) == "on");
            if (!isOn && !all.Any(directive => directive.Name.EndsWith("_static", StringComparison.Ordinal) && directive.Argument(0) is "on" or "always"))
            {
                context.Report(server.Location, server.Scope, "This server sends scripts, styles and data as they are: `gzip` is off. Set `gzip on;` and name the types in `gzip_types`.");
            }
            else if (isOn && !all.Any(directive => directive.Name.EndsWith("_types", StringComparison.Ordinal)) && Array.Find(switches, directive => server.File.All.Contains(directive)) is { } only)
            {
                context.Report(server.File.Locate(only.Span), server.Scope, $"`{only.Name}` without `{only.Name}_types` compresses HTML alone: scripts, styles and data go out as they are. Name their types.");
            }
        }
    }

    /// <summary>The load balancer's cache compresses what nginx does not.</summary>
    private static bool IsCompressedInFront(RepositoryModel model) => model.Deployments
        .Any(deployment => s_backends.SelectMany(deployment.OfType).Any(backend => backend.Get("compression_mode").AsString == "AUTOMATIC"));
}
