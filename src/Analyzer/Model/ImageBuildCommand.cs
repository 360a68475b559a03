using System.Collections.Immutable;

namespace GcpLint.Analyzer.Model;

/// <summary>What the words of <c>docker build</c> and its relatives say; a word with a variable in it stands as written.</summary>
/// <param name="File">Of <c>-f</c>; null for the Dockerfile of the context.</param>
/// <param name="Context">The positional argument.</param>
/// <param name="Target">Null if it is not given.</param>
/// <param name="Tags">Of <c>-t</c>.</param>
/// <param name="Pushes">The build itself pushes.</param>
internal sealed record ImageBuildCommand(string? File, string Context, string? Target, ImmutableArray<string> Tags, bool Pushes)
{
    /// <summary>Switches of docker build, podman build and buildx build that stand without a value; all other options have one.</summary>
    private static readonly ImmutableArray<string> s_switches =
        ["--push", "--load", "--pull", "--no-cache", "--rm", "--force-rm", "--squash", "--quiet", "-q", "--compress", "--debug", "-D", "--check", "--disable-content-trust"];

    /// <summary>Null if the words build no image from a Dockerfile.</summary>
    public static ImageBuildCommand? Read(ImmutableArray<string> words)
    {
        if (words.IsEmpty)
        {
            return null;
        }

        string program = words[0][(words[0].LastIndexOf('/') + 1)..];
        return program switch
        {
            "docker" or "podman" or "nerdctl" => ReadDocker(words),
            "buildah" when words.Length > 1 && words[1] is "bud" or "build" => ReadOptions(words, 2),
            "executor" => ReadKaniko(words),
            "gcloud" when words.Length > 2 && words[1] == "builds" && words[2] == "submit" => ReadSubmit(words),
            _ => null,
        };
    }

    private static ImageBuildCommand? ReadDocker(ImmutableArray<string> words)
    {
        int verb = 1;
        while (verb < words.Length && words[verb] is "buildx" or "image" or "builder")
        {
            verb++;
        }

        return verb < words.Length && words[verb] == "build" ? ReadOptions(words, verb + 1) : null;
    }

    private static ImageBuildCommand? ReadOptions(ImmutableArray<string> words, int start)
    {
        string? file = null, target = null, context = null;
        var tags = ImmutableArray.CreateBuilder<string>();
        bool pushes = false;
        for (int i = start; i < words.Length; i++)
        {
            string word = words[i];
            if (word.Length < 2 || word[0] != '-')
            {
                context = word;
                continue;
            }

            pushes |= word == "--push";
            if (s_switches.Contains(word))
            {
                continue;
            }

            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word : word[..equals];
            string value = equals >= 0 ? word[(equals + 1)..] : i + 1 < words.Length ? words[++i] : "";
            switch (name)
            {
                case "-f" or "--file":
                    file = value;
                    break;
                case "-t" or "--tag":
                    tags.Add(value);
                    break;
                case "--target":
                    target = value;
                    break;
                case "-o" or "--output":
                    pushes |= value.Contains("push=true", StringComparison.Ordinal) || value.Contains("type=registry", StringComparison.Ordinal);
                    break;
            }
        }

        // "-" reads the Dockerfile from the input, a URL is another repository.
        return context is null or "-" || context.Contains("://", StringComparison.Ordinal)
            ? null
            : new ImageBuildCommand(file, context, target, tags.ToImmutable(), pushes);
    }

    private static ImageBuildCommand ReadKaniko(ImmutableArray<string> words)
    {
        string? Option(string name) => words.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        string context = (Option("--context") ?? "").Replace("dir://", "", StringComparison.Ordinal).Replace("/workspace", "", StringComparison.Ordinal).TrimStart('/');
        return new ImageBuildCommand(Option("--dockerfile"), context.Length == 0 ? "." : context, Option("--target"), [], Pushes: true);
    }

    private static ImageBuildCommand? ReadSubmit(ImmutableArray<string> words)
    {
        bool tagged = words.Any(word => word is "--tag" or "-t" || word.StartsWith("--tag=", StringComparison.Ordinal));
        if (!tagged)
        {
            return null;
        }

        string context = ".";
        for (int i = 3; i < words.Length; i++)
        {
            if (words[i].StartsWith('-'))
            {
                i += words[i].Contains('=', StringComparison.Ordinal) || words[i] is "--async" or "--quiet" or "-q" or "--no-cache" ? 0 : 1;
                continue;
            }

            context = words[i];
        }

        return new ImageBuildCommand(null, context, null, [], Pushes: true);
    }
}
