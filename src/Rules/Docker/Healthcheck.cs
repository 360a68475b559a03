using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;

namespace GcpLint.Rules.Docker;

/// <summary>Asks the final stage and the stages of the file below it for a HEALTHCHECK.</summary>
internal sealed class Healthcheck : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/healthcheck");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { } stage)
        {
            return;
        }

        if (stage.Effective.Healthcheck is { } check)
        {
            if (check.IsNone)
            {
                SourceLocation place = check.Locate(check.Span);
                context.Report(place, place, "`HEALTHCHECK NONE` switches the check off: a container that hangs is never noticed. Give a command that asks the service itself.");
            }

            return;
        }

        // An image that starts nothing of its own is a base for others: they know what to ask.
        if (stage.Effective.Cmd is null && stage.Effective.Entrypoint is null && stage.Effective.User is null && stage.Instructions.IsEmpty)
        {
            return;
        }

        SourceLocation from = stage.From.Locate(stage.From.Image.Span);
        context.Report(from, from, "No HEALTHCHECK is set: the engine keeps a container that hangs and sends it requests. Add `HEALTHCHECK CMD` with a command that asks the service itself.");
    }
}
