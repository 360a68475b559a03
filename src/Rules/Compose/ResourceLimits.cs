using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Asks each service for a limit of its memory.</summary>
internal sealed class ResourceLimits : IRule<ComposeProject>
{
    public RuleId Id => new("compose/resource-limits");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            if (!service.IsIncomplete && service.MemoryLimit.IsAbsent && service.Profiles.IsEmpty && (service.Image.IsSet || service.Build is not null))
            {
                string both = service.CpuLimit.IsAbsent ? "neither its memory nor its processor time is" : "its memory is not";
                context.ReportAtService(service, $"`{service.Name}` may take the whole host: {both} limited, and one leak ends its neighbours. Set `deploy.resources.limits`.");
            }
        }
    }
}
