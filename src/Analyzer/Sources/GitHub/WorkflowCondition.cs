using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>What an <c>if:</c> says.</summary>
/// <param name="Value">As written.</param>
/// <param name="Root">The condition; null if it is not one expression.</param>
/// <param name="Expressions">The one expression, or all of a text that mixes them with other text.</param>
public sealed record WorkflowCondition(Value Value, ExpressionNode? Root, ImmutableArray<WorkflowExpression> Expressions)
{
    /// <summary>
    /// Text around <c>${{ }}</c> makes a string of the whole, and a string that is not empty is true: such a condition
    /// always holds.
    /// </summary>
    public bool IsText => Root is null;

    /// <summary>Null if no condition is written.</summary>
    public static WorkflowCondition? Read(Value value)
    {
        if (!value.IsSet)
        {
            return null;
        }

        if (ScalarText.Map(value) is not { } text)
        {
            // "if: true" is a boolean of YAML.
            return new WorkflowCondition(value, new LiteralNode(value, default), []);
        }

        ImmutableArray<WorkflowExpression> marked = WorkflowExpression.Find(text);
        if (marked.IsEmpty)
        {
            var whole = new TextSpan(0, text.Text.Length);
            var expression = new WorkflowExpression(text, whole, ExpressionParser.Parse(text.Text, whole));
            return new WorkflowCondition(value, expression.Root, [expression]);
        }

        ReadOnlySpan<char> trimmed = text.Text.AsSpan().Trim();
        return marked is [var only] && only.Span.Length == trimmed.Length
            ? new WorkflowCondition(value, only.Root, marked)
            : new WorkflowCondition(value, null, marked);
    }
}
