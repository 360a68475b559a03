using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Tells requests that ask a service whether it answers from downloads, notifications and calls of other APIs.</summary>
internal static class SmokeTests
{
    private static readonly string[] s_otherHosts =
    [
        "hook", "slack", "discord", "metadata.google", "googleapis.com", "api.github.com", "githubusercontent", "github.com", "sdk.cloud.google.com", "get.", "install",
        "download", "codecov", "sentry.io", "pagerduty", "opsgenie", "datadoghq", "newrelic", "telegram", "pypi.org", "registry.npmjs", "dl.google", "releases.hashicorp",
    ];

    public static bool IsOne(PipelineCommand command)
    {
        string program = CommandWords.BaseName(command.Text(0));
        if (program is not ("curl" or "wget" or "http" or "https" or "xh"))
        {
            return true;
        }

        ImmutableArray<string> words = [.. command.Words.Skip(1).Select(PipelineCommand.TextOf)];
        bool asks = words.Any(word => !word.StartsWith('-') && (word.Contains("://", StringComparison.Ordinal) || word.StartsWith('*') || word.Contains('/')) && word != "/dev/null");
        if (!asks || words.Any(word => s_otherHosts.Any(host => word.Contains(host, StringComparison.OrdinalIgnoreCase)))
            || words.Any(word => word is "-O" or "--remote-name" or "-T" or "--upload-file" or "-OL" or "-LO" or "-fsSLO" or "-sSLO" or "--version"))
        {
            return false;
        }

        string written = command.Invocation is { } run ? run.Script.Text.Text.Substring(run.Span.Start, run.Span.Length) : "";
        if (s_otherHosts.Any(host => written.Contains(host, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        // What is written to a file or unpacked is a download.
        int output = words.IndexOf("-o") is var o and >= 0 ? o : words.IndexOf("--output");
        bool toFile = program == "curl" && output >= 0 && output + 1 < words.Length && words[output + 1] is not ("/dev/null" or "-");
        bool unpacks = command.Invocation?.InPipelineWith.Any(name => name is "bash" or "sh" or "tar" or "gunzip" or "unzip" or "gpg" or "apt-key" or "python3" && program == "wget") ?? false;
        return !toFile && !unpacks;
    }

    /// <summary>
    /// The request fails where the service answers with an error: curl has to be told so, or something looks at what it
    /// prints.
    /// </summary>
    public static FailureMask? Mask(ActivityKind kind, PipelineCommand command) =>
        kind != ActivityKind.SmokeTest || CanFail(command) ? null : new FailureMask(MaskKind.ReportOnly, "curl without `--fail`", command.Location);

    private static bool CanFail(PipelineCommand command)
    {
        if (CommandWords.BaseName(command.Text(0)) != "curl" || command.MayHaveMoreWords)
        {
            return true;
        }

        bool told = command.Words.Skip(1).Select(PipelineCommand.TextOf).Any(word => word.StartsWith("--fail", StringComparison.Ordinal) || (word is ['-', not '-', ..] && word.Contains('f')));
        return told || command.Invocation is not { } run || run.IsInSubstitution || run.InPipelineWith.Length > 1 || run.Redirections.Length > 0
            || command.Words.Any(word => PipelineCommand.TextOf(word) is "-w" or "--write-out");
    }
}
