using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>An argument with its value, whose origin is the whole <c>name = expression</c>.</summary>
internal readonly record struct EvaluatedAttribute(string Name, Value Value, HclAttribute Attribute);

/// <summary>A nested block, one of several if a <c>dynamic</c> block made it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Header">Type and labels; of a dynamic block the head of <c>dynamic "type"</c>.</param>
/// <param name="Body">What is inside.</param>
/// <param name="Multiplicity">Set if nobody knows whether, or how often, the block occurs.</param>
internal sealed record EvaluatedBlock(string Type, SourceLocation Header, EvaluatedBody Body, Unknown? Multiplicity);

/// <summary>The inside of a resource or nested block, evaluated. Arguments and blocks are in the order of the source.</summary>
internal sealed record EvaluatedBody(ImmutableArray<EvaluatedAttribute> Attributes, ImmutableArray<EvaluatedBlock> Blocks)
{
    public static readonly EvaluatedBody Empty = new([], []);

    /// <summary>Types of dynamic blocks that gave no block: an expression sees an empty list.</summary>
    public ImmutableArray<string> EmptyBlocks { get; init; } = [];

    public bool HasBlocks(string type)
    {
        foreach (EvaluatedBlock block in Blocks)
        {
            if (block.Type == type)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// As an expression sees it: each type of nested block is a list of objects, also where there is one. A list of blocks
    /// is unknown where their number is.
    /// </summary>
    public Value ToObject()
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (EvaluatedAttribute attribute in Attributes)
        {
            entries.Add(new ValueEntry(Value.Of(attribute.Name), attribute.Value));
        }

        foreach (IGrouping<string, EvaluatedBlock> group in Blocks.GroupBy(block => block.Type, StringComparer.Ordinal))
        {
            Unknown? unknown = group.Select(block => block.Multiplicity).FirstOrDefault(reason => reason is not null);
            entries.Add(new ValueEntry(
                Value.Of(group.Key),
                unknown is not null ? Value.Unknown(unknown) : Value.Of(new ValueList([.. group.Select(block => block.Body.ToObject())]))));
        }

        foreach (string type in EmptyBlocks)
        {
            if (!Blocks.Any(block => block.Type == type))
            {
                entries.Add(new ValueEntry(Value.Of(type), Value.Of(ValueList.Empty)));
            }
        }

        return Value.Of(new ValueMap(entries.ToImmutable()));
    }
}
