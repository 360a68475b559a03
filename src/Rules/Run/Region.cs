using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Env;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Finds services whose region is written in the place where the services beside them take the configured one.</summary>
internal sealed class Region : IRule<Deployment>
{
    /// <summary>A service that is in another region on purpose says so by its name.</summary>
    private static readonly string[] s_copies = ["failover", "replica", "secondary", "standby", "backup", "-dr", "dr-", "recovery", "edge"];

    public RuleId Id => new("run/region");

    public void Check(Deployment subject, RuleContext context)
    {
        CloudResource[] services = [.. subject.Resources.Where(resource => RunWorkload.ServiceTypes.Contains(resource.Type) && !resource.IsUpdate)];
        if (services.Length < 2)
        {
            return;
        }

        EnvFileLoads loads = EnvFileLoads.Of(subject, context.Model);
        Dictionary<string, CloudResource> configured = [];
        foreach (CloudResource service in services)
        {
            foreach (string region in ConfiguredRegions(service.Get("location"), loads))
            {
                configured.TryAdd(region, service);
            }
        }

        if (configured.Count != 1)
        {
            return;
        }

        (string only, CloudResource example) = configured.First();
        foreach (CloudResource service in services)
        {
            Value location = service.Get("location");
            string name = service.Get("name").KnownText();
            if (location.TryGetString(out string? region) && region != only && IsLiteral(location) && !s_copies.Any(word => name.Contains(word, StringComparison.Ordinal)) && !name.Contains(region, StringComparison.Ordinal)
                && services.Count(other => other.Get("name").KnownText() == name) == 1)
            {
                context.Report(service, "location", $"`{service.Address}` runs in `{region}`, while `{example.Address}` and the configuration are in `{only}`: each call between them crosses regions, is slower and is paid for. Take the region from the same variable.");
            }
        }
    }

    /// <summary>The regions that a variable gives: of Terraform, of the script, of the .env files that it loads.</summary>
    private static IEnumerable<string> ConfiguredRegions(Value location, EnvFileLoads loads)
    {
        if (location.TryGetString(out string? known))
        {
            return IsLiteral(location) ? [] : [known];
        }

        return EnvFileLoads.NameOf(location) is { Length: > 0 } name
            ? loads.Find(name).Select(found => found.Entry.Value.AsString).Where(region => region.Length > 0)
            : [];
    }

    private static bool IsLiteral(Value value) =>
        value.Origin is { } origin && origin.Trail.All(step => step.Kind == OriginKind.Written) && TextAt(origin.Location).Contains(value.AsString, StringComparison.Ordinal);

    private static string TextAt(SourceLocation location) => location.Source.GetText(location.Span);
}
