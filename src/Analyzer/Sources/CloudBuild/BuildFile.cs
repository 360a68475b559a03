using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Json;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.CloudBuild;

/// <summary>
/// A build of Cloud Build (<c>cloudbuild.yaml</c> or <c>.json</c>). Every field is the value as written;
/// <see cref="Substitutions"/> evaluates the references in it.
/// </summary>
public sealed class BuildFile
{
    private BuildFile(SourceText source, Value root, ImmutableArray<Comment> comments, ImmutableArray<Diagnostic> diagnostics)
    {
        Source = source;
        Root = root;
        Comments = comments;
        Diagnostics = diagnostics;
        Substitutions = new BuildSubstitutions(root.Get("substitutions"), root.GetPath("options.dynamicSubstitutions").AsBool);
        Steps = [.. root.Get("steps").AsList.Items.Select((step, index) => new BuildStep(this, step, index))];
        Secrets = [.. root.GetPath("availableSecrets.secretManager").AsList.Items.Select(secret => new BuildSecret(secret))];
    }

    public SourceText Source { get; }

    public Value Root { get; }

    public ImmutableArray<Comment> Comments { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public ImmutableArray<BuildStep> Steps { get; }

    public BuildSubstitutions Substitutions { get; }

    /// <summary>Images that Cloud Build pushes after the last step.</summary>
    public ImmutableArray<Value> Images => Root.Get("images").OneOrMany();

    public Value Artifacts => Root.Get("artifacts");

    public Value Options => Root.Get("options");

    /// <summary>Variables of all steps, each "NAME=value".</summary>
    public ImmutableArray<Value> Env => Options.Get("env").OneOrMany();

    public Value ServiceAccount => Root.Get("serviceAccount");

    /// <summary>Seconds with an "s": "600s", which is also the default.</summary>
    public Value Timeout => Root.Get("timeout");

    public ImmutableArray<Value> Tags => Root.Get("tags").OneOrMany();

    public Value LogsBucket => Root.Get("logsBucket");

    public Value AvailableSecrets => Root.Get("availableSecrets");

    /// <summary>The secrets of Secret Manager that steps may name.</summary>
    public ImmutableArray<BuildSecret> Secrets { get; }

    public SourceLocation Location => Root.LocationIn(Source);

    /// <summary>Whether a file's content is a build, whatever its name: <c>steps</c>, the first of which has a <c>name</c>.</summary>
    public static bool Matches(Value root) => root.GetPath("steps[0].name").IsSet && !root.Get("steps").Get(0).AsMap.ContainsKey("uses");

    public static BuildFile Read(SourceText source)
    {
        if (!source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Read(YamlReader.Read(source));
        }

        JsonFile json = JsonReader.Read(source);
        return new BuildFile(source, json.Root, json.Comments, json.Diagnostics);
    }

    public static BuildFile Read(YamlStream file) => new(file.Source, file.Root, file.Comments, file.Diagnostics);

    /// <summary>What Cloud Build puts in the place of the references in a value of this file.</summary>
    public Value Evaluate(Value value) => Substitutions.Evaluate(value);

    public BuildStep? FindStep(string id) => Steps.FirstOrDefault(step => step.Id.AsString == id);

    public override string ToString() => Source.Path;
}

/// <summary>An entry of <c>availableSecrets.secretManager</c>.</summary>
/// <param name="Body">As written.</param>
public sealed record BuildSecret(Value Body)
{
    /// <summary>The variable by which steps name it in <c>secretEnv</c>.</summary>
    public Value Env => Body.Get("env");

    /// <summary><c>projects/P/secrets/S/versions/V</c>.</summary>
    public Value VersionName => Body.Get("versionName");
}
