using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>
/// What a YAML file holds. The tree is made of <see cref="Value"/>s: each has the exact span of its node as its
/// origin, each key of a map likewise, so that the readers of workflows, builds and services need no second tree.
/// </summary>
/// <param name="Source">The file.</param>
/// <param name="Documents">In order; after an error the part that was read before it.</param>
/// <param name="Comments">In order. A '#' in a scalar is none.</param>
/// <param name="Diagnostics">In the order in which they were met.</param>
public sealed record YamlStream(
    SourceText Source,
    ImmutableArray<YamlDocument> Documents,
    ImmutableArray<Comment> Comments,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The root of the first document; absent if there is none.</summary>
    public Value Root => Documents.IsEmpty ? Value.Absent : Documents[0].Root;
}

/// <summary>One document of a <see cref="YamlStream"/>.</summary>
public sealed class YamlDocument
{
    private readonly SourceText _source;
    private readonly IReadOnlyDictionary<int, string> _tags;

    internal YamlDocument(SourceText source, Value root, TextSpan span, IReadOnlyDictionary<int, string> tags)
    {
        _source = source;
        Root = root;
        Span = span;
        _tags = tags;
    }

    /// <summary>Null for an empty document.</summary>
    public Value Root { get; }

    /// <summary>From the marker or the first node to the end of the last node or marker.</summary>
    public TextSpan Span { get; }

    /// <summary>
    /// The tag that stands before a node of this document, such as <c>!reset</c> or <c>tag:yaml.org,2002:str</c>; null
    /// if none does. An alias has the tag of its anchor.
    /// </summary>
    public string? GetTag(Value value)
    {
        if (_tags.Count == 0 || value.Origin is null)
        {
            return null;
        }

        Origin written = value.Origin.Trail.Last();
        return written.Location.Source == _source ? _tags.GetValueOrDefault(written.Location.Span.Start) : null;
    }
}
