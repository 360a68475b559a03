using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Yaml;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>The options that the shell of a step is started with.</summary>
internal static class ScriptModes
{
    /// <summary>
    /// Of <c>shell:</c>; null where it is no POSIX shell. Documentation of the workflow syntax, "jobs.&lt;job_id&gt;.steps[*].shell":
    /// without one <c>bash -e</c>, with "bash" also pipefail, with "sh" <c>sh -e</c>, a template as it is written.
    /// </summary>
    public static StrictMode? Of(Step step)
    {
        string shell = ScalarText.Of(step.Shell);
        if (shell.Length == 0 && step.Job is { } job && job.RunnerLabels.Any(label => ScalarText.Of(label).StartsWith("windows", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        string program = CommandWords.BaseName(shell.Split(' ')[0]);
        return program switch
        {
            "" or "sh" when !shell.Contains(' ', StringComparison.Ordinal) => new StrictMode(true, false, false),
            "bash" when !shell.Contains(' ', StringComparison.Ordinal) => new StrictMode(true, false, true),
            "sh" or "bash" or "zsh" or "dash" => OfOptions(shell.Split(' ')),
            _ => null,
        };
    }

    /// <summary>Of the arguments of <c>bash -ceu</c>.</summary>
    public static StrictMode Of(BuildStep step) => OfOptions([.. step.ShellOptions.Select(ScalarText.Of)]);

    private static StrictMode OfOptions(string[] words)
    {
        bool Has(char option) => words.Any(word => word is ['-', not '-', ..] && word.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0 && word.Contains(option));
        return new StrictMode(Has('e') || words.Contains("errexit"), Has('u') || words.Contains("nounset"), words.Contains("pipefail"));
    }
}
