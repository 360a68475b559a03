using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>A stage: FROM and the instructions up to the next one.</summary>
public sealed class BuildStage
{
    internal BuildStage(FromInstruction from, int index)
    {
        From = from;
        Index = index;
    }

    public FromInstruction From { get; }

    /// <summary>From 0.</summary>
    public int Index { get; }

    /// <summary>Null if it has none. Docker compares names without case.</summary>
    public string? Name => From.Name?.Text;

    /// <summary>The name of the base with its variables expanded: an image, a stage or "scratch".</summary>
    public required Value Base { get; init; }

    /// <summary>The image that it is built on; null on a stage, on scratch, and where <see cref="Base"/> is not known.</summary>
    public required ImageReference? Image { get; init; }

    /// <summary>The base as written: what is literal in it can be judged where a variable leaves <see cref="Image"/> open.</summary>
    public ImageReference? WrittenImage => ImageReference.Parse(From.Image.Text);

    /// <summary>Built on nothing.</summary>
    public bool IsScratch => Parent is null && Base.AsString == "scratch";

    /// <summary>The earlier stage that FROM names.</summary>
    public required BuildStage? Parent { get; init; }

    /// <summary>Of <c>FROM --platform</c>; absent if it is not given.</summary>
    public required Value Platform { get; init; }

    /// <summary>Without FROM.</summary>
    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>What its ONBUILD instructions run in the stages built on it.</summary>
    internal ImmutableArray<Instruction> Triggers { get; init; } = [];

    public required EffectiveSettings Effective { get; init; }

    /// <summary>The variables behind the last instruction.</summary>
    public required VariableScope Variables { get; init; }

    /// <summary>The first stage below it that is built on an image or on scratch; itself if it is one.</summary>
    public BuildStage Root
    {
        get
        {
            BuildStage stage = this;
            while (stage.Parent is { } parent)
            {
                stage = parent;
            }

            return stage;
        }
    }

    /// <summary>This stage and those below it in this file, the nearest first.</summary>
    public IEnumerable<BuildStage> Lineage
    {
        get
        {
            for (BuildStage? stage = this; stage is not null; stage = stage.Parent)
            {
                yield return stage;
            }
        }
    }

    /// <summary>Instructions of a kind in the order in which they run, those of the stages below first.</summary>
    public IEnumerable<T> InheritedInstructions<T>()
        where T : Instruction => Lineage.Reverse().SelectMany(stage => stage.Instructions.OfType<T>());

    public override string ToString() => Name ?? $"stage {Index}";
}
