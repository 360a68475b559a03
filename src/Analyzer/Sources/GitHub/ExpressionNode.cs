using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>
/// A node of an expression of GitHub Actions. Spans count in the decoded text of the scalar:
/// <see cref="WorkflowExpression.Locate"/> tells the place in the file.
/// </summary>
public abstract record ExpressionNode
{
    private protected ExpressionNode(TextSpan span) => Span = span;

    public TextSpan Span { get; }

    public virtual ImmutableArray<ExpressionNode> Children => [];

    /// <summary>
    /// The dotted path of a context and the properties taken from it: "steps.deploy.outputs.url". An index by a string is
    /// a property, '*' stays, any other index is "[]". Null for everything else.
    /// </summary>
    public virtual string? Path => null;

    /// <summary>This node and all below it, parents first.</summary>
    public IEnumerable<ExpressionNode> DescendantsAndSelf()
    {
        var open = new Stack<ExpressionNode>();
        open.Push(this);
        while (open.TryPop(out ExpressionNode? node))
        {
            yield return node;
            for (int i = node.Children.Length - 1; i >= 0; i--)
            {
                open.Push(node.Children[i]);
            }
        }
    }

    /// <summary>The whole references in it: of <c>github.event.number</c> that one, not also <c>github.event</c>.</summary>
    public IEnumerable<ExpressionNode> References()
    {
        var open = new Stack<ExpressionNode>();
        open.Push(this);
        while (open.TryPop(out ExpressionNode? node))
        {
            bool reference = node.Path is not null;
            if (reference)
            {
                yield return node;
            }

            for (int i = node.Children.Length - 1; i >= 0; i--)
            {
                // The first child of a reference is its own beginning; an index in it is an expression of its own.
                ExpressionNode child = node.Children[i];
                while (reference && i == 0 && child is not ContextNode && child.Path is not null)
                {
                    for (int j = child.Children.Length - 1; j > 0; j--)
                    {
                        open.Push(child.Children[j]);
                    }

                    child = child.Children[0];
                }

                if (!(reference && i == 0))
                {
                    open.Push(child);
                }
            }
        }
    }
}

/// <summary>A string, number, boolean or null.</summary>
public sealed record LiteralNode(Value Value, TextSpan Literal) : ExpressionNode(Literal);

/// <summary>The name of a context: <c>github</c>, <c>steps</c>, <c>secrets</c>.</summary>
public sealed record ContextNode(string Name, TextSpan Word) : ExpressionNode(Word)
{
    public override string? Path => Name;
}

/// <summary><c>target.name</c>.</summary>
public sealed record PropertyNode(ExpressionNode Target, string Name, TextSpan Whole) : ExpressionNode(Whole)
{
    public override ImmutableArray<ExpressionNode> Children => [Target];

    public override string? Path => Target.Path is { } path ? $"{path}.{Name}" : null;
}

/// <summary><c>target[index]</c>.</summary>
public sealed record IndexNode(ExpressionNode Target, ExpressionNode Index, TextSpan Whole) : ExpressionNode(Whole)
{
    public override ImmutableArray<ExpressionNode> Children => [Target, Index];

    public override string? Path => Target.Path is not { } path ? null
        : Index is LiteralNode { Value.Kind: ValueKind.String } name ? $"{path}.{name.Value.AsString}" : $"{path}[]";
}

/// <summary><c>target.*</c> or <c>target[*]</c>.</summary>
public sealed record StarNode(ExpressionNode Target, TextSpan Whole) : ExpressionNode(Whole)
{
    public override ImmutableArray<ExpressionNode> Children => [Target];

    public override string? Path => Target.Path is { } path ? $"{path}.*" : null;
}

/// <summary><c>name(arguments)</c>.</summary>
public sealed record CallNode(string Name, ImmutableArray<ExpressionNode> Arguments, TextSpan Whole) : ExpressionNode(Whole)
{
    public override ImmutableArray<ExpressionNode> Children => Arguments;

    /// <summary>Functions are compared without case.</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary><c>!operand</c>.</summary>
public sealed record NotNode(ExpressionNode Operand, TextSpan Whole) : ExpressionNode(Whole)
{
    public override ImmutableArray<ExpressionNode> Children => [Operand];
}

/// <summary>Operands joined by one operator: two for a comparison, any number for <c>&amp;&amp;</c> and <c>||</c>.</summary>
public sealed record OperatorNode(string Operator, ImmutableArray<ExpressionNode> Operands, TextSpan Whole) : ExpressionNode(Whole)
{
    public override ImmutableArray<ExpressionNode> Children => Operands;
}

/// <summary>Text that is no expression.</summary>
public sealed record ErrorNode(string Message, TextSpan Text) : ExpressionNode(Text);
