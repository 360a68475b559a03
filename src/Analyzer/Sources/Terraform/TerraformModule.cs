using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>The configuration files of one folder, as they are written: nothing is evaluated here.</summary>
public sealed class TerraformModule
{
    /// <summary>The folder relative to the scan, "." for its root.</summary>
    public required string Path { get; init; }

    /// <summary>Its configuration files in ordinal order, override files last.</summary>
    public required ImmutableArray<TerraformFile> Files { get; init; }
}
