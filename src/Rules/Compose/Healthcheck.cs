using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Compose;

/// <summary>Asks services, and the Dockerfiles that they are built from, for a check.</summary>
internal sealed class Healthcheck : IRule<ComposeProject>
{
    public RuleId Id => new("compose/healthcheck");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            if (service.IsIncomplete || service.RunsOnce(subject) || service.Healthcheck is { IsDisabled: false } || service.Get("healthcheck").IsUnknown)
            {
                continue;
            }

            if (service.Healthcheck is { } off)
            {
                context.ReportAtValue(service, off.Body, $"The check of `{service.Name}` is switched off: nobody notices when it hangs. Give a command that asks the service.");
            }
            else if (service.Build is { } build ? LacksCheck(build, context.Model) : service.Image.IsKnown)
            {
                context.ReportAtService(service, $"`{service.Name}` has no health check: Compose cannot wait until it answers, and nobody notices when it hangs. Add `healthcheck` with a command that asks the service.");
            }
        }
    }

    /// <summary>Only where the Dockerfile is in the repository and says so.</summary>
    private static bool LacksCheck(ComposeBuild build, RepositoryModel model)
    {
        if (build.DockerfilePath is not { } path || build.Target.IsUnknown || model.Dockerfiles.FirstOrDefault(file => file.Source.Path == path) is not { } dockerfile)
        {
            return false;
        }

        BuildStage? stage = build.Target.TryGetString(out string? target) ? dockerfile.GetStage(target) : dockerfile.FinalStage;
        return stage is not null && stage.Effective.Healthcheck is null or { IsNone: true };
    }
}
