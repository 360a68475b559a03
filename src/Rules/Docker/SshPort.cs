using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds port 22 among those that the image that is shipped exposes.</summary>
internal sealed class SshPort : IRule<DockerfileModel>
{
    private const int Ssh = 22;

    public RuleId Id => new("docker/ssh-port");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.GetShippedLayers(context.Model))
        {
            foreach (ExposeInstruction expose in stage.Instructions.OfType<ExposeInstruction>().Where(expose => subject.GetExposedPorts(expose).Any(IsSsh)))
            {
                context.ReportAt(expose, "Port 22 is exposed: the container offers SSH, whose accounts and keys are in the image. Leave the server out, and use the shell and the logs of the platform.");
            }
        }
    }
    private static bool IsSsh(ExposedPort port) => port is { Protocol: "tcp", First: > 0 and <= Ssh, Last: >= Ssh };
}
