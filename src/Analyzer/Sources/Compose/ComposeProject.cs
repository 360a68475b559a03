using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>What one or several Compose files mean together, as <c>docker compose -f a -f b</c> reads them.</summary>
public sealed class ComposeProject
{
    internal ComposeProject(ImmutableArray<ComposeFile> files, Value root, ImmutableArray<ComposeService> services, ImmutableArray<Diagnostic> diagnostics)
    {
        Files = files;
        Root = root;
        Services = services;
        Diagnostics = diagnostics;
        Volumes = ComposeElement.ReadAll(root.Get("volumes"));
        Networks = ComposeElement.ReadAll(root.Get("networks"));
        Secrets = ComposeElement.ReadAll(root.Get("secrets"));
        Configs = ComposeElement.ReadAll(root.Get("configs"));
    }

    /// <summary>The files that were merged, a stronger one behind a weaker one; not those that they include.</summary>
    public ImmutableArray<ComposeFile> Files { get; }

    /// <summary>The merged and interpolated whole, without what <c>extends</c> adds to services.</summary>
    public Value Root { get; }

    public Value Name => Root.Get("name");

    public ImmutableArray<ComposeService> Services { get; }

    public ImmutableArray<ComposeElement> Volumes { get; }

    public ImmutableArray<ComposeElement> Networks { get; }

    public ImmutableArray<ComposeElement> Secrets { get; }

    public ImmutableArray<ComposeElement> Configs { get; }

    /// <summary>Of merging alone; each file has its own.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Reads files together.</summary>
    /// <param name="files">At least one; a later one counts more.</param>
    /// <param name="resolver">Gives the files of <c>extends</c> and <c>include</c>; null if there are none.</param>
    /// <param name="variables">Of the project's .env file; what it does not have is the shell's.</param>
    public static ComposeProject Merge(IReadOnlyList<ComposeFile> files, IComposeFiles? resolver = null, ValueMap? variables = null) =>
        new ComposeLoader(resolver, variables ?? ValueMap.Empty).Load(files);

    public ComposeService? FindService(string name) => Services.FirstOrDefault(service => service.Name == name);

    public override string ToString() => string.Join(", ", Files);
}
