using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Compares the manifests that are copied and the commands that install with the lock files of the repository.</summary>
internal sealed class LockFile : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/lock-file");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { } final)
        {
            return;
        }

        foreach (BuildStage stage in subject.GetShippedReachable(context.Model).Append(final).Distinct())
        {
            if (!FindUncopied(subject, stage, context))
            {
                FindUnenforced(subject, stage, context);
            }
        }
    }

    private static bool FindUncopied(DockerfileModel subject, BuildStage stage, RuleContext context)
    {
        bool found = false;
        foreach (TransferInstruction copy in stage.GetContextCopies())
        {
            foreach (InstructionWord source in copy.Sources)
            {
                if (LockFilesOf(RepositoryPath.NameOf(source.Text)) is not { IsEmpty: false } names
                    || FindLock(subject, RepositoryPath.FolderOf(source.Text), names, context.Model) is not { } locked
                    || IsCopied(stage, subject, locked))
                {
                    continue;
                }

                context.ReportAt(copy, $"`{source.Text}` is copied without `{locked}`: each build installs whatever versions are newest that day. Copy the lock file and install from it.");
                found = true;
                break;
            }
        }

        return found;
    }

    private static void FindUnenforced(DockerfileModel subject, BuildStage stage, RuleContext context)
    {
        foreach ((RunInstruction run, InstallCommand install) in InstallCommand.Of(stage))
        {
            if (!install.IsOfManifest || install.Command.MayHaveMoreWords || Unenforced(install) is not { } advice)
            {
                continue;
            }

            if (FindLock(subject, "", advice.Locks, context.Model) is { } locked)
            {
                context.ReportAt(run, $"`{install.Command.Name} {install.Verb}` may change what `{locked}` says instead of failing. Use `{advice.Command}`.");
            }
        }
    }

    private static (string Command, ImmutableArray<string> Locks)? Unenforced(InstallCommand install) => install.Tool switch
    {
        "npm" when install.Verb != "ci" => ("npm ci", ["package-lock.json", "npm-shrinkwrap.json"]),
        "pnpm" when !install.Command.Has("--frozen-lockfile", "--offline") => ("pnpm install --frozen-lockfile", ["pnpm-lock.yaml"]),
        "yarn" when !install.Command.Has("--frozen-lockfile", "--immutable") => ("yarn install --immutable", ["yarn.lock"]),
        "uv sync" when !install.Command.Has("--frozen", "--locked") => ("uv sync --locked", ["uv.lock"]),
        "pipenv" when install.Verb == "install" && !install.Command.Has("--deploy", "--ignore-pipfile") => ("pipenv sync", ["Pipfile.lock"]),
        _ => null,
    };

    private static ImmutableArray<string> LockFilesOf(string manifest) => manifest switch
    {
        "pyproject.toml" => ["uv.lock", "poetry.lock", "pdm.lock"],
        "Pipfile" => ["Pipfile.lock"],
        "package.json" => ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"],
        "Gemfile" => ["Gemfile.lock"],
        "composer.json" => ["composer.lock"],
        "go.mod" => ["go.sum"],
        "Cargo.toml" => ["Cargo.lock"],
        _ => [],
    };

    /// <summary>The lock file beside a manifest, as seen from the build context; null if there is none.</summary>
    private static string? FindLock(DockerfileModel subject, string folder, ImmutableArray<string> names, RepositoryModel model)
    {
        foreach (string context in subject.GetContexts(model))
        {
            foreach (string name in names)
            {
                if (RepositoryPath.Combine("", folder.TrimStart('/')) is { } inside && RepositoryPath.Combine($"{context}/{inside}", name) is { } path && model.FileExists(path))
                {
                    return inside.Length == 0 ? name : $"{inside}/{name}";
                }
            }
        }

        return null;
    }

    /// <summary>By its name, by a pattern, with its folder, or through a mount.</summary>
    private static bool IsCopied(BuildStage stage, DockerfileModel subject, string locked)
    {
        string name = RepositoryPath.NameOf(locked);
        string folder = RepositoryPath.FolderOf(locked);
        return subject.GetReachable(stage).SelectMany(other => other.GetContextCopies()).SelectMany(copy => copy.Sources).Any(source =>
                source.IsWholeContext() || source.Text.Contains('*') && Matches(RepositoryPath.NameOf(source.Text), name) || RepositoryPath.NameOf(source.Text) == name
                || (folder.Length > 0 && RepositoryPath.Combine("", source.Text.TrimStart('/')) is { Length: > 0 } copied && RepositoryPath.IsWithin(folder, copied)))
            || stage.Instructions.OfType<RunInstruction>().Any(run => run.Mounts.Any(mount => mount.Type == "bind" && (mount.Source is not { } from || RepositoryPath.NameOf(from.Text) == name)));
    }

    /// <summary>A pattern with asterisks against the name of a file.</summary>
    private static bool Matches(string pattern, string name)
    {
        string[] parts = pattern.Split('*');
        int offset = 0;
        foreach (string part in parts)
        {
            int found = name.IndexOf(part, offset, StringComparison.Ordinal);
            if (found < 0 || (offset == 0 && part == parts[0] && found > 0))
            {
                return false;
            }

            offset = found + part.Length;
        }

        return parts[^1].Length == 0 || offset == name.Length;
    }
}
