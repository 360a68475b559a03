using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>What reading one file gave the model.</summary>
/// <param name="File">The file with its diagnostics and comments.</param>
/// <param name="Tree">What the reader of its kind made of it; null for kinds that are read as text.</param>
internal sealed record ReadFile(ScannedFile File, object? Tree);

/// <summary>Stage 1: each file is read once, in parallel, into its own slot.</summary>
internal static class FileReading
{
    public sealed record Result(ImmutableArray<ReadFile> Files, ImmutableArray<SkippedPath> Skipped, ImmutableArray<Diagnostic> Diagnostics);

    public static Result Read(IFileSystem files, ImmutableArray<Candidate> candidates, int jobs, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var slots = new (ReadFile? File, SkippedPath? Skipped, Diagnostic? Diagnostic)[candidates.Length];
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, jobs), CancellationToken = cancellation };
        Parallel.For(0, candidates.Length, options, i =>
        {
            slots[i] = ReadOne(files, candidates[i]);
            progress?.Report(new ScanProgress(ScanStage.Read, Interlocked.Increment(ref done), candidates.Length));
        });
        return new Result(
            [.. slots.Select(slot => slot.File).OfType<ReadFile>()],
            [.. slots.Select(slot => slot.Skipped).OfType<SkippedPath>()],
            [.. slots.Select(slot => slot.Diagnostic).OfType<Diagnostic>()]);
    }

    private static (ReadFile?, SkippedPath?, Diagnostic?) ReadOne(IFileSystem files, Candidate candidate)
    {
        ReadOutcome outcome = SourceReader.Read(files, candidate);
        if (outcome.Source is not { } source)
        {
            return (null, outcome.Skipped, outcome.Diagnostic);
        }

        ImmutableArray<Diagnostic> before = outcome.Diagnostic is { } diagnostic ? [diagnostic] : [];
        try
        {
            FileTree read = FileReaders.Read(source, outcome.Kind);
            return (new ReadFile(new ScannedFile(candidate.Path, outcome.Kind, source, [.. before, .. read.Diagnostics], read.Comments), read.Tree), null, null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A reader never throws on input: this is our bug, and it must not cost the other files.
            var crash = new Diagnostic(
                "engine/reader-failed",
                DiagnosticSeverity.Error,
                "The file could not be read",
                $"{failure.GetType().Name}: {failure.Message} This is a bug of gcp-lint.",
                new SourceLocation(source, default));
            return (new ReadFile(new ScannedFile(candidate.Path, outcome.Kind, source, [.. before, crash], []), null), null, null);
        }
    }
}
