using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>A variable of <c>environment</c> or a build argument.</summary>
/// <param name="Key">The name with its place.</param>
/// <param name="Value">Interpolated; unknown where only the shell or a run has it.</param>
public sealed record ComposeVariable(Value Key, Value Value)
{
    public string Name => ScalarText.Of(Key);

    /// <summary>The text as written, not interpolated.</summary>
    public string Written => ScalarText.Written(Value.IsSet ? Value : Key);

    /// <summary>Only the name is written: the value is that of whoever runs Compose.</summary>
    public bool IsPassedThrough { get; private init; }

    internal static ImmutableArray<ComposeVariable> ReadAll(Value value) =>
    [
        .. ComposeShapes.Assignments(value).Select(entry => entry.Value.IsSet
            ? new ComposeVariable(entry.Key, entry.Value)
            : new ComposeVariable(entry.Key, Value.Unknown(UnknownKind.EnvironmentVariable, $"{ScalarText.Of(entry.Key)} is taken from the shell").WithOrigin(entry.Key.Origin)) { IsPassedThrough = true }),
    ];
}

/// <summary>An entry of <c>depends_on</c>.</summary>
/// <param name="Service">The name with its place.</param>
/// <param name="Condition">"service_started" is what an absent one means.</param>
/// <param name="Required">Absent means true.</param>
public sealed record ComposeDependency(Value Service, Value Condition, Value Required)
{
    internal static ImmutableArray<ComposeDependency> ReadAll(Value value) =>
        [.. ComposeShapes.Names(value).Select(entry => new ComposeDependency(entry.Key, entry.Value.Get("condition"), entry.Value.Get("required")))];
}

/// <summary>A file of variables. Its path is relative to the file in which it is written.</summary>
/// <param name="Path">As written, interpolated.</param>
/// <param name="Required">Absent means true.</param>
public sealed record ComposeEnvFile(Value Path, Value Required)
{
    internal static ImmutableArray<ComposeEnvFile> ReadAll(Value value) =>
    [
        .. value.OneOrMany().Select(item => item.Kind == ValueKind.Map
            ? new ComposeEnvFile(item.Get("path"), item.Get("required"))
            : new ComposeEnvFile(item, default)),
    ];
}

/// <summary>A secret or configuration that a service is given.</summary>
/// <param name="Source">The name in the file's <c>secrets</c> or <c>configs</c>.</param>
/// <param name="Target">The name or path in the container; absent means the source's name.</param>
public sealed record ComposeGrant(Value Source, Value Target)
{
    internal static ImmutableArray<ComposeGrant> ReadAll(Value value) =>
    [
        .. value.OneOrMany().Select(item => item.Kind == ValueKind.Map
            ? new ComposeGrant(item.Get("source"), item.Get("target"))
            : new ComposeGrant(item, default)),
    ];
}

/// <summary>How an image is built. Paths are relative to the file in which they are written.</summary>
/// <param name="Body">As written: a path or a map.</param>
public sealed record ComposeBuild(Value Body)
{
    /// <summary>A folder or URL; absent in a map means the folder of the file.</summary>
    public Value Context => Body.Kind == ValueKind.Map ? Body.Get("context") : Body;

    /// <summary>Relative to the context; absent means "Dockerfile".</summary>
    public Value Dockerfile => Body.Get("dockerfile");

    public Value DockerfileInline => Body.Get("dockerfile_inline");

    /// <summary>The stage; absent means the last one.</summary>
    public Value Target => Body.Get("target");

    public ImmutableArray<ComposeVariable> Args => ComposeVariable.ReadAll(Body.Get("args"));

    /// <summary>
    /// The path of the Dockerfile relative to the root of the scan; null where it is not known, lies outside or is
    /// written inline.
    /// </summary>
    public string? DockerfilePath
    {
        get
        {
            if (DockerfileInline.IsSet || Context.IsUnknown || Dockerfile.IsUnknown || Body.Origin is not { } origin)
            {
                return null;
            }

            SourceText file = (Context.Origin ?? origin).Location.Source;
            string context = Context.IsSet ? ScalarText.Of(Context) : ".";
            string name = Dockerfile.IsSet ? ScalarText.Of(Dockerfile) : "Dockerfile";
            return name.StartsWith('/') ? null : ComposePath.Resolve(file, $"{context}/{name}");
        }
    }
}

/// <summary>The health check of a service.</summary>
/// <param name="Body">As written.</param>
public sealed record ComposeHealthcheck(Value Body)
{
    /// <summary>A string for the shell, or a list that begins with CMD, CMD-SHELL or NONE.</summary>
    public Value Test => Body.Get("test");

    public Value Interval => Body.Get("interval");

    public Value Timeout => Body.Get("timeout");

    public Value Retries => Body.Get("retries");

    public Value StartPeriod => Body.Get("start_period");

    /// <summary>Turned off: <c>disable: true</c> or the test NONE.</summary>
    public bool IsDisabled => Body.Get("disable").AsBool || Test.Get(0).AsString == "NONE" || Test.AsString == "NONE";
}

/// <summary>A volume, network, secret or configuration at the top of a file.</summary>
/// <param name="Key">The name with its place.</param>
/// <param name="Body">As written; null for the defaults.</param>
public sealed record ComposeElement(Value Key, Value Body)
{
    public string Name => ScalarText.Of(Key);

    public bool IsExternal => Body.Get("external").AsBool;

    internal static ImmutableArray<ComposeElement> ReadAll(Value value) =>
        [.. value.AsMap.Entries.Select(entry => new ComposeElement(entry.Key, entry.Value))];
}
