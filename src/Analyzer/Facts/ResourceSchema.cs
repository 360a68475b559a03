using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GcpLint.Analyzer.Facts;

/// <summary>What a schema describes.</summary>
public enum SchemaKind : byte
{
    Resource,
    DataSource,
    Ephemeral,
    List,

    /// <summary>The arguments of a <c>provider "google"</c> block.</summary>
    Provider,

    /// <summary>The arguments of a <c>backend</c> block.</summary>
    Backend,

    /// <summary>A block of Terraform itself: <c>variable</c>, <c>lifecycle</c>.</summary>
    Core,
    Provisioner,

    /// <summary>A type that older versions had: <see cref="ResourceSchema.RemovedIn"/>.</summary>
    Gone,
}

/// <summary>What the provider says of one type. <c>id</c>, which every resource has, is not among the attributes.</summary>
public sealed class ResourceSchema
{
    public required string Type { get; init; }

    public required SchemaKind Kind { get; init; }

    /// <summary>Arguments and blocks at the top.</summary>
    public required BlockSchema Body { get; init; }

    /// <summary>Only the beta provider has it.</summary>
    public bool IsBeta { get; init; }

    /// <summary>Why it should not be used any more; null if it may be.</summary>
    public string? Deprecated { get; init; }

    /// <summary>The version that no longer has it ("7.0.0"), for Terraform's own things a version of Terraform; null if it is there.</summary>
    public string? RemovedIn { get; init; }

    /// <summary>The service that has to be enabled: "sqladmin.googleapis.com"; null if none is stated.</summary>
    public string? Service { get; init; }

    /// <summary>"member", "binding", "policy" or "audit_config" for a resource of IAM; null for others.</summary>
    public string? IamRole { get; init; }

    /// <summary>The operations that a <c>timeouts</c> block may name, with their defaults in minutes.</summary>
    public FrozenDictionary<string, int> Timeouts { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Arguments that older versions had, by path, with the major version that removed them.</summary>
    public FrozenDictionary<string, int> Gone { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>What the next major version changes, by path; the path "" is the type itself.</summary>
    public FrozenDictionary<string, SchemaChange> Next { get; init; } = FrozenDictionary<string, SchemaChange>.Empty;

    /// <summary>The attribute or block at a path such as "settings.ip_configuration"; null if there is none.</summary>
    public AttributeSchema? Find(ReadOnlySpan<char> path)
    {
        BlockSchema? block = Body;
        AttributeSchema? found = null;
        foreach (Range part in path.Split('.'))
        {
            if (block is null || !block.Attributes.TryGetValue(path[part].ToString(), out found))
            {
                return null;
            }

            block = found.Block;
        }

        return found;
    }
}

/// <summary>A change of the next major version.</summary>
/// <param name="Removed">The argument or type goes.</param>
/// <param name="Required">It becomes required.</param>
/// <param name="Computed">It can no longer be written.</param>
/// <param name="Default">Its default as JSON, null if that stays.</param>
/// <param name="Kind">Its type in the letters of the dataset, null if that stays.</param>
public sealed record SchemaChange(bool Removed, bool Required, bool Computed, string? Default, string? Kind);

/// <summary>The arguments and blocks of one block.</summary>
public sealed class BlockSchema
{
    public static readonly BlockSchema Empty = new() { Attributes = FrozenDictionary<string, AttributeSchema>.Empty };

    public required FrozenDictionary<string, AttributeSchema> Attributes { get; init; }

    /// <summary>Groups of arguments of which exactly one must be set.</summary>
    public ImmutableArray<ImmutableArray<string>> ExactlyOneOf { get; init; } = [];

    /// <summary>Groups of arguments of which at least one must be set.</summary>
    public ImmutableArray<ImmutableArray<string>> AtLeastOneOf { get; init; } = [];

    /// <summary>The arguments that have a default, in ordinal order.</summary>
    public ImmutableArray<AttributeSchema> Defaults { get; init; } = [];

    /// <summary>The arguments and blocks that must be written, in ordinal order.</summary>
    public ImmutableArray<AttributeSchema> Required { get; init; } = [];

    public AttributeSchema? Get(string name) => Attributes.GetValueOrDefault(name);
}
