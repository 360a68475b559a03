using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>How scanners are told to report success whatever they found, and which do so unless they are told to fail.</summary>
internal static class ReportOnlyModes
{
    /// <param name="Subject">The program, or the action in lower case.</param>
    /// <param name="Names">The flag in its spellings, or the input of the action.</param>
    /// <param name="Values">The values with which it hides findings; empty: being there is enough.</param>
    /// <param name="IsDefault">Being absent hides them, too.</param>
    private sealed record Mode(string Subject, string[] Names, string[] Values, bool IsDefault);

    private static readonly FrozenDictionary<string, Mode[]> s_commands = Read("""
        bandit --exit-zero
        trivy --exit-code 0 default
        checkov --soft-fail|-s
        tfsec --soft-fail|-s
        gosec -no-fail|--no-fail
        gitleaks --exit-code 0
        semgrep --error must
        opengrep --error must
        grype --fail-on|-f must
        trufflehog --fail must
        docker-scout --exit-code|-e must
        kics --ignore-on-exit all|results
        safety --continue-on-error
        zizmor --no-exit-codes
        ruff --exit-zero|-e
        """);

    private static readonly FrozenDictionary<string, Mode[]> s_actions = Read("""
        aquasecurity/trivy-action exit-code 0 default
        bridgecrewio/checkov-action soft_fail true
        aquasecurity/tfsec-action soft_fail true
        aquasecurity/tfsec-pr-commenter-action soft_fail_commenter true
        hadolint/hadolint-action no-fail true
        anchore/scan-action fail-build false
        checkmarx/kics-github-action ignore_on_exit all|results
        actions/dependency-review-action warn-only true
        tenable/terrascan-action only_warn true
        docker/scout-action exit-code false default
        """);

    /// <summary>Null if findings fail the command.</summary>
    public static FailureMask? OfCommand(string program, PipelineCommand command, IReadOnlyList<string> operands)
    {
        string subject = program == "docker" && operands is ["scout", ..] ? "docker-scout" : program;
        if (!s_commands.TryGetValue(subject, out Mode[]? modes) || (program == "semgrep" && operands is ["ci", ..]))
        {
            return null;
        }

        foreach (Mode mode in modes)
        {
            (string Flag, string Value, Value Word)? given = Find(command.Words, mode.Names);
            bool hides = given is { } found ? mode.Values.Length == 0 ? !mode.IsDefault : mode.Values.Contains(found.Value) : mode.IsDefault && !command.MayHaveMoreWords && !Reads(command);
            if (hides)
            {
                return given is { } flag
                    ? new FailureMask(MaskKind.ReportOnly, $"`{(flag.Value.Length > 0 && mode.Values.Length > 0 ? $"{flag.Flag} {flag.Value}" : flag.Flag)}`", flag.Word.Origin?.Location ?? command.Location)
                    : new FailureMask(MaskKind.ReportOnly, $"no `{mode.Names[0]}`", command.Location);
            }
        }

        return null;
    }

    /// <summary>Null if findings fail the step.</summary>
    public static FailureMask? OfAction(GitHub.Step step, string action, Func<Value, Value> evaluate)
    {
        foreach (Mode mode in s_actions.GetValueOrDefault(action) ?? [])
        {
            Value given = step.With.Get(mode.Names[0]);
            if (given.IsAbsent ? mode.IsDefault && step.With.Get("trivy-config").IsAbsent && step.EnvironmentVariable("TRIVY_EXIT_CODE").IsAbsent
                : mode.Values.Contains(Yaml.ScalarText.Of(evaluate(given))))
            {
                return given.IsAbsent
                    ? new FailureMask(MaskKind.ReportOnly, $"no `{mode.Names[0]}`", step.Uses?.Value.Origin?.Location ?? step.Location)
                    : new FailureMask(MaskKind.ReportOnly, $"`{mode.Names[0]}: {Yaml.ScalarText.Of(given)}`", given.Origin?.Location ?? step.Location);
            }
        }

        return null;
    }

    /// <summary>A configuration file or variable may tell what the flags do not.</summary>
    private static bool Reads(PipelineCommand command) =>
        command.Words.Any(word => PipelineCommand.TextOf(word) is "--help" or "--version" or "version" || IsTrivyConfig(command, PipelineCommand.TextOf(word)))
        || (command.Invocation?.Environment.Any(variable => variable.Name.EndsWith("EXIT_CODE", StringComparison.Ordinal)) ?? false);

    private static bool IsTrivyConfig(PipelineCommand command, string word) =>
        (word is "-c" || word.StartsWith("--config", StringComparison.Ordinal)) && command.Words.Any(other => CommandWords.BaseName(PipelineCommand.TextOf(other)).StartsWith("trivy", StringComparison.Ordinal));

    private static (string Flag, string Value, Value Word)? Find(ImmutableArray<Value> words, string[] names)
    {
        for (int i = 1; i < words.Length; i++)
        {
            string word = PipelineCommand.TextOf(words[i]);
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string flag = equals < 0 ? word : word[..equals];
            if (names.Contains(flag))
            {
                return (flag, equals >= 0 ? word[(equals + 1)..] : i + 1 < words.Length ? PipelineCommand.TextOf(words[i + 1]) : "", words[i]);
            }
        }

        return null;
    }

    private static FrozenDictionary<string, Mode[]> Read(string table) => table.Split('\n')
        .Select(line => line.Split(' '))
        .Select(words => new Mode(
            words[0], words[1].Split('|'), words.Length > 2 && words[2] != "must" ? words[2].Split('|') : [], words[^1] is "default" or "must"))
        .GroupBy(mode => mode.Subject, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
