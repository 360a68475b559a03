using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Facts;

/// <summary>The type of an argument.</summary>
public enum AttributeKind : byte
{
    /// <summary>Any type, or one that the dataset only describes in words.</summary>
    Any,
    String,
    Number,
    Bool,
    List,
    Set,
    Map,

    /// <summary>A nested block that may be written at most once.</summary>
    Block,

    /// <summary>A nested block that may be written several times.</summary>
    Blocks,
}

/// <summary>How an argument may be set.</summary>
[Flags]
public enum AttributeTraits : ushort
{
    None = 0,
    Required = 1 << 0,

    /// <summary>Only the provider sets it: it cannot be written.</summary>
    Computed = 1 << 1,

    /// <summary>It can be written; if it is not, the provider chooses, so that its value is not known.</summary>
    OptionalComputed = 1 << 2,

    /// <summary>A change makes a new resource.</summary>
    ForcesReplacement = 1 << 3,
    Sensitive = 1 << 4,

    /// <summary>Never kept in the state.</summary>
    WriteOnly = 1 << 5,
    Deprecated = 1 << 6,
    BetaOnly = 1 << 7,

    /// <summary>Blocks or elements have no order.</summary>
    Unordered = 1 << 8,

    /// <summary>The allowed values are compared without case.</summary>
    IgnoresCase = 1 << 9,

    /// <summary>A block that may also be written as an argument with a list of objects.</summary>
    AlsoArgument = 1 << 10,

    /// <summary>A credential.</summary>
    Secret = 1 << 11,
}

/// <summary>A range with ends that may be open.</summary>
public readonly record struct SchemaRange(double? Low, double? High)
{
    public bool Contains(double value) => !(value < Low) && !(value > High);
}

/// <summary>What the provider says of one argument or nested block.</summary>
public sealed record AttributeSchema
{
    public required string Name { get; init; }

    public required AttributeKind Kind { get; init; }

    public AttributeTraits Traits { get; init; }

    /// <summary>The type of the elements of a list, set or map.</summary>
    public AttributeKind ElementKind { get; init; } = AttributeKind.String;

    /// <summary>The provider's default; absent if there is none.</summary>
    public Value Default { get; init; }

    /// <summary>The only values that it takes, the empty string aside (of its elements, for a list or set); empty if it takes any.</summary>
    public ImmutableArray<string> AllowedValues { get; init; } = [];

    /// <summary>Further allowed values that only the beta provider knows.</summary>
    public ImmutableArray<string> BetaValues { get; init; } = [];

    /// <summary>Values that the documentation names: a hint, no closed list.</summary>
    public ImmutableArray<string> DocumentedValues { get; init; } = [];

    /// <summary>What to use in place of a deprecated argument, null if nothing is stated.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Fewest elements or blocks, null for no limit.</summary>
    public int? MinItems { get; init; }

    /// <summary>Most elements or blocks, null for no limit.</summary>
    public int? MaxItems { get; init; }

    public SchemaRange Range { get; init; }

    /// <summary>Bounds of a string's length in characters.</summary>
    public SchemaRange Length { get; init; }

    /// <summary>A pattern in RE2's syntax, unanchored unless it says so; null if there is none.</summary>
    public string? Pattern { get; init; }

    /// <summary>A named format ("cidr", "duration"), for arguments of backends also in words.</summary>
    public string? Format { get; init; }

    /// <summary>Names of siblings, or paths from the resource after a '/', that may not be set beside it.</summary>
    public ImmutableArray<string> ConflictsWith { get; init; } = [];

    /// <summary>Names of siblings, or paths from the resource after a '/', that must be set beside it.</summary>
    public ImmutableArray<string> RequiredWith { get; init; } = [];

    /// <summary>Arguments of other levels of which exactly one, it included, must be set.</summary>
    public ImmutableArray<string> ExactlyOneOf { get; init; } = [];

    /// <summary>Arguments of other levels of which at least one, it included, must be set.</summary>
    public ImmutableArray<string> AtLeastOneOf { get; init; } = [];

    /// <summary>Environment variables that set it (arguments of backends).</summary>
    public ImmutableArray<string> EnvironmentVariables { get; init; } = [];

    /// <summary>How it may be written ("literal", "plan", "static"), for Terraform's own arguments; null for any expression.</summary>
    public string? ExpressionKind { get; init; }

    /// <summary>The version of Terraform that brought it, null for 1.0 and before.</summary>
    public string? Since { get; init; }

    /// <summary>What is inside of a nested block; null for an argument.</summary>
    public BlockSchema? Block { get; init; }

    public bool IsBlock => Kind is AttributeKind.Block or AttributeKind.Blocks;

    public bool IsRequired => Has(AttributeTraits.Required);

    /// <summary>Only the provider sets it.</summary>
    public bool IsComputed => Has(AttributeTraits.Computed);

    public bool IsOptionalComputed => Has(AttributeTraits.OptionalComputed);

    public bool IsDeprecated => Has(AttributeTraits.Deprecated);

    public bool IsSensitive => Has(AttributeTraits.Sensitive);

    public bool Has(AttributeTraits trait) => (Traits & trait) != 0;
}
