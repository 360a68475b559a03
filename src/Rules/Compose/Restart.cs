using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Asks each service that is to stay up for a restart policy.</summary>
internal sealed class Restart : IRule<ComposeProject>
{
    public RuleId Id => new("compose/restart");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            bool isLeftOpen = service.Restart.IsAbsent && service.Deploy.Get("restart_policy").IsAbsent;
            if (!service.IsIncomplete && isLeftOpen && !service.RunsOnce(subject) && (service.Image.IsSet || service.Build is not null))
            {
                context.ReportAtService(service, $"`{service.Name}` stays down after a crash or a restart of the host: no restart policy is set. Add `restart: unless-stopped`.");
            }
        }
    }
}
