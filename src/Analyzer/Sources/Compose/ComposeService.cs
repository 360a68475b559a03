using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>
/// A service after interpolation, <c>extends</c> and overrides. Each value tells by its origin in which file it stands;
/// paths are relative to that file.
/// </summary>
public sealed class ComposeService
{
    private readonly string? _missingBase;

    internal ComposeService(ValueEntry entry, SourceLocation location, string? missingBase)
    {
        Key = entry.Key;
        Body = entry.Value;
        Location = location;
        _missingBase = missingBase;
    }

    public string Name => Key.AsString;

    /// <summary>The name with its place.</summary>
    public Value Key { get; }

    public Value Body { get; }

    /// <summary>From the name to the end of the service in the file that counts most.</summary>
    public SourceLocation Location { get; }

    /// <summary>A service that it extends is not in the tree: what is not written here is unknown.</summary>
    public bool IsIncomplete => _missingBase is not null;

    public Value Image => Get("image");

    /// <summary>Null if the service has an image only.</summary>
    public ComposeBuild? Build => Get("build") is { IsSet: true } build ? new ComposeBuild(build) : null;

    public Value ContainerName => Get("container_name");

    /// <summary>A string for the shell's rules of splitting, or a list.</summary>
    public Value Command => Get("command");

    public Value Entrypoint => Get("entrypoint");

    public Value User => Get("user");

    public Value Privileged => Get("privileged");

    public ImmutableArray<Value> CapAdd => Get("cap_add").OneOrMany();

    public ImmutableArray<Value> CapDrop => Get("cap_drop").OneOrMany();

    public ImmutableArray<Value> SecurityOpt => Get("security_opt").OneOrMany();

    public Value ReadOnly => Get("read_only");

    public Value NetworkMode => Get("network_mode");

    public Value Pid => Get("pid");

    public Value Ipc => Get("ipc");

    public Value Restart => Get("restart");

    public Value Deploy => Get("deploy");

    /// <summary>The limit of memory, of either form.</summary>
    public Value MemoryLimit => Get("mem_limit") is { IsSet: true } limit ? limit : Deploy.GetPath("resources.limits.memory");

    /// <summary>The limit of processors, of either form.</summary>
    public Value CpuLimit => Get("cpus") is { IsSet: true } limit ? limit : Deploy.GetPath("resources.limits.cpus");

    public ImmutableArray<Value> Profiles => Get("profiles").OneOrMany();

    public Value Logging => Get("logging");

    public ImmutableArray<ComposeVariable> Labels => ComposeVariable.ReadAll(Get("labels"));

    /// <summary>Null if it is not written: then the image's counts.</summary>
    public ComposeHealthcheck? Healthcheck => Get("healthcheck") is { IsSet: true } check ? new ComposeHealthcheck(check) : null;

    public ImmutableArray<ComposePort> Ports => [.. Get("ports").OneOrMany().Select(ComposePort.Read).OfType<ComposePort>()];

    public ImmutableArray<Value> Expose => Get("expose").OneOrMany();

    public ImmutableArray<ComposeMount> Mounts => [.. Get("volumes").OneOrMany().Select(ComposeMount.Read).OfType<ComposeMount>()];

    public ImmutableArray<ComposeVariable> Environment => ComposeVariable.ReadAll(Get("environment"));

    public ImmutableArray<ComposeEnvFile> EnvFiles => ComposeEnvFile.ReadAll(Get("env_file"));

    public ImmutableArray<ComposeDependency> DependsOn => ComposeDependency.ReadAll(Get("depends_on"));

    public ImmutableArray<ComposeGrant> Secrets => ComposeGrant.ReadAll(Get("secrets"));

    public ImmutableArray<ComposeGrant> Configs => ComposeGrant.ReadAll(Get("configs"));

    /// <summary>The networks by name; the body is null for the short form.</summary>
    public ImmutableArray<ComposeElement> Networks =>
        [.. ComposeShapes.Names(Get("networks")).Select(entry => new ComposeElement(entry.Key, entry.Value))];

    /// <summary>The value of a field; unknown instead of absent if the service is incomplete.</summary>
    public Value Get(string field)
    {
        Value value = Body.Get(field);
        return value.IsAbsent && _missingBase is not null ? Value.Unknown(UnknownKind.UnresolvedModule, _missingBase) : value;
    }

    public override string ToString() => Name;
}
