using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Registry;

/// <summary>An image that a pipeline builds, pushes or deploys.</summary>
/// <param name="Name">As far as it is known: a star stands for the rest.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Scope">The command or step around it.</param>
internal readonly record struct ImageUse(string Name, SourceLocation Place, SourceLocation Scope)
{
    /// <summary>"gcr.io", "europe-west1-docker.pkg.dev"; "" for an image without a registry.</summary>
    public string Registry => Name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? Name[..slash] : "";

    /// <summary>The parts of the path behind the registry.</summary>
    public string[] Path => Name[(Registry.Length == 0 ? 0 : Registry.Length + 1)..].Split('/');

    /// <summary>Without tag and digest.</summary>
    public string Repository
    {
        get
        {
            int at = Name.IndexOf('@', StringComparison.Ordinal);
            string text = at < 0 ? Name : Name[..at];
            int colon = text.LastIndexOf(':');
            return colon > text.LastIndexOf('/') ? text[..colon] : text;
        }
    }

    /// <summary>Those of the pipeline's own commands, actions and lists, in order; what called scripts do is theirs.</summary>
    public static IEnumerable<ImageUse> Of(Pipeline pipeline)
    {
        foreach (PipelineStep step in pipeline.Steps)
        {
            foreach (ImageUse use in step.Commands.Where(command => command.CalledScript is null && Handles(command)).SelectMany(OfCommand))
            {
                yield return use;
            }

            foreach (ImageUse use in step.Activities.Where(activity => activity.Action is not null).SelectMany(OfAction))
            {
                yield return use;
            }
        }

        foreach (Value image in pipeline.Build?.Images ?? [])
        {
            foreach (ImageUse use in OfValue(pipeline.Build!.Evaluate(image), image.Origin?.Location ?? pipeline.Head))
            {
                yield return use;
            }
        }
    }

    /// <summary>What a value names: itself, what a parameter stands for if nobody sets it, what it may be.</summary>
    public static IEnumerable<string> NamesOf(Value value) => value.UnknownReason switch
    {
        { Default.IsSet: true } open => NamesOf(open.Default),
        { Alternatives: { } alternatives } => alternatives.Items.SelectMany(NamesOf),
        { Parts: { } parts } => [string.Concat(parts.Items.Select(part => part.IsUnknown && part.UnknownReason is { Default.IsSet: true } open ? PipelineCommand.TextOf(open.Default) : PipelineCommand.TextOf(part)))],
        _ => [PipelineCommand.TextOf(value)],
    };

    /// <summary>It makes, moves or deploys images of the project; one that runs or pulls an image uses somebody else's.</summary>
    private static bool Handles(PipelineCommand command) => command.Gcloud is { } line
        ? line.Path is "builds submit" or "run deploy" or "run services update" or "run services replace" or "run jobs deploy" or "run jobs create" or "run jobs update" or "functions deploy" or "app deploy"
            || line.Path.StartsWith("container images", StringComparison.Ordinal) || line.Path.StartsWith("compute instances create-with-container", StringComparison.Ordinal)
        : command.Text(0) switch
        {
            "docker" or "podman" or "nerdctl" or "buildah" => command.Words.Skip(1).Take(3).Any(word => PipelineCommand.TextOf(word) is "build" or "push" or "tag" or "bud" or "bake"),
            "kubectl" => command.Text(1) == "set",
            "crane" or "skopeo" or "executor" or "/kaniko/executor" or "pack" or "ko" or "helm" => true,
            _ => false,
        };

    private static IEnumerable<ImageUse> OfCommand(PipelineCommand command)
    {
        foreach (Value word in command.Words.Skip(1))
        {
            foreach (ImageUse use in OfValue(word, command.Location))
            {
                yield return use with { Scope = command.Location };
            }
        }
    }

    private static IEnumerable<ImageUse> OfAction(StepActivity activity)
    {
        foreach (Value image in activity.Images)
        {
            foreach (string line in PipelineCommand.TextOf(image).Split('\n', ',').Select(line => line.Trim()))
            {
                if (line.Contains('/', StringComparison.Ordinal))
                {
                    yield return new ImageUse(line, image.Origin?.Location ?? activity.Location, activity.Location);
                }
            }
        }
    }

    private static IEnumerable<ImageUse> OfValue(Value value, SourceLocation fallback)
    {
        SourceLocation place = value.Origin?.Location ?? fallback;
        foreach (string text in NamesOf(value))
        {
            // "--tag=gcr.io/p/app", "api=gcr.io/p/app", "docker://gcr.io/p/app".
            int start = text.AsSpan(0, Math.Max(0, text.IndexOf('/', StringComparison.Ordinal))).LastIndexOf('=') + 1;
            string name = text[start..];
            name = name.StartsWith("docker://", StringComparison.Ordinal) ? name["docker://".Length..] : name;
            if (name.Contains('/', StringComparison.Ordinal) && !name.StartsWith('-'))
            {
                yield return new ImageUse(name, place, place);
            }
        }
    }
}
