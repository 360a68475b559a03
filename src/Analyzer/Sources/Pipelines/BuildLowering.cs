using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Makes a pipeline of one job of a Cloud Build file.</summary>
internal sealed class BuildLowering(CommandReader commands)
{
    public Pipeline Lower(BuildFile build)
    {
        ImmutableArray<PipelineStep> steps = [.. build.Steps.Select(step => Lower(build, step))];
        if (!build.Images.IsEmpty && steps is [.., var last])
        {
            // Images that are listed are pushed behind the last step.
            Value images = build.Root.Get("images");
            var push = new StepActivity { Kind = ActivityKind.Push, Tool = "images", Location = images.LocationIn(build.Source) };
            steps = steps.SetItem(steps.Length - 1, With(last, push));
        }

        EnvironmentTier tier = build.Substitutions.Variables.Entries
            .Where(entry => entry.Key.AsString.Contains("ENV", StringComparison.Ordinal) || entry.Key.AsString.Contains("STAGE", StringComparison.Ordinal))
            .Select(entry => Tiers.Of(entry.Value)).FirstOrDefault(found => found != EnvironmentTier.Unknown);
        return new Pipeline
        {
            Kind = PipelineKind.CloudBuild,
            Path = build.Source.Path,
            Head = new SourceLocation(build.Source, default),
            Jobs = [new PipelineJob { Id = "build", Location = build.Location, Steps = steps, Tier = tier != EnvironmentTier.Unknown ? tier : Tiers.OfTitle(build.Source.Path) }],
            Build = build,
        };
    }

    private PipelineStep Lower(BuildFile build, BuildStep step)
    {
        string title = step.Id.IsSet ? ScalarText.Of(step.Id) : $"step {step.Index + 1}";
        ShellScript? script = step.Script is { } text ? ShellScript.Parse(text) : null;
        ImmutableArray<PipelineCommand> run = script is not null ? commands.Read(script, Context(build, step)) : commands.Read(Words(build, step), step.Location);
        FailureMask? mask = step.AllowFailure.AsBool
            ? new FailureMask(MaskKind.Setting, "`allowFailure: true`", step.AllowFailure.LocationIn(build.Source)) : null;
        return new PipelineStep
        {
            Id = ScalarText.Of(step.Id),
            Name = title,
            Location = step.Location,
            Commands = run,
            Activities = [.. run.SelectMany(command => ActivityReader.OfCommand(command, title, mask))],
            Script = script,
            BuildStep = step,
        };
    }

    private static ShellContext Context(BuildFile build, BuildStep step)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (ValueEntry entry in build.Substitutions.Variables.Entries)
        {
            variables[entry.Key.AsString] = entry.Value;
        }

        foreach (Value variable in build.Env.Concat(step.Env))
        {
            string text = ScalarText.Of(variable);
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables[text[..equals]] = build.Substitutions.Evaluate(text[(equals + 1)..], variable.Origin);
            }
        }

        return new ShellContext { Variables = variables.ToImmutable(), Mode = ScriptModes.Of(step) };
    }

    /// <summary>Program and arguments; where only the image knows the program, its name or the first argument stands for it.</summary>
    private static ImmutableArray<Value> Words(BuildFile build, BuildStep step)
    {
        ImmutableArray<Value> words = [.. step.CommandLine.Select(build.Evaluate)];
        if (words is not [{ IsUnknown: true }, ..])
        {
            return words;
        }

        string image = CommandWords.BaseName(ScalarText.Of(step.Image).Split(':', '@')[0]);
        return CommandCatalog.KnowsProgram(image) ? words.SetItem(0, Value.Of(image).WithOrigin(step.Image.Origin)) : words[1..];
    }

    private static PipelineStep With(PipelineStep step, StepActivity activity) => new()
    {
        Id = step.Id,
        Name = step.Name,
        Location = step.Location,
        Commands = step.Commands,
        Activities = step.Activities.Add(activity),
        Script = step.Script,
        BuildStep = step.BuildStep,
    };
}
