using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Asks each HEALTHCHECK for the two options whose defaults do harm.</summary>
internal sealed class HealthcheckOptions : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/healthcheck-options");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (HealthcheckInstruction check in subject.Stages.SelectMany(stage => stage.Instructions).OfType<HealthcheckInstruction>())
        {
            if (check.IsNone || (check.GetFlag("timeout") is not null && check.GetFlag("start-period") is not null))
            {
                continue;
            }

            string[] missing = [.. new[] { "interval", "timeout", "start-period", "retries" }.Where(name => check.GetFlag(name) is null)];
            context.ReportAt(check, $"Not set: `--{string.Join("`, `--", missing)}`. By default a check may hang for 30 s, and failures while the service starts count. Say what fits the service, such as `--interval=30s --timeout=5s --start-period=10s --retries=3`.");
        }
    }
}
