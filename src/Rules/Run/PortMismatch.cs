using System.Globalization;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Compares the port that an image listens on with the one that its services send requests to.</summary>
internal sealed class PortMismatch : IRule<RepositoryModel>
{
    private const long DefaultPort = 8080;

    public RuleId Id => new("run/port-mismatch");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var told = new HashSet<(Instruction, long)>();
        foreach (Deployment deployment in subject.Deployments.Where(deployment => !deployment.IsReusableModule))
        {
            foreach (CloudResource service in deployment.Resources.Where(resource => RunWorkload.ServiceTypes.Contains(resource.Type) && !resource.IsUpdate))
            {
                if (FindMismatch(service, subject) is { } found && told.Add((found.Listening.Instruction, found.Expected)))
                {
                    Report(service, found.Listening, found.Expected, context);
                }
            }
        }
    }

    private static (ListeningPort Listening, long Expected)? FindMismatch(CloudResource service, RepositoryModel model)
    {
        // With sidecars it is not clear which container is meant; another command makes the image's own meaningless.
        var workload = new RunWorkload(service);
        if (workload.Containers is not [{ Kind: ValueKind.Map } container] || container.Get("command").IsSet || container.Get("args").IsSet
            || ExpectedPort(container.Get("ports")) is not { } expected)
        {
            return null;
        }

        return ServiceImages.FindStage(container.Get("image").KnownText(), model) is { } built && ListeningPort.Of(built.Stage) is { } listening && listening.Port != expected
            ? (listening, expected)
            : null;
    }

    private static long? ExpectedPort(Value ports)
    {
        if (ports.IsUnknown)
        {
            return null;
        }

        Value port = ports.OneOrMany() is [var first, ..] ? first.Get("container_port") : default;
        return port.TryGetInt(out long number) ? number
            : port.TryGetString(out string? text) ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : null
            : port.IsSet ? null : DefaultPort;
    }

    private static void Report(CloudResource service, ListeningPort listening, long expected, RuleContext context)
    {
        SourceLocation place = listening.Instruction.Locate(listening.Instruction.Span);
        context.Report(new RuleReport
        {
            Location = place,
            Scope = place,
            Message = string.Create(CultureInfo.InvariantCulture, $"`{listening.Command}` listens on port {listening.Port}, but Cloud Run sends the requests of `{service.Address}` to port {expected}: the revision never gets ready. Listen on `$PORT`, or set the port of the service to {listening.Port}."),
            Resource = service.Address,
            Related = [new RelatedLocation("The service that runs the image.", service.Header)],
        });
    }
}
