using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds services that have all rights on the host.</summary>
internal sealed class Privileged : IRule<ComposeProject>
{
    public RuleId Id => new("compose/privileged");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services.Where(service => service.Privileged.AsBool))
        {
            context.ReportAtValue(service, service.Privileged, $"`{service.Name}` has all rights on the host: whoever takes it over has the machine. Leave `privileged` out, and add the one device or capability that is needed.");
        }
    }
}
