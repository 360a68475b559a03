using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.GitHub;

/// <summary>The job summary of a run inside GitHub Actions: the file that the runner names in the environment.</summary>
internal sealed class StepSummary(ITerminal terminal)
{
    /// <summary>Adds to what earlier commands of the step wrote there. Outside of Actions nothing happens.</summary>
    public void Write(Report report)
    {
        if (terminal.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is not { Length: > 0 } file)
        {
            return;
        }

        try
        {
            long used = File.Exists(file) ? new FileInfo(file).Length : 0;
            if (used >= JobSummary.MaxBytes)
            {
                return;
            }

            using var writer = new StreamWriter(file, append: true);
            new JobSummary((int)(JobSummary.MaxBytes - used), BlobRoot()).Write(report, writer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The summary is a courtesy; annotations and reports are there without it.
            terminal.Error.WriteLine($"{ToolVersion.Name}: the job summary cannot be written: {failure.Message}");
        }
    }

    /// <summary>Where GitHub shows the files of the commit; null if the environment does not say it in a form to be trusted.</summary>
    private string? BlobRoot()
    {
        string? server = terminal.GetEnvironmentVariable("GITHUB_SERVER_URL");
        string? repository = terminal.GetEnvironmentVariable("GITHUB_REPOSITORY");
        string? commit = terminal.GetEnvironmentVariable("GITHUB_SHA");
        bool isKnown = server is { Length: > 0 } && repository is { Length: > 0 } && commit is { Length: > 0 };
        return isKnown && Uri.IsWellFormedUriString($"{server}/{repository}/blob/{commit}/", UriKind.Absolute)
            ? $"{server}/{repository}/blob/{commit}/"
            : null;
    }
}
