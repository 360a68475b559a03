using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds services without a network of their own.</summary>
internal sealed class HostNetwork : IRule<ComposeProject>
{
    public RuleId Id => new("compose/host-network");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services.Where(service => service.NetworkMode.AsString == "host"))
        {
            context.ReportAtValue(service, service.NetworkMode, $"`{service.Name}` shares the network of the host: all its ports are open, and it reaches what listens on 127.0.0.1 there. Use a network of Compose, and publish the ports that are needed.");
        }
    }
}
