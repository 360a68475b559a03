using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>Where a resource was read.</summary>
public enum ResourceSource : byte
{
    Terraform,
    Plan,
    Command,
    Yaml,
    Live,
}

/// <summary>A reference from an attribute of one resource to another resource of the same deployment.</summary>
/// <param name="Path">The referring attribute: "settings.ip_configuration.private_network"; "depends_on" too.</param>
/// <param name="Target">The address that is referred to; without an instance key it means all instances.</param>
/// <param name="Attribute">The attribute of the target that is read, "" for the whole resource.</param>
/// <param name="Location">The traversal in the source.</param>
public sealed record ResourceReference(string Path, ResourceAddress Target, string Attribute, SourceLocation Location);

/// <summary>What Terraform's <c>lifecycle</c> block says of a resource.</summary>
/// <param name="PreventDestroy">As written; absent if it is not.</param>
/// <param name="CreateBeforeDestroy">As written; absent if it is not.</param>
/// <param name="IgnoreChanges">Attribute paths, "all" for the keyword.</param>
/// <param name="IgnoreChangesLocation">The list, null if there is none.</param>
public sealed record ResourceLifecycle(
    Value PreventDestroy,
    Value CreateBeforeDestroy,
    ImmutableArray<string> IgnoreChanges,
    SourceLocation? IgnoreChangesLocation)
{
    public static readonly ResourceLifecycle None = new(default, default, [], null);
}

/// <summary>
/// The unit that rules about Google Cloud look at: a type and attributes in the vocabulary of the Terraform google
/// provider, whatever source it was read from. A nested block that the provider allows once is a map; one that it allows
/// several times is a list of maps. Provider defaults are behind the written attributes (<see cref="ValueMap.Defaults"/>).
/// </summary>
public sealed class CloudResource
{
    public required ResourceAddress Address { get; init; }

    /// <summary>"google_sql_database_instance". Beta and older forms are kept: rules name all the types they mean.</summary>
    public required string Type { get; init; }

    public required ResourceSource Source { get; init; }

    /// <summary>The attributes as a map, to be followed by <see cref="Get"/>.</summary>
    public required Value Attributes { get; init; }

    /// <summary>The head: type and labels of a block, the words of a command, the name of a YAML object.</summary>
    public required SourceLocation Header { get; init; }

    /// <summary>The whole block, command or object.</summary>
    public required SourceLocation Block { get; init; }

    /// <summary>
    /// The command only changes what it mentions (<c>gcloud sql instances patch</c>): everything else is unknown, and no
    /// rule about absence holds for it.
    /// </summary>
    public bool IsUpdate { get; init; }

    /// <summary>
    /// It is repeated by a <c>count</c> or <c>for_each</c> that is not known: there may be none, one or several of it.
    /// </summary>
    public bool IsConditional { get; init; }

    public ResourceLifecycle Lifecycle { get; init; } = ResourceLifecycle.None;

    public ImmutableArray<ResourceReference> References { get; init; } = [];

    /// <summary>The same resource with references that were found later: those between live resources.</summary>
    public CloudResource WithReferences(ImmutableArray<ResourceReference> references) => new()
    {
        Address = Address,
        Type = Type,
        Source = Source,
        Attributes = Attributes,
        Header = Header,
        Block = Block,
        IsUpdate = IsUpdate,
        IsConditional = IsConditional,
        Lifecycle = Lifecycle,
        References = references,
    };

    /// <summary>
    /// The value at a path such as "settings.ip_configuration.ipv4_enabled": what was written, else the provider's
    /// default, else absent. Absent in an update is unknown.
    /// </summary>
    public Value Get(string path)
    {
        Value value = Attributes.GetPath(path);
        return value.IsAbsent && IsUpdate ? Value.Unknown(UnknownKind.Computed, $"the command leaves {path} as it is") : value;
    }

    /// <summary>The maps of a nested block: none, one or several, however the block is stored.</summary>
    public IEnumerable<Value> Blocks(string path)
    {
        Value value = Get(path);
        return value.Kind switch
        {
            ValueKind.Map => [value],
            ValueKind.List or ValueKind.Set => value.AsList.Items.Where(item => item.Kind == ValueKind.Map),
            _ => [],
        };
    }

    /// <summary>
    /// Where a finding about a path belongs: the attribute if somebody wrote it, else the innermost block around it that
    /// somebody wrote, else the head of the resource.
    /// </summary>
    public SourceLocation Locate(string path)
    {
        while (true)
        {
            Value value = Attributes.GetPath(path);
            if (value.Origin is { Kind: not OriginKind.ProviderDefault } origin)
            {
                return origin.Location;
            }

            int cut = path.AsSpan().LastIndexOfAny('.', '[');
            if (cut <= 0)
            {
                return Header;
            }

            path = path[..cut];
        }
    }

    public override string ToString() => Address.Text;
}
