using System.Text;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>Evaluates what a workflow tells of its own expressions. One for each value.</summary>
/// <param name="environment">A variable by its name; absent if no <c>env</c> in reach sets it.</param>
internal sealed class WorkflowEvaluation(Func<string, Value> environment)
{
    /// <summary>Variables that refer to each other; a cycle would have no end.</summary>
    private const int MaxDepth = 8;

    /// <summary>References in one value, through variables too: variables that name each other twice would double them at each step.</summary>
    private const int MaxReferences = 1_000;

    /// <summary>Of an evaluated text.</summary>
    private const int MaxLength = 1 << 16;

    private int _references;

    public Value Evaluate(Value value) => Evaluate(value, 0);

    private Value Evaluate(Value value, int depth) => value.Kind switch
    {
        ValueKind.String when value.AsString.Contains("${{", StringComparison.Ordinal) && ScalarText.Map(value) is { } text =>
            EvaluateText(value, text, depth),
        ValueKind.List => Value.Of(new ValueList([.. value.AsList.Items.Select(item => Evaluate(item, depth))])).WithOrigin(value.Origin),
        ValueKind.Map => Value.Of(new ValueMap([.. value.AsMap.Entries.Select(entry => entry with { Value = Evaluate(entry.Value, depth) })]))
            .WithOrigin(value.Origin),
        _ => value,
    };

    private Value EvaluateText(Value value, MappedText text, int depth)
    {
        var result = new StringBuilder();
        Origin? cause = null;
        int offset = 0;
        foreach (WorkflowExpression expression in WorkflowExpression.Find(text))
        {
            Value part = Resolve(expression, depth);
            if (!part.IsKnown || expression.Span.Length == text.Text.Length)
            {
                return part.WithOrigin(Through(value.Origin, part.Origin));
            }

            cause ??= part.Origin;
            result.Append(text.Text, offset, expression.Span.Start - offset).Append(ScalarText.Of(part));
            offset = expression.Span.End;
            if (result.Length > MaxLength)
            {
                return Value.Unknown(UnknownKind.Limit, "the evaluated text is too long").WithOrigin(value.Origin);
            }
        }

        result.Append(text.Text, offset, text.Text.Length - offset);
        return Value.Of(result.ToString()).WithOrigin(Through(value.Origin, cause));
    }

    private Value Resolve(WorkflowExpression expression, int depth)
    {
        ExpressionNode root = expression.Root;
        if (root is LiteralNode literal)
        {
            return literal.Value;
        }

        string text = expression.Text.Text.Substring(expression.Span.Start, expression.Span.Length);
        if (root is not PropertyNode { Target: ContextNode { Name: "env" }, Name: var name })
        {
            return root is ErrorNode error
                ? Value.Unknown(UnknownKind.Error, error.Message)
                : Value.Unknown(UnknownKind.RunTime, $"{text} is known when the workflow runs");
        }

        if (depth >= MaxDepth || ++_references > MaxReferences)
        {
            return Value.Unknown(UnknownKind.Limit, $"{text} refers to too many other variables");
        }

        Value variable = environment(name);
        if (variable.IsAbsent)
        {
            return Value.Unknown(UnknownKind.EnvironmentVariable, $"the variable {name} is not set in this file");
        }

        Value value = Evaluate(variable, depth + 1);
        if (variable.Origin is null)
        {
            return value;
        }

        // Variables are texts, whatever YAML makes of them.
        Value known = value.IsKnown ? Value.Of(ScalarText.Of(value)) : value;
        return known.WithOrigin(new Origin(OriginKind.VariableValue, "env." + name, variable.Origin.Location, value.Origin?.From));
    }

    private static Origin? Through(Origin? place, Origin? cause) => place is null || cause is null ? place : place with { From = cause };
}
