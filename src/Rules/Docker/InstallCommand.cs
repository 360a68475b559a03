using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>A command that installs packages.</summary>
/// <param name="Tool">"pip", "uv pip", "uv sync", "npm", "apt", "apk", …</param>
/// <param name="Verb">"install", "ci", "add", "sync", …</param>
/// <param name="Command">The whole.</param>
/// <param name="Arguments">What follows the verb.</param>
internal sealed record InstallCommand(string Tool, string Verb, ContainerCommand Command, ImmutableArray<string> Arguments)
{
    /// <summary>Installs for the operating system, and not for the application.</summary>
    public bool IsSystem => Tool is "apt" or "apk" or "dnf";

    /// <summary>What is installed without options: names, files, folders.</summary>
    public IEnumerable<string> Packages
    {
        get
        {
            for (int i = 0; i < Arguments.Length; i++)
            {
                if (Arguments[i] is "-r" or "--requirement" or "-c" or "--constraint" or "-i" or "--index-url" or "--extra-index-url" or "-t" or "--target" or "--prefix" or "--filter" or "-e" or "--editable")
                {
                    i++;
                }
                else if (Arguments[i].Length > 0 && Arguments[i][0] != '-')
                {
                    yield return Arguments[i];
                }
            }
        }
    }

    /// <summary>The files of <c>pip install -r</c>.</summary>
    public IEnumerable<string> RequirementFiles
    {
        get
        {
            for (int i = 0; i < Arguments.Length; i++)
            {
                if (Arguments[i] is "-r" or "--requirement" && i + 1 < Arguments.Length)
                {
                    yield return Arguments[++i];
                }
                else if (Arguments[i].StartsWith("--requirement=", StringComparison.Ordinal))
                {
                    yield return Arguments[i]["--requirement=".Length..];
                }
                else if (Arguments[i] is ['-', 'r', _, ..])
                {
                    yield return Arguments[i][2..];
                }
            }
        }
    }

    /// <summary>What the project lists in its manifest is installed, not single packages that the command names.</summary>
    public bool IsOfManifest => Tool switch
    {
        "pip" or "uv pip" => RequirementFiles.Any() || Arguments.Any(word => word is "." or ['.', '[', ..] or ['.', '/', ..] or "-e" or "--editable"),
        "npm" => Verb == "ci" || (!Packages.Any() && !Command.Has("-g", "--global")),
        "pnpm" or "bun" => Verb is "install" or "i" && !Command.Has("-g", "--global"),
        "yarn" => Verb == "install",
        "apt" or "apk" or "dnf" => false,
        _ => true,
    };

    /// <summary>Null for a command that installs nothing.</summary>
    public static InstallCommand? Read(ContainerCommand command)
    {
        ImmutableArray<string> words = command.Words;
        string name = command.Name;
        if (command.IsPython && words.IndexOf("-m") is >= 0 and var module && module + 1 < words.Length && words[module + 1] == "pip")
        {
            return Behind("pip", command, "install");
        }

        if (name.StartsWith("pip", StringComparison.Ordinal) && name.AsSpan(3).Trim("0123456789.").IsEmpty)
        {
            return Behind("pip", command, "install");
        }

        return name switch
        {
            "uv" when words.Length > 1 && words[1] == "pip" => Behind("uv pip", command, "install", "sync"),
            "uv" => Behind("uv sync", command, "sync"),
            "poetry" => Behind("poetry", command, "install"),
            "pipenv" => Behind("pipenv", command, "install", "sync"),
            "npm" => Behind("npm", command, "ci", "clean-install", "install", "i"),
            "pnpm" => Behind("pnpm", command, "install", "i"),
            "bun" => Behind("bun", command, "install", "i"),
            "yarn" => words.Skip(1).All(word => word.StartsWith('-')) ? new InstallCommand("yarn", "install", command, words[1..]) : Behind("yarn", command, "install"),
            "bundle" => Behind("bundle", command, "install"),
            "composer" => Behind("composer", command, "install"),
            "go" when words.Length > 2 && words[1] == "mod" && words[2] == "download" => new InstallCommand("go", "download", command, words[3..]),
            "apt" or "apt-get" => Behind("apt", command, "install"),
            "apk" => Behind("apk", command, "add"),
            "dnf" or "yum" or "microdnf" => Behind("dnf", command, "install"),
            _ => null,
        };
    }

    /// <summary>The install commands of a stage, in order.</summary>
    public static IEnumerable<(RunInstruction Run, InstallCommand Install)> Of(BuildStage stage)
    {
        foreach ((RunInstruction run, ContainerCommand command) in stage.GetRunCommands())
        {
            if (Read(command) is { } install)
            {
                yield return (run, install);
            }
        }
    }

    private static InstallCommand? Behind(string tool, ContainerCommand command, params ReadOnlySpan<string> verbs)
    {
        for (int i = 1; i < command.Words.Length; i++)
        {
            foreach (string verb in verbs)
            {
                if (command.Words[i] == verb)
                {
                    return new InstallCommand(tool, verb == "clean-install" ? "ci" : verb, command, command.Words[(i + 1)..]);
                }
            }
        }

        return null;
    }
}
