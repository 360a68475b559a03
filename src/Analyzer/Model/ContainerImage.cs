using System.Collections.Immutable;

namespace GcpLint.Analyzer.Model;

/// <summary>
/// An image as its configuration tells of it (https://github.com/opencontainers/image-spec/blob/main/config.md): what a
/// container gets, and the steps that made it. The files of its layers are not read.
/// </summary>
public sealed record ContainerImage
{
    /// <summary>As reports name it: what was asked for, or the first tag that the image has.</summary>
    public required string Name { get; init; }

    /// <summary>With its algorithm: of the manifest where there is one, else of the configuration; null if it is not known.</summary>
    public string? Digest { get; init; }

    /// <summary>"linux/amd64"; "" if it is not known.</summary>
    public string Platform { get; init; } = "";

    public required ImageSettings Settings { get; init; }

    /// <summary>The oldest first; the steps of the base image are among them.</summary>
    public ImmutableArray<ImageHistoryEntry> History { get; init; } = [];

    /// <summary>The image that it was built on, where a label, an annotation or the builder says so.</summary>
    public string? BaseName { get; init; }

    /// <summary>The name with the digest: tells two builds of one tag apart.</summary>
    public string FullName => Digest is null || Name.Contains('@', StringComparison.Ordinal) ? Name : $"{Name}@{Digest}";

    /// <summary>Whether BuildKit made the last step: it writes down a command without its mounts.</summary>
    public bool IsBuiltByBuildKit => !History.IsEmpty && History[^1].IsByBuildKit;
}

/// <summary>What the engine gives to a container of an image. Names and values are as the image has them.</summary>
public sealed record ImageSettings
{
    /// <summary>"user[:group]"; "" is root.</summary>
    public string User { get; init; } = "";

    /// <summary>"NAME=value".</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    public ImmutableArray<string> Entrypoint { get; init; } = [];

    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Empty unless SHELL set it.</summary>
    public ImmutableArray<string> Shell { get; init; } = [];

    /// <summary>"8080/tcp", in ordinal order.</summary>
    public ImmutableArray<string> ExposedPorts { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public string WorkingDirectory { get; init; } = "";

    public string StopSignal { get; init; } = "";

    /// <summary>Null if the image has none. The OCI format has no place for it; engines keep it all the same, podman does not.</summary>
    public ImageHealthcheck? Healthcheck { get; init; }
}

/// <summary>The HEALTHCHECK of an image.</summary>
/// <param name="Test">"NONE", or "CMD" and words, or "CMD-SHELL" and a text for the shell.</param>
/// <param name="Interval">Zero where the engine's default holds, as with the others.</param>
/// <param name="Timeout">Of one check.</param>
/// <param name="StartPeriod">In which failures do not count.</param>
/// <param name="Retries">0 for the engine's default.</param>
public sealed record ImageHealthcheck(ImmutableArray<string> Test, TimeSpan Interval, TimeSpan Timeout, TimeSpan StartPeriod, int Retries);

/// <summary>A step that made an image.</summary>
/// <param name="CreatedBy">The command as the builder wrote it down: each builder has its own way.</param>
/// <param name="Comment">Of the builder.</param>
/// <param name="IsEmptyLayer">It changed settings only.</param>
public sealed record ImageHistoryEntry(string CreatedBy, string Comment, bool IsEmptyLayer)
{
    public bool IsByBuildKit => Comment.StartsWith("buildkit.", StringComparison.Ordinal) || CreatedBy.EndsWith("# buildkit", StringComparison.Ordinal);
}
