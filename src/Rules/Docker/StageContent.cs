using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Which folders of the repository a stage has, from the context or through other stages.</summary>
internal sealed class StageContent
{
    private readonly List<string> _paths = [];

    public StageContent(DockerfileModel file, BuildStage stage)
    {
        foreach (TransferInstruction copy in stage.InheritedInstructions<TransferInstruction>())
        {
            BuildStage? source = copy is CopyInstruction { From.Value: { } from } ? file.ResolveSource(from).Stage : null;
            bool isImage = copy is CopyInstruction { From: not null } && source is null;
            foreach (InstructionWord word in isImage ? [] : copy.Sources)
            {
                Add(word.Text.Trim('"'), source);
            }
        }
    }

    /// <summary>Something is copied of which it is not known what it holds: the result of a bundler, all of another stage.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Paths of the repository, "" for all of it.</summary>
    public ImmutableArray<string> Paths => [.. _paths];

    /// <summary>A folder or a part of it that is more than its manifest.</summary>
    public bool HasCodeOf(string folder) => IsOpen || _paths.Any(path =>
        RepositoryPath.IsWithin(folder, path) || (RepositoryPath.IsWithin(path, folder) && RepositoryPath.NameOf(path) is not ("package.json" or "tsconfig.json" or "prisma")));

    private void Add(string text, BuildStage? source)
    {
        if (text.Contains('$'))
        {
            IsOpen = true;
            return;
        }

        int star = text.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && text.EndsWith(".json", StringComparison.Ordinal))
        {
            return;
        }

        text = star >= 0 ? RepositoryPath.FolderOf(text[..star]) : text;
        if (source is not null && text.StartsWith('/'))
        {
            string root = source.Effective.WorkingDirectory.AsString.TrimEnd('/');
            if (root.Length == 0 || !RepositoryPath.IsWithin(text.TrimEnd('/'), root))
            {
                IsOpen = true;
                return;
            }

            text = text.TrimEnd('/')[root.Length..];
        }

        if (RepositoryPath.Combine("", text.TrimStart('/')) is { } path)
        {
            _paths.Add(path);
        }
    }
}
