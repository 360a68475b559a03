using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>What a reader made of a file.</summary>
internal readonly record struct FileTree(object? Tree, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<Comment> Comments)
{
    /// <summary>A kind that rules look at as text, or that is read together with its folder.</summary>
    public static readonly FileTree Text = new(null, [], []);
}

/// <summary>The reader of each kind of file.</summary>
internal static class FileReaders
{
    public static FileTree Read(SourceText source, FileKind kind) => kind switch
    {
        FileKind.Dockerfile => Dockerfile(source),
        FileKind.Kubernetes => Yaml(source),
        _ => FileTree.Text,
    };

    private static FileTree Dockerfile(SourceText source)
    {
        DockerfileModel model = DockerfileModel.Read(source);
        return new FileTree(model, model.Diagnostics, model.Syntax.Comments);
    }

    private static FileTree Yaml(SourceText source)
    {
        YamlStream stream = YamlReader.Read(source);
        return new FileTree(stream, stream.Diagnostics, stream.Comments);
    }
}
