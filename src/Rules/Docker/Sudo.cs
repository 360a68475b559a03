using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds sudo in RUN.</summary>
internal sealed class Sudo : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/sudo");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (RunInstruction run in subject.Stages.SelectMany(stage => stage.Instructions).OfType<RunInstruction>())
        {
            bool calls = run.Command is ShellForm { Parsed: { } script } && script.Commands.Any(command => command.Prefixes.Contains("sudo"));
            if (calls || (run.Command is ExecForm { Words: [var first, ..] } && first.AsString is "sudo" or "/usr/bin/sudo"))
            {
                context.ReportAt(run, "`sudo` in a build needs an account that may become root without a password, and that account is in the image. Switch with `USER root` for the step, and back behind it.");
            }
        }
    }
}
