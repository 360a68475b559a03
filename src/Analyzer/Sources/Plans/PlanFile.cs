using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>What the user says that a file is.</summary>
public enum PlanKind : byte
{
    /// <summary><c>terraform show -json PLANFILE</c>.</summary>
    Plan,

    /// <summary><c>terraform show -json</c> of a state, or a state file of version 4.</summary>
    State,
}

/// <summary>A plan or state as it was handed over.</summary>
/// <param name="Path">As reports name it.</param>
/// <param name="Kind">What the user says that it is.</param>
/// <param name="Content">The bytes of the file; at most <see cref="MaxFileSize"/>.</param>
public sealed record PlanInput(string Path, PlanKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>In bytes. Plans of the largest root modules have some hundred megabytes; positions are 32 bits wide.</summary>
    public const int MaxFileSize = 512 * 1024 * 1024;
}

/// <summary>A resource as Terraform will leave it, or as a state has it.</summary>
/// <param name="Address">With the instance keys of modules and resource.</param>
/// <param name="Type">Its type.</param>
/// <param name="Values">Known values; what is sensitive is marked.</param>
/// <param name="Unknown">The shape of <c>after_unknown</c>: true where a value is known after the apply.</param>
/// <param name="Sensitive">The shape of <c>after_sensitive</c> or <c>sensitive_values</c>.</param>
/// <param name="Header">Its address in the file.</param>
/// <param name="Block">The whole element of the file.</param>
internal sealed record PlannedResource(string Address, string Type, Value Values, Value Unknown, Value Sensitive, SourceLocation Header, SourceLocation Block);

/// <summary>What a plan or state file says.</summary>
/// <param name="Path">As reports name it.</param>
/// <param name="Kind">What the user says that it is.</param>
internal sealed record PlanFile(string Path, PlanKind Kind)
{
    /// <summary>Managed resources that are there after the apply, in the order of the file.</summary>
    public ImmutableArray<PlannedResource> Resources { get; init; } = [];

    /// <summary>Data sources that were read.</summary>
    public ImmutableArray<PlannedResource> Data { get; init; } = [];

    /// <summary>The section <c>configuration</c>; absent in a state.</summary>
    public Value Configuration { get; init; }

    /// <summary>The root module's variables by name.</summary>
    public ImmutableSortedDictionary<string, Value> Variables { get; init; } = ImmutableSortedDictionary<string, Value>.Empty;

    /// <summary>It covers the whole configuration: false for a plan with <c>-target</c>.</summary>
    public bool IsComplete { get; init; } = true;

    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>False where the file could not be read: nothing is known of its resources then.</summary>
    public bool IsRead => Diagnostics.All(diagnostic => !diagnostic.IsError);
}
