using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources;
using GcpLint.Analyzer.Sources.Nginx;

namespace GcpLint.Rules.Nginx;

/// <summary>Looks for servers that tell browsers neither to trust the types of files nor who may frame a page.</summary>
internal sealed class SecurityHeaders : IRule<RepositoryModel>
{
    private const string ContentType = "X-Content-Type-Options";

    public RuleId Id => new("nginx/security-headers");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        HashSet<string> inFront = [.. HeadersInFront(subject)];
        foreach (NginxServer server in NginxServer.In(subject).Where(server => server.ServesFiles && !server.IncludesUnknown))
        {
            // Headers of a block replace those of the blocks around it.
            HashSet<string> own = HeadersOf(server.Own);
            HashSet<string> headers = new(own.Count > 0 ? own : HeadersOf(server.Outer), StringComparer.OrdinalIgnoreCase);
            headers.UnionWith([.. Other(server.Own), .. Other(server.Outer), .. inFront]);
            NginxDirective? document = server.Locations.FirstOrDefault(IsDocument);
            HashSet<string> inside = document is null ? [] : HeadersOf(document.Children);
            inside.UnionWith(inside.Count > 0 ? inFront : []);
            string missing = Missing(inside.Count > 0 ? inside : headers);
            if (missing.Length == 0)
            {
                continue;
            }

            if (inside.Count > 0 && Missing(headers).Length == 0 && document!.Children.First(child => child.Name == "add_header") is { } first)
            {
                context.Report(server.File.Locate(first.Span), server.File.Locate(document.Span), $"`add_header` in this location takes the place of those of the server: pages go out without {missing}. Repeat them here, or move this one.");
            }
            else
            {
                context.Report(server.Location, server.Scope, $"This server sends no {missing}: browsers guess types and let other sites frame the pages. Add them with `add_header … always`.");
            }
        }
    }

    /// <summary>The location that answers for pages: everything that no other one takes.</summary>
    private static bool IsDocument(NginxDirective location) => location.Argument(0) == "/" && !location.Find("proxy_pass").Any() && !location.Find("return").Any();

    private static string Missing(HashSet<string> headers)
    {
        List<string> missing = [];
        if (!headers.Contains(ContentType))
        {
            missing.Add($"`{ContentType}`");
        }

        if (!headers.Contains("X-Frame-Options") && !headers.Contains("Content-Security-Policy"))
        {
            missing.Add("`X-Frame-Options` or `Content-Security-Policy`");
        }

        return string.Join(" and no ", missing);
    }

    private static HashSet<string> HeadersOf(IEnumerable<NginxDirective> directives) =>
        directives.Where(directive => directive.Name == "add_header").Select(directive => directive.Argument(0)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of a module that adds to what is there: <c>more_set_headers "X-Frame-Options: DENY"</c>.</summary>
    private static IEnumerable<string> Other(IEnumerable<NginxDirective> directives) =>
        directives.Where(directive => directive.Name == "more_set_headers").SelectMany(directive => directive.Arguments).Select(header => header.Split(':')[0].Trim());

    private static IEnumerable<string> HeadersInFront(RepositoryModel model) => model.Deployments
        .SelectMany(deployment => deployment.OfType("google_compute_backend_service").Concat(deployment.OfType("google_compute_backend_bucket")))
        .SelectMany(backend => backend.Get("custom_response_headers").OneOrMany())
        .Select(header => header.TryGetString(out string? text) ? text.Split(':')[0].Trim() : "");
}
