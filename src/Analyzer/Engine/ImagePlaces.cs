using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Finds the Dockerfile of a repository that an image was built from: a command that builds an image of this name, else
/// the only Dockerfile that has each command of the image's steps.
/// </summary>
internal sealed class ImagePlaces(RepositoryModel repository)
{
    /// <summary>One step alone, <c>COPY . .</c>, is in many Dockerfiles.</summary>
    private const int FewestSteps = 2;

    private readonly Dictionary<DockerfileModel, BuildStage?> _stages = [];

    /// <summary>The same finding at the instruction that made the step; as it is where nothing tells which one did.</summary>
    public Finding Place(Finding finding, DockerfileModel image)
    {
        if (!_stages.TryGetValue(image, out BuildStage? stage))
        {
            _stages[image] = stage = FindStage(image);
        }

        if (stage is null || image.Syntax.Instructions.FirstOrDefault(item => item.Span.Contains(finding.Location.Span.Start)) is not { } step || Find(stage, step) is not { } instruction)
        {
            return finding;
        }

        SourceLocation scope = instruction.Locate(instruction.Span);
        SourceLocation place = instruction is FromInstruction from ? from.Locate(from.Image.Span) : scope;
        return finding with { Location = place, Scope = scope, Related = [new RelatedLocation("the step of the image", finding.Location), .. finding.Related] };
    }

    private BuildStage? FindStage(DockerfileModel image)
    {
        if (image.Image is not { } subject)
        {
            return null;
        }

        BuildStage[] named =
        [
            .. repository.Dockerfiles
                .SelectMany(file => repository.ImageBuilds[file.Source.Path]
                    .Where(build => build.IsTargetKnown && build.Names.Any(name => IsNameOf(name, subject.Name)))
                    .Select(build => build.Target is { } target ? file.GetStage(target) : file.FinalStage))
                .OfType<BuildStage>().Distinct(),
        ];
        if (named.Length > 0)
        {
            return named is [var only] ? only : null;
        }

        BuildStage[] alike = [.. repository.Dockerfiles.Select(file => file.FinalStage).OfType<BuildStage>().Where(stage => IsBuiltBy(image, stage)).Take(2)];
        return alike is [var single] ? single : null;
    }

    /// <summary>Each command of the image stands in the Dockerfile: those that came with its base are no instructions here.</summary>
    private static bool IsBuiltBy(DockerfileModel image, BuildStage stage)
    {
        var written = stage.Lineage.SelectMany(part => part.Instructions).Select(TextOf).ToHashSet(StringComparer.Ordinal);
        string[] steps = [.. image.Syntax.Instructions.Where(step => step is RunInstruction or CopyInstruction or AddInstruction or EntrypointInstruction or CmdInstruction).Select(TextOf)];
        return steps.Length >= FewestSteps && steps.All(written.Contains);
    }

    /// <summary>A variable of a name that a pipeline gives stands for any text of its part.</summary>
    private static bool IsNameOf(string written, string name)
    {
        if (ImageReference.Parse(written) is not { } pattern || ImageReference.Parse(name) is not { } image)
        {
            return false;
        }

        string[] wanted = $"{pattern.EffectiveRegistry}/{pattern.EffectiveRepository}".Split('/');
        string[] parts = $"{image.EffectiveRegistry}/{image.EffectiveRepository}".Split('/');
        return !wanted[^1].Contains('$') && wanted.Length == parts.Length
            && wanted.Zip(parts).All(pair => pair.First == pair.Second || pair.First.Contains('$'));
    }

    private static Instruction? Find(BuildStage stage, Instruction step)
    {
        if (step is FromInstruction)
        {
            return stage.From;
        }

        Instruction[] same = [.. stage.Lineage.Reverse().SelectMany(part => part.Instructions).Where(item => item.Keyword == step.Keyword)];
        string text = TextOf(step);
        return same.LastOrDefault(item => TextOf(item) == text)
            ?? step switch
            {
                EnvInstruction env => same.OfType<EnvInstruction>().LastOrDefault(item => Names(item.Variables).Overlaps(Names(env.Variables))),
                ArgInstruction arg => same.OfType<ArgInstruction>().LastOrDefault(item => Names(item.Variables).Overlaps(Names(arg.Variables))),
                CmdInstruction or EntrypointInstruction or HealthcheckInstruction or UserInstruction or ExposeInstruction => same.LastOrDefault(),
                _ => null,
            };
    }

    private static HashSet<string> Names(ImmutableArray<NameValue> variables) => [.. variables.Select(variable => variable.Name.Text)];

    /// <summary>The instruction without what builders change: flags, blanks and the style of an array.</summary>
    private static string TextOf(Instruction instruction) =>
        instruction.Keyword + " " + string.Join(' ', (CommandOf(instruction) is ExecForm exec ? string.Join(' ', exec.Words.Select(word => word.AsString)) : instruction.Arguments.Text)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static CommandForm? CommandOf(Instruction instruction) => instruction switch
    {
        RunInstruction run => run.Command,
        CmdInstruction cmd => cmd.Command,
        EntrypointInstruction entrypoint => entrypoint.Command,
        _ => null,
    };
}
