using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint scan</c>: from its words to its exit code.</summary>
internal sealed class ScanRun(ITerminal terminal, ScanArguments arguments)
{
    public ExitCode Run()
    {
        var stopwatch = new RunStatistics(terminal.Time);
        var delivery = new ReportDelivery(terminal, arguments);
        ScanPlace place = ScanPlace.Of(arguments.Plans.PlacesOf(arguments.Paths, terminal.CurrentDirectory), terminal.CurrentDirectory);
        ScanSettings settings = ScanSettings.Load(arguments, place, terminal.CurrentDirectory);
        var images = ScanImages.Read(arguments, terminal);
        ScanRequest request = CreateRequest(place, settings, stopwatch) with { Images = images.Images };
        ScanResult result = Scan(request);
        result = result with { Diagnostics = [.. result.Diagnostics, .. images.Diagnostics] };
        RefuseUnknownEnvironments(request, result);
        stopwatch.Scanned();

        ExitCode exitCode = ExitCodeOf(result, settings);
        delivery.Write(result, place.PathPrefix, exitCode);
        if (arguments.Stats)
        {
            stopwatch.Write(result, terminal.Error);
        }

        return exitCode;
    }

    private ScanRequest CreateRequest(ScanPlace place, ScanSettings settings, RunStatistics stopwatch) => new()
    {
        Files = place.Files,
        Roots = arguments.JudgesFiles || IsRepository(place) ? place.Roots : [],
        JudgesFiles = arguments.JudgesFiles,
        Rules = settings.Catalog.Rules,
        Configuration = settings.Configuration,
        Today = arguments.Today ?? DateOnly.FromDateTime(terminal.Time.GetLocalNow().DateTime),
        Jobs = arguments.Jobs ?? Environment.ProcessorCount,
        EnvironmentNames = [.. arguments.Environments],
        Variables = Assignments.Parse(arguments.Variables),
        VariableFiles = [.. arguments.VariableFiles.Select(file => place.RelativePath(file, terminal.CurrentDirectory))],
        Plans = arguments.Plans.Load(place, terminal.CurrentDirectory),
        PlanSource = arguments.Plans.SourceIn(place, terminal.CurrentDirectory),
        JudgesPlansOnly = arguments.Paths.Count == 0 && !arguments.Plans.IsEmpty,
        OrgPolicies = [.. arguments.OrgPolicies.Select(file => OrgPolicySources.Read(file, terminal.CurrentDirectory))],
        Filters =
        [
            new CommentSuppressions(settings.Catalog.Rules.Select(rule => rule.Metadata.Id)),
            new ConfiguredSuppressions(settings.Configuration.Suppressions),
        ],
        Progress = stopwatch,
    };

    /// <summary>Outside of a repository the working folder says nothing of an image, and may be the whole disk.</summary>
    private static bool IsRepository(ScanPlace place) => place.Files.PathInRepository.Length > 0 || place.Files.GetKind(".git") is not null;

    private ScanResult Scan(ScanRequest request)
    {
        if (arguments.Quiet || !terminal.IsErrorTerminal)
        {
            return ScanEngine.Run(request, terminal.Cancellation);
        }

        using var progress = new ProgressLine(terminal.Error, terminal.Time, request.Progress);
        return ScanEngine.Run(request with { Progress = progress }, terminal.Cancellation);
    }

    /// <summary>A misspelt environment would leave out every deployment and look like a pass.</summary>
    private void RefuseUnknownEnvironments(ScanRequest request, ScanResult result)
    {
        string[] unknown = [.. Missing(request.EnvironmentNames, result)];
        if (unknown.Length == 0)
        {
            return;
        }

        ScanResult all = ScanEngine.Run(request with { EnvironmentNames = [], Rules = [], Filters = [], Progress = null }, terminal.Cancellation);
        string[] known = [.. EnvironmentsOf(all).Order(StringComparer.Ordinal)];
        throw new UsageException(known.Length == 0
            ? $"there is no environment '{unknown[0]}': the scanned files declare none."
            : Choices.Wrong("--env", unknown[0], known));
    }

    private static IEnumerable<string> Missing(ImmutableArray<string> names, ScanResult result) =>
        names.IsEmpty ? [] : names.Except(EnvironmentsOf(result), StringComparer.Ordinal);

    private static IEnumerable<string> EnvironmentsOf(ScanResult result) =>
        result.Model.Deployments.Select(deployment => deployment.Environment?.Name.Text).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Findings come first: what is known to be wrong is worse than what is not known.</summary>
    private ExitCode ExitCodeOf(ScanResult result, ScanSettings settings) =>
        result.Findings.Any(finding => settings.Fails(finding.Severity)) ? ExitCode.Findings
        : result.HasErrors && !arguments.AllowErrors ? ExitCode.NotAnalysed
        : ExitCode.Clean;
}
