using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Knative;
using GcpLint.Analyzer.Sources.Nginx;
using GcpLint.Analyzer.Sources.OrgPolicies;
using GcpLint.Analyzer.Sources.Shell;
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
        FileKind.Dockerfile => Tree(DockerfileModel.Read(source), file => file.Diagnostics, file => file.Syntax.Comments),
        FileKind.DockerIgnore => Tree(DockerIgnore.Parse(source), file => file.Diagnostics, file => file.Comments),
        FileKind.Compose => Tree(ComposeFile.Read(source), file => file.Diagnostics, file => file.File.Comments),
        FileKind.GitHubWorkflow => Tree(Workflow.Read(source), file => file.Diagnostics, file => file.File.Comments),
        FileKind.GitHubAction => Tree(CompositeAction.Read(source), file => file.Diagnostics, file => file.File.Comments),
        FileKind.CloudBuild => Tree(BuildFile.Read(source), file => file.Diagnostics, file => file.Comments),
        FileKind.KnativeService => Tree(KnativeManifest.Read(source), file => file.Diagnostics, file => file.File.Comments),
        FileKind.Shell => Tree(ShellScript.Parse(MappedText.Whole(source)), script => script.Diagnostics, script => script.Comments),
        FileKind.DotEnv => Tree(DotEnvFile.Parse(source), file => file.Diagnostics, file => file.Comments),
        FileKind.Nginx => Tree(NginxFile.Read(source), file => file.Diagnostics, file => file.Comments),
        FileKind.Kubernetes => Tree(YamlReader.Read(source), file => file.Diagnostics, file => file.Comments),
        FileKind.OrgPolicy => Tree(OrgPolicyFile.Read(source, isGiven: false), file => file.File.Diagnostics, file => file.File.Comments),
        _ => FileTree.Text,
    };

    private static FileTree Tree<T>(T tree, Func<T, ImmutableArray<Diagnostic>> diagnostics, Func<T, ImmutableArray<Comment>> comments)
        where T : notnull => new(tree, diagnostics(tree), comments(tree));
}
