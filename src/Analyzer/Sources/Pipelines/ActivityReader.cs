using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Tells what commands and actions do.</summary>
internal static class ActivityReader
{
    private const IgnoredFailure Hidden =
        IgnoredFailure.OrTrue | IgnoredFailure.OrCommand | IgnoredFailure.Pipeline | IgnoredFailure.Background | IgnoredFailure.FollowedBySuccess;

    private static readonly string[] s_imageInputs = ["image", "images", "tags"];

    /// <param name="command">The command.</param>
    /// <param name="title">The name of its step, which may tell the environment and that it rolls back.</param>
    /// <param name="stepMask">What hides the failure of the whole step.</param>
    public static IEnumerable<StepActivity> OfCommand(PipelineCommand command, string title, FailureMask? stepMask)
    {
        ImmutableArray<Value> words = CommandWords.Strip(command.Words);
        if (words.IsEmpty)
        {
            yield break;
        }

        string path = PipelineCommand.TextOf(words[0]);
        string program = CommandWords.BaseName(path);
        string[] operands = command.Gcloud is { Tool: CloudTool.Gcloud } line ? line.Path.Split(' ') : [.. CommandWords.Operands(words).Take(6)];
        bool failure = command.RunsOnFailure || ActivityNames.SayRollBack(title);
        foreach (ActivityKind kind in Kinds(command, program, path, operands))
        {
            if (Refine(kind, command, failure) is { } refined)
            {
                DeployTarget? target = refined is ActivityKind.Deploy ? DeployTargets.OfCommand(command, operands) : null;
                yield return new StepActivity
                {
                    Kind = refined,
                    Tool = program,
                    Location = command.Location,
                    Command = command,
                    Mask = stepMask ?? ShellMask(command) ?? SmokeTests.Mask(refined, command) ?? (refined == ActivityKind.Scan ? ReportOnlyModes.OfCommand(program, command, operands) : null),
                    Target = target,
                    RunsOnFailure = failure,
                    Tier = TierOf(command, target, title),
                };
            }
        }
    }

    public static StepActivity? OfAction(Step step, string title, FailureMask? stepMask, WorkflowText text)
    {
        string name = step.Uses?.FullName ?? "";
        if (ActionCatalog.Find(name) is not { } kind
            || (kind == ActivityKind.Scan && ScalarText.Of(step.With.Get("format")) is "cyclonedx" or "spdx" or "spdx-json" or "github"))
        {
            return null;
        }

        if (kind == ActivityKind.Build && ScalarText.Of(text.Evaluate(step.With.Get("push"), step)) is not ("" or "false"))
        {
            kind = ActivityKind.Push;
        }

        DeployTarget? target = kind == ActivityKind.Deploy ? DeployTargets.OfAction(step, text) : null;
        EnvironmentTier tier = target is null ? EnvironmentTier.Unknown : Tiers.Of(target.Service);
        EnvironmentTier project = Tiers.Of(text.Evaluate(step.With.Get("project_id"), step));
        return new StepActivity
        {
            Kind = kind,
            Tool = name,
            Location = step.Uses?.Value.Origin?.Location ?? step.Location,
            Action = step,
            Images = [.. s_imageInputs.Select(input => step.With.Get(input)).Where(image => image.IsSet).Select(image => text.Evaluate(image, step))],
            Mask = stepMask ?? (kind == ActivityKind.Scan ? ReportOnlyModes.OfAction(step, name, value => text.Evaluate(value, step)) : null),
            Target = target,
            Tier = tier != EnvironmentTier.Unknown ? tier : project != EnvironmentTier.Unknown ? project : Tiers.OfTitle(title),
        };
    }

    private static IEnumerable<ActivityKind> Kinds(PipelineCommand command, string program, string path, string[] operands)
    {
        if (CommandCatalog.Find(program, operands) is { } known)
        {
            return [known];
        }

        if (program == "gcloud")
        {
            bool migrates = operands is ["run", "jobs", "execute", ..] && command.Gcloud!.Positionals.Any(name => ActivityNames.Of(PipelineCommand.TextOf(name)) == ActivityKind.Migrate);
            return migrates ? [ActivityKind.Migrate] : [];
        }

        if (program is "make" or "just" or "task" or "rake" or "mage" or "invoke" or "nx" or "turbo" or "gradle" or "gradlew" or "ant" or "composer" or "yarn" or "pnpm" or "npm" or "bun" or "deno")
        {
            return operands.Where(operand => operand is not ("run" or "run-script" or "exec")).Select(ActivityNames.Of).OfType<ActivityKind>().Distinct();
        }

        bool isFile = path.Contains('/') || program.EndsWith(".sh", StringComparison.Ordinal) || program.EndsWith(".py", StringComparison.Ordinal) || program.EndsWith(".js", StringComparison.Ordinal);
        return isFile && ActivityNames.Of(program) is { } named ? [named] : [];
    }

    /// <summary>What the flags say beyond the words of the command; null if it is no activity at all.</summary>
    private static ActivityKind? Refine(ActivityKind kind, PipelineCommand command, bool failure) => kind switch
    {
        ActivityKind.Deploy when command.Gcloud is { Path: "run services update" } line => line.Has("--image") || line.Has("--source") ? kind : null,
        ActivityKind.ShiftTraffic when failure && command.Gcloud is { } line && (line.Has("--to-revisions") || line.Has("--splits") || line.Has("--to-tags")) => ActivityKind.RollBack,
        ActivityKind.Scan when command.Words.Any(word => PipelineCommand.TextOf(word) is var text && (text.Contains("cyclonedx", StringComparison.Ordinal) || text.Contains("spdx", StringComparison.Ordinal) || text is "--download-db-only" or "--help" or "--version")) => null,
        ActivityKind.SmokeTest => SmokeTests.IsOne(command) ? kind : null,
        ActivityKind.Push when command.Words.Any(word => PipelineCommand.TextOf(word) == "--dry-run") => null,
        ActivityKind.Build when command.Words.Any(word => PipelineCommand.TextOf(word) == "--push") => ActivityKind.Push,
        _ => kind,
    };

    private static FailureMask? ShellMask(PipelineCommand command)
    {
        IgnoredFailure ignored = (command.Invocation?.IgnoredFailure ?? IgnoredFailure.None) & Hidden;
        if (ignored == IgnoredFailure.None || (command.Invocation!.IgnoredFailure & IgnoredFailure.Condition) != 0)
        {
            return null;
        }

        string text = (ignored & IgnoredFailure.OrTrue) != 0 ? "`|| true`"
            : (ignored & IgnoredFailure.OrCommand) != 0 ? "what stands behind `||`"
            : (ignored & IgnoredFailure.Pipeline) != 0 ? "a pipe without `pipefail`"
            : (ignored & IgnoredFailure.Background) != 0 ? "`&`" : "what follows it without `set -e`";
        return new FailureMask(MaskKind.Shell, text, command.Location);
    }

    private static EnvironmentTier TierOf(PipelineCommand command, DeployTarget? target, string title)
    {
        EnvironmentTier service = target is null ? EnvironmentTier.Unknown : Tiers.Of(target.Service);
        if (service != EnvironmentTier.Unknown)
        {
            return service;
        }

        foreach (ShellGuard guard in command.Invocation?.AllGuards ?? [])
        {
            if (guard is CaseGuard branch && branch.Patterns.Select(pattern => DeploymentEnvironment.TierOf(pattern)).ToHashSet() is { Count: 1 } tiers && tiers.First() is var only and not EnvironmentTier.Unknown)
            {
                return only;
            }
        }

        EnvironmentTier project = command.Gcloud is { } line ? Tiers.Of(line.Get("--project")) : EnvironmentTier.Unknown;
        return project != EnvironmentTier.Unknown ? project : Tiers.OfTitle(title);
    }
}
