using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>One Compose file as written; <see cref="ComposeProject"/> is what it means.</summary>
public sealed class ComposeFile
{
    private ComposeFile(YamlStream file) => File = file;

    public YamlStream File { get; }

    public SourceText Source => File.Source;

    public Value Root => File.Root;

    /// <summary>The services, a map.</summary>
    public Value Services => Root.Get("services");

    public ImmutableArray<Diagnostic> Diagnostics => File.Diagnostics;

    /// <summary>Whether a file's content is a Compose file, whatever its name.</summary>
    public static bool Matches(Value root) => root.Get("services").Kind == ValueKind.Map && !root.AsMap.ContainsKey("apiVersion");

    public static ComposeFile Read(SourceText source) => Read(YamlReader.Read(source));

    public static ComposeFile Read(YamlStream file) => new(file);

    /// <summary>The names under which <c>docker compose</c> looks for overrides of a file, in the same folder.</summary>
    public static ImmutableArray<string> OverridesOf(string path)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        return path[folder.Length..] switch
        {
            "compose.yaml" or "compose.yml" => [folder + "compose.override.yaml", folder + "compose.override.yml"],
            "docker-compose.yaml" or "docker-compose.yml" => [folder + "docker-compose.override.yaml", folder + "docker-compose.override.yml"],
            _ => [],
        };
    }

    public override string ToString() => Source.Path;

    /// <summary>The tag <c>!reset</c> or <c>!override</c> of a value of this file.</summary>
    internal string? TagOf(Value value) => File.Documents.IsEmpty ? null : File.Documents[0].GetTag(value);
}
