using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds mounts of the engine's socket.</summary>
internal sealed class DockerSocket : IRule<ComposeProject>
{
    public RuleId Id => new("compose/docker-socket");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            foreach (ComposeMount mount in service.Mounts.Where(mount => mount.Source is "/var/run/docker.sock" or "/run/docker.sock" or "/var/run/podman/podman.sock" or "/run/podman/podman.sock"))
            {
                context.ReportAtValue(service, mount.Value, $"`{service.Name}` may tell the engine to start anything, as root and with every folder of the host, whether the socket is mounted read-only or not. Put a proxy between them that lets through what is needed.");
            }
        }
    }
}
