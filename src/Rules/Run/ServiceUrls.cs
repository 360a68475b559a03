using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>
/// Finds a service that gets no address of the services beside it, where these get each other's: it was forgotten when
/// the addresses were handed out.
/// </summary>
internal sealed class ServiceUrls : IRule<Deployment>
{
    private static readonly string[] s_endings = ["_BASE_URL", "_SERVICE_URL", "_SERVER_URL", "_API_URL", "_URL", "_URI", "_ENDPOINT", "_ADDRESS", "_HOST"];

    public RuleId Id => new("run/service-urls");

    public void Check(Deployment subject, RuleContext context)
    {
        RunWorkload[] services = [.. subject.Resources.Where(resource => RunWorkload.ServiceTypes.Contains(resource.Type) && !resource.IsUpdate).Select(resource => new RunWorkload(resource))];
        if (services.Length < 3 || services.Any(service => service.MayHaveMoreVariables))
        {
            return;
        }

        string[] names = [.. services.Select(service => service.Name.AsString)];
        HashSet<string>[] known = [.. services.Select((service, index) => ServicesIn(service, names).Where(name => name != names[index]).ToHashSet(StringComparer.Ordinal))];
        for (int i = 0; i < services.Length; i++)
        {
            // Two that know each other, of which one knows this one as well: the addresses are meant for all of them.
            bool isForgotten = known[i].Count == 0 && names[i].Length > 0
                && Enumerable.Range(0, services.Length).Where(other => other != i).All(other => known[other].Count > 0)
                && Enumerable.Range(0, services.Length).Any(hub => known[hub].Contains(names[i]) && Enumerable.Range(0, services.Length).Any(other => known[hub].Contains(names[other]) && known[other].Contains(names[hub])));
            if (isForgotten)
            {
                CloudResource resource = services[i].Resource;
                string others = string.Join(", ", names.Where((_, index) => index != i).Select(name => $"`{name}`"));
                context.Report(resource.Header, resource.Block, $"`{resource.Address}` gets no address of the other services ({others}), which know each other's: its calls go nowhere. Set the variables with their URLs.");
            }
        }
    }

    /// <summary>The services that variables such as API_GATEWAY_URL name.</summary>
    private static IEnumerable<string> ServicesIn(RunWorkload service, string[] names)
    {
        foreach (RunVariable variable in service.Variables)
        {
            if (Array.Find(s_endings, ending => variable.Name.EndsWith(ending, StringComparison.Ordinal)) is { } ending)
            {
                string[] words = variable.Name[..^ending.Length].ToLowerInvariant().Split('_');
                string[] matches = [.. names.Where(name => IsNamedBy(name, words))];
                if (matches.Length == 1)
                {
                    yield return matches[0];
                }
            }
        }
    }

    /// <summary>WEBSOCKET_URL names "websocket-server", FACE_PROCESSING_URL "face-processing-service".</summary>
    private static bool IsNamedBy(string service, string[] words)
    {
        string[] parts = service.Split('-', '_');
        int start = parts.Length > words.Length && parts[0] != words[0] ? 1 : 0;
        return parts.Skip(start).Take(words.Length).SequenceEqual(words, StringComparer.Ordinal);
    }
}
