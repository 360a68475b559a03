using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds services that wait for the start of what they need, but not until it answers.</summary>
internal sealed class DependsOnHealthy : IRule<ComposeProject>
{
    public RuleId Id => new("compose/depends-on-healthy");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            var early = service.DependsOn.Where(dependency => dependency.Condition is { IsUnknown: false } condition && condition.AsString is "" or "service_started" && TakesTime(dependency.Service.AsString, subject)).ToList();
            if (early.Count > 0)
            {
                string names = string.Join("`, `", early.Select(dependency => dependency.Service.AsString));
                context.ReportAtValue(service, early[0].Service, $"`{service.Name}` starts as soon as `{names}` {(early.Count == 1 ? "has" : "have")} been started, not when {(early.Count == 1 ? "it answers" : "they answer")}. Set `condition: service_healthy`.");
            }
        }
    }

    /// <summary>What has a check can be waited for, and data stores take seconds until they accept connections.</summary>
    private static bool TakesTime(string name, ComposeProject project) => project.FindService(name) is { } target
        && (target.Healthcheck is { IsDisabled: false } || DataStores.IsImage(target.ImageName()));
}
