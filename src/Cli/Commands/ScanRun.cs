using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Cli.Reporters;
using GcpLint.Cli.Reporters.GitHub;
using GcpLint.Cli.Terminal;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint scan</c>: from its words to its exit code.</summary>
internal sealed class ScanRun(ITerminal terminal, ScanArguments arguments)
{
    /// <summary>Beside a report for machines, people read the first problems and go to the report for the rest.</summary>
    private const int MaxErrorsListed = 50;

    public ExitCode Run()
    {
        var stopwatch = new RunStatistics(terminal.Time);
        ImmutableArray<ReportTarget> targets = Targets();
        ScanPlace place = ScanPlace.Of(arguments.Paths, terminal.CurrentDirectory);
        ScanSettings settings = ScanSettings.Load(arguments, place, terminal.CurrentDirectory);
        ScanRequest request = CreateRequest(place, settings, stopwatch);
        ScanResult result = Scan(request);
        RefuseUnknownEnvironments(request, result);
        stopwatch.Scanned();

        ExitCode exitCode = ExitCodeOf(result, settings);
        WriteReports(result, targets, place, exitCode);
        if (arguments.Stats)
        {
            stopwatch.Write(result, terminal.Error);
        }

        return exitCode;
    }

    private ImmutableArray<ReportTarget> Targets()
    {
        string? output = arguments.Output is { } file ? Path.GetFullPath(file, terminal.CurrentDirectory) : null;
        var targets = ImmutableArray.CreateBuilder<ReportTarget>();
        targets.Add(new ReportTarget(arguments.Format, output));
        foreach (string report in arguments.Reports)
        {
            int equals = report.IndexOf('=');
            if (equals <= 0 || equals == report.Length - 1)
            {
                throw new UsageException($"'{report}' is no value of --report. It is FORMAT=FILE, as sarif=gcp-lint.sarif.");
            }

            targets.Add(new ReportTarget(
                Choices.Parse("--report", report[..equals], ReportFormats.Words),
                Path.GetFullPath(report[(equals + 1)..], terminal.CurrentDirectory)));
        }

        return targets.ToImmutable();
    }

    private ScanRequest CreateRequest(ScanPlace place, ScanSettings settings, RunStatistics stopwatch) => new()
    {
        Files = place.Files,
        Roots = place.Roots,
        Rules = settings.Catalog.Rules,
        Configuration = settings.Configuration,
        Today = arguments.Today ?? DateOnly.FromDateTime(terminal.Time.GetLocalNow().DateTime),
        Jobs = arguments.Jobs ?? Environment.ProcessorCount,
        EnvironmentNames = [.. arguments.Environments],
        Variables = Assignments.Parse(arguments.Variables),
        VariableFiles = [.. arguments.VariableFiles.Select(file => place.RelativePath(file, terminal.CurrentDirectory))],
        Filters =
        [
            new CommentSuppressions(settings.Catalog.Rules.Select(rule => rule.Metadata.Id)),
            new ConfiguredSuppressions(settings.Configuration.Suppressions),
        ],
        Progress = stopwatch,
    };

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

    private void WriteReports(ScanResult result, ImmutableArray<ReportTarget> targets, ScanPlace place, ExitCode exitCode)
    {
        var options = new ReportOptions
        {
            Version = ToolVersion.Text,
            ExitCode = exitCode,
            IncludeSuppressed = arguments.IncludeSuppressed,
            Category = arguments.Category.Length > 0 ? arguments.Category : string.Join('-', arguments.Environments),
            PathPrefix = place.PathPrefix,
            Quiet = arguments.Quiet,
            Width = terminal.Width,
        };
        var report = new Report(result, options, new SecretCover());

        // Files first: what stands on the console last is what people see.
        foreach (ReportTarget target in targets.OrderBy(target => target.File is null))
        {
            IReporter reporter = ReportFormats.Create(target.Format, UsesColor(target));
            if (target.File is { } file)
            {
                WriteFile(file, reporter, report);
            }
            else
            {
                reporter.Write(report, terminal.Out);
                terminal.Out.Flush();
            }
        }

        if (targets.Any(target => target.Format == ReportFormat.GitHub))
        {
            new StepSummary(terminal).Write(report);
        }

        if (targets[0] is not { Format: ReportFormat.Console, File: null })
        {
            WriteEpilogue(report, targets);
        }
    }

    private void WriteFile(string file, IReporter reporter, Report report)
    {
        try
        {
            AtomicFile.Write(file, writer => reporter.Write(report, writer), terminal.Cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the report '{file}' cannot be written: {failure.Message}");
        }
    }

    private bool UsesColor(ReportTarget target) =>
        target.File is null
        && !arguments.NoColor
        && terminal.IsOutTerminal
        && string.IsNullOrEmpty(terminal.GetEnvironmentVariable("NO_COLOR"))
        && terminal.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>What people have to see of a run whose report is for machines.</summary>
    private void WriteEpilogue(Report report, ImmutableArray<ReportTarget> targets)
    {
        var writer = new StyledWriter(terminal.Error, color: false);
        Diagnostic[] errors = [.. report.Result.Diagnostics.Where(diagnostic => diagnostic.IsError)];
        foreach (Diagnostic error in errors.Take(MaxErrorsListed))
        {
            writer.WriteLine(SafeText.Line($"not analysed: {error.Location}: {report.Mask.Apply(error.Summary)}"));
        }

        if (errors.Length > MaxErrorsListed)
        {
            writer.WriteLine($"not analysed: {errors.Length - MaxErrorsListed} more");
        }

        if (targets[0].File is not null)
        {
            int failing = report.Findings.Count(finding => finding.Severity >= Severity.High);
            writer.WriteLine($"{CoverageLine.Count(report.Findings.Length, "finding")}, {failing} of them high or critical");
        }

        writer.WriteLine(CoverageLine.Of(report.Result.Coverage));
    }
}
