using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds ports of databases, caches and brokers that every address of the host offers.</summary>
internal sealed class PublishedDataPort : IRule<ComposeProject>
{
    public RuleId Id => new("compose/published-data-port");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            bool isStore = DataStores.IsImage(service.ImageName());
            foreach (ComposePort port in service.Ports)
            {
                if (port.IsLoopback || port.HostIp.Contains('$') || (!isStore && DataStores.AtPort(port.Target) is null) || IsConsole(port.Target))
                {
                    continue;
                }

                string published = port.Published.Length > 0 ? port.Published : "a free port";
                context.ReportAtValue(service, port.Value, $"`{service.Name}` offers {DataStores.AtPort(port.Target) ?? "its data"} on {published} of every address of the host, past its firewall. Leave `ports` out (services reach each other by name) or bind to `127.0.0.1:{port.Published}:{port.Target}`.");
            }
        }
    }

    /// <summary>Web consoles of data stores ask for a password of their own.</summary>
    private static bool IsConsole(string port) => port is "15672" or "8080" or "7474" or "8222";
}
