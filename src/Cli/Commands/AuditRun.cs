using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Audit;
using GcpLint.Audit.Apis;
using GcpLint.Audit.Reading;
using GcpLint.Cli.Reporters;
using GcpLint.Cli.Reporters.Tables;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint audit</c>: from its words to its exit code.</summary>
internal sealed class AuditRun(ITerminal terminal, AuditArguments arguments)
{
    public ExitCode Run()
    {
        if (arguments.PrintRole)
        {
            AuditRole.Write(terminal.Out);
            terminal.Out.Flush();
            return ExitCode.Clean;
        }

        var stopwatch = new RunStatistics(terminal.Time);
        var delivery = new ReportDelivery(terminal, arguments.Run);
        Framework? framework = arguments.Framework is { } name ? Framework.Find(name) : null;
        using var line = terminal.IsErrorTerminal ? new ReadingLine(terminal.Error, terminal.Time) : null;
        using HttpMessageHandler handler = ApiHandler.Create();
        IAssetSource source = Source(line, handler);
        ScanPlace place = ScanPlace.Of([arguments.Source ?? "."], terminal.CurrentDirectory);
        ScanSettings settings = ScanSettings.Load(arguments.Run, place, terminal.CurrentDirectory);
        DateOnly today = arguments.Run.Today ?? DateOnly.FromDateTime(terminal.Time.GetLocalNow().DateTime);
        ScanResult? repository = Repository(place, settings, today);
        CancellationToken interrupt = terminal.TakeFirstInterrupt();
        AuditResult audit = AuditEngine.RunAsync(
            new AuditRequest
            {
                Source = source,
                Rules = settings.Catalog.Rules,
                Configuration = settings.Configuration,
                Today = today,
                Jobs = arguments.Run.Jobs ?? Environment.ProcessorCount,
                Repository = repository?.Model,
                OrgPolicies = [.. arguments.Run.OrgPolicies.Select(file => OrgPolicySources.Read(file, terminal.CurrentDirectory))],
                Filters = [new ConfiguredSuppressions(settings.Configuration.Suppressions)],
                Progress = line,
            },
            interrupt).GetAwaiter().GetResult();
        line?.Dispose();
        ScanResult result = repository is null ? audit.Scan : new SourceDefinitions(repository.Model).Place(audit.Scan);
        stopwatch.Scanned();

        ExitCode exitCode = interrupt.IsCancellationRequested ? ExitCode.Interrupted : ExitCodeOf(result, settings);
        if (arguments.Inventory || framework is not null)
        {
            WriteTable(audit, result, framework);
        }
        else
        {
            delivery.Write(result, repository is null ? "" : place.PathPrefix, exitCode);
        }

        if (arguments.Run.Stats)
        {
            stopwatch.Write(result, terminal.Error);
        }

        return exitCode;
    }

    private IAssetSource Source(IProgress<string>? progress, HttpMessageHandler handler)
    {
        bool isLive = arguments.Projects.Count + arguments.Folders.Count + arguments.Organizations.Count > 0;
        if (isLive && arguments.From.Count > 0)
        {
            throw new UsageException("--from reads exports, --project, --folder and --organization what is live: an audit is of one of the two.");
        }

        return isLive ? LiveReader.Create(arguments, terminal, progress, handler)
            : arguments.From.Count > 0 ? new ExportSource(ExportFiles.Find(arguments.From, terminal), [.. arguments.Complete])
            : throw new UsageException("nothing to audit: --project names a live project, --from an export ('gcp-lint audit --help' shows how to make one).");
    }

    /// <summary>The model of the repository that the project belongs to; null if none is known.</summary>
    private ScanResult? Repository(ScanPlace place, ScanSettings settings, DateOnly today)
    {
        if (arguments.NoSource || (arguments.Source is null && !IsInRepository()))
        {
            return null;
        }

        return ScanEngine.Run(
            new ScanRequest
            {
                Files = place.Files,
                Roots = place.Roots,
                Rules = [],
                Configuration = settings.Configuration,
                Today = today,
                Jobs = arguments.Run.Jobs ?? Environment.ProcessorCount,
            },
            terminal.Cancellation);
    }

    private bool IsInRepository()
    {
        for (string? folder = new DiskFileSystem(terminal.CurrentDirectory).Base; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    private ExitCode ExitCodeOf(ScanResult result, ScanSettings settings) =>
        result.Findings.Any(finding => settings.Fails(finding.Severity)) ? ExitCode.Findings
        : result.HasErrors && !arguments.Run.AllowErrors ? ExitCode.NotAnalysed
        : arguments.StrictCoverage && result.Coverage.Live is { UnreadChecks: > 0 } or { Unread.IsEmpty: false } ? ExitCode.NotAnalysed
        : ExitCode.Clean;

    private void WriteTable(AuditResult audit, ScanResult result, Framework? framework)
    {
        Table table = framework is null ? InventoryTable.Of(audit.Inventory) : ComplianceTable.Of(framework, result);
        if (arguments.Run.Output is { } output)
        {
            AtomicFile.Write(Path.GetFullPath(output, terminal.CurrentDirectory), writer => table.Write(arguments.Table, writer), terminal.Cancellation);
        }
        else
        {
            table.Write(arguments.Table, terminal.Out);
            terminal.Out.Flush();
        }

        terminal.Error.WriteLine(CoverageLine.Of(result.Coverage));
    }
}
