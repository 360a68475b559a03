using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Asks what the exit status of each HEALTHCHECK depends on.</summary>
internal sealed class HealthcheckCannotFail : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/healthcheck-cannot-fail");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (HealthcheckInstruction check in subject.Stages.SelectMany(stage => stage.Instructions).OfType<HealthcheckInstruction>())
        {
            Verdict verdict = check.Command switch
            {
                ShellForm { Parsed: { } script } => ExitStatus.Judge(script.Body),
                ExecForm exec => ExitStatus.Judge([.. exec.Words.Select(word => word.AsString)]),
                _ => Verdict.MayFail,
            };
            if (verdict == Verdict.AlwaysSucceeds)
            {
                context.ReportAt(check, "The check ends with status 0 whatever the service does, so a broken container stays in use. Ask the service itself, and let the command fail if the answer is wrong.");
            }
            else if (verdict == Verdict.IgnoresHttpErrors)
            {
                context.ReportAt(check, "The check accepts every answer: it ends with status 0 for HTTP 500 too. Use `curl --fail`, or compare the status of the answer.");
            }
        }
    }
}
