using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.Json;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Docker;

/// <summary>A package of a workspace of npm, pnpm or yarn.</summary>
/// <param name="Name">As other packages name it.</param>
/// <param name="Folder">Relative to the root of the scan.</param>
/// <param name="Manifest">Its package.json.</param>
internal sealed record NodePackage(string Name, string Folder, Value Manifest)
{
    public IEnumerable<string> Dependencies => Manifest.Get("dependencies").AsMap.Entries.Select(entry => entry.Key.AsString);

    public bool DependsOn(string name) => Manifest.Get("dependencies").AsMap.ContainsKey(name);

    /// <summary>The command of a script of this name; "" without one.</summary>
    public string Script(string name) => Manifest.Get("scripts").Get(name).AsString;
}

/// <summary>The packages of a repository that use each other from their folders.</summary>
internal sealed class NodeWorkspace
{
    private readonly Dictionary<string, NodePackage> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodePackage> _byFolder = new(StringComparer.Ordinal);

    public NodeWorkspace(RepositoryModel model)
    {
        foreach ((string path, SourceText source) in model.Manifests)
        {
            if (RepositoryPath.NameOf(path) == "package.json" && JsonReader.Read(source).Root is { Kind: ValueKind.Map } root && root.Get("name").TryGetString(out string? name))
            {
                var package = new NodePackage(name, RepositoryPath.FolderOf(path), root);
                _byName.TryAdd(name, package);
                _byFolder.TryAdd(package.Folder, package);
                IsDeclared |= root.Get("workspaces").IsSet;
            }
        }

        IsDeclared |= model.Paths.Any(path => RepositoryPath.NameOf(path) == "pnpm-workspace.yaml");
    }

    /// <summary>Something says that there is a workspace.</summary>
    public bool IsDeclared { get; }

    /// <summary>The package that an image of this Dockerfile runs; null where that is not certain.</summary>
    public NodePackage? FindShipped(DockerfileModel file, BuildStage stage)
    {
        string folder = RepositoryPath.FolderOf(file.Source.Path);
        if (folder.Length > 0 && _byFolder.TryGetValue(folder, out NodePackage? package))
        {
            return package;
        }

        var started = new[] { stage.Effective.Entrypoint?.Command, stage.Effective.Cmd?.Command }.OfType<CommandForm>()
            .SelectMany(form => form.GetCommands()).SelectMany(command => command.Arguments).ToList();
        return _byFolder.Values.FirstOrDefault(other => other.Folder.Length > 0 && started.Any(word => word.Contains(other.Folder + "/", StringComparison.Ordinal)));
    }

    /// <summary>The packages of the workspace that a package needs at run time, over several steps, without itself.</summary>
    public ImmutableArray<NodePackage> GetNeeded(NodePackage package)
    {
        var needed = new Dictionary<string, NodePackage>(StringComparer.Ordinal);
        var open = new Stack<NodePackage>([package]);
        while (open.TryPop(out NodePackage? next))
        {
            foreach (string name in next.Dependencies)
            {
                if (name != package.Name && _byName.TryGetValue(name, out NodePackage? other) && needed.TryAdd(name, other))
                {
                    open.Push(other);
                }
            }
        }

        return [.. needed.Values.OrderBy(item => item.Name, StringComparer.Ordinal)];
    }
}
