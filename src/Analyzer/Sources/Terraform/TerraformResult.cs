using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Everything that <see cref="TerraformLoader"/> made of the Terraform files of a repository.</summary>
public sealed record TerraformResult
{
    public static readonly TerraformResult Empty = new();

    /// <summary>Each folder with configuration files, in ordinal order of the paths.</summary>
    public ImmutableArray<TerraformModule> Modules { get; init; } = [];

    /// <summary>Each root module in each of its environments, in order of path and environment.</summary>
    public ImmutableArray<Deployment> Deployments { get; init; } = [];

    /// <summary>Each file that was read, in ordinal order of the paths, with what its parser had to say.</summary>
    public ImmutableArray<TerraformFile> Files { get; init; } = [];

    /// <summary>
    /// What came up beyond the syntax of single files: cycles, calls of modules that climb out of the tree, limits. One
    /// that comes up in several environments is here once.
    /// </summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>What a file is to Terraform.</summary>
public enum TerraformFileKind : byte
{
    /// <summary><c>.tf</c> or <c>.tf.json</c>.</summary>
    Configuration,

    /// <summary>A configuration file whose blocks replace arguments of others: <c>override.tf</c>, <c>*_override.tf</c>.</summary>
    Override,

    /// <summary><c>.tfvars</c> or <c>.tfvars.json</c>.</summary>
    Variables,
}

/// <summary>One file as it was read.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Kind">What it is to Terraform.</param>
/// <param name="Diagnostics">What its parser had to say.</param>
/// <param name="Comments">Its comments, for suppressions.</param>
public sealed record TerraformFile(
    SourceText Source,
    TerraformFileKind Kind,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<Comment> Comments);
