using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters;
using GcpLint.Cli.Reporters.GitHub;
using GcpLint.Cli.Terminal;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>Brings the reports of a run to where the user wants them: standard output and files.</summary>
internal sealed class ReportDelivery
{
    /// <summary>Beside a report for machines, people read the first problems and go to the report for the rest.</summary>
    private const int MaxErrorsListed = 50;

    private readonly ITerminal _terminal;
    private readonly ScanArguments _arguments;
    private readonly ImmutableArray<ReportTarget> _targets;

    /// <exception cref="UsageException">A target is written wrongly.</exception>
    public ReportDelivery(ITerminal terminal, ScanArguments arguments)
    {
        _terminal = terminal;
        _arguments = arguments;
        _targets = Targets(terminal, arguments);
    }

    /// <param name="result">What was found.</param>
    /// <param name="exitCode">With what the run ends.</param>
    /// <param name="pathPrefix">From the root of the repository to the base of the paths: "" or "infra/".</param>
    public void Write(ScanResult result, string pathPrefix, ExitCode exitCode)
    {
        var options = new ReportOptions
        {
            Version = ToolVersion.Text,
            ExitCode = exitCode,
            IncludeSuppressed = _arguments.IncludeSuppressed,
            Category = _arguments.Category.Length > 0 ? _arguments.Category : string.Join('-', _arguments.Environments),
            PathPrefix = pathPrefix,
            Quiet = _arguments.Quiet,
            Width = _terminal.Width,
        };
        var report = new Report(result, options, new SecretCover());

        // Files first: what stands on the console last is what people see.
        foreach (ReportTarget target in _targets.OrderBy(target => target.File is null))
        {
            IReporter reporter = ReportFormats.Create(target.Format, UsesColor(target));
            if (target.File is { } file)
            {
                WriteFile(file, reporter, report);
            }
            else
            {
                reporter.Write(report, _terminal.Out);
                _terminal.Out.Flush();
            }
        }

        if (_targets.Any(target => target.Format == ReportFormat.GitHub))
        {
            new StepSummary(_terminal).Write(report);
        }

        if (_targets[0] is not { Format: ReportFormat.Console, File: null })
        {
            WriteEpilogue(report);
        }
    }

    private void WriteFile(string file, IReporter reporter, Report report)
    {
        try
        {
            AtomicFile.Write(file, writer => reporter.Write(report, writer), _terminal.Cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the report '{file}' cannot be written: {failure.Message}");
        }
    }

    private bool UsesColor(ReportTarget target) =>
        target.File is null
        && !_arguments.NoColor
        && _terminal.IsOutTerminal
        && string.IsNullOrEmpty(_terminal.GetEnvironmentVariable("NO_COLOR"))
        && _terminal.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>What people have to see of a run whose report is for machines.</summary>
    private void WriteEpilogue(Report report)
    {
        var writer = new StyledWriter(_terminal.Error, color: false);
        Diagnostic[] errors = [.. report.Result.Diagnostics.Where(diagnostic => diagnostic.IsError)];
        foreach (Diagnostic error in errors.Take(MaxErrorsListed))
        {
            writer.WriteLine(SafeText.Line($"not analysed: {error.Location}: {report.Mask.Apply(error.Summary)}"));
        }

        if (errors.Length > MaxErrorsListed)
        {
            writer.WriteLine($"not analysed: {errors.Length - MaxErrorsListed} more");
        }

        if (_targets[0].File is not null)
        {
            int failing = report.Findings.Count(finding => finding.Severity >= Severity.High);
            writer.WriteLine($"{CoverageLine.Count(report.Findings.Length, "finding")}, {failing} of them high or critical");
        }

        writer.WriteLine(CoverageLine.Of(report.Result.Coverage));
    }

    private static ImmutableArray<ReportTarget> Targets(ITerminal terminal, ScanArguments arguments)
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
}
