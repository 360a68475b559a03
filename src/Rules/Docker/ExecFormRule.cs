using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds programs that run behind a shell, which does not pass signals on.</summary>
internal sealed class ExecFormRule : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/exec-form");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { Effective.Shell: null } stage || stage.Root.Base.AsString.Contains("windows", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // With an ENTRYPOINT as an array the words of CMD are its arguments, and a shell in front of them is its affair.
        CmdInstruction? cmd = stage.Effective.Entrypoint is null ? stage.Effective.Cmd : null;
        foreach ((Instruction instruction, CommandForm command) in new (Instruction?, CommandForm?)[] { (stage.Effective.Entrypoint, stage.Effective.Entrypoint?.Command), (cmd, cmd?.Command) }.OfType<(Instruction, CommandForm)>())
        {
            if (command is ShellForm { Parsed: { } script } && !script.Commands.Any(part => part.Prefixes.Contains("exec")))
            {
                context.ReportAt(instruction, $"The program of `{instruction.Keyword}` runs behind a shell, which may keep the signal to stop for itself: requests are then cut off when the container is ended. Write a JSON array, or put `exec` in front.");
            }
        }
    }
}
