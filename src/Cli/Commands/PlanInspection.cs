using GcpLint.Analyzer.Engine;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint inspect --plan</c>: prints the model that a scan makes of plans and states.</summary>
internal sealed class PlanInspection(ITerminal terminal, PlanArguments arguments)
{
    /// <exception cref="UsageException">A file cannot be read as what it was given for.</exception>
    public ExitCode Run(string path, string? environment)
    {
        ScanPlace place = ScanPlace.Of([path], terminal.CurrentDirectory);
        ScanResult result = ScanEngine.Run(
            new ScanRequest
            {
                Files = place.Files,
                Roots = place.Roots,
                Rules = [],
                Today = DateOnly.FromDateTime(terminal.Time.GetLocalNow().DateTime),
                EnvironmentNames = environment is null ? [] : [environment],
                Plans = arguments.Load(place, terminal.CurrentDirectory),
                PlanSource = arguments.SourceIn(place, terminal.CurrentDirectory),
                JudgesPlansOnly = true,
            },
            terminal.Cancellation);
        if (result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code.StartsWith("plan/", StringComparison.Ordinal) && diagnostic.IsError) is { } error)
        {
            throw new UsageException($"{error.Location}: {error.Summary}. {error.Detail}");
        }

        InspectionJson.WritePlans(terminal.Out, result);
        return ExitCode.Clean;
    }
}
