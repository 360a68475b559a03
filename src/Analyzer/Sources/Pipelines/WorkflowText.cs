using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>
/// What the values of a job say when it runs: variables of <c>env</c> and the inputs that a caller gives are put in; of
/// everything else the text around it is kept, so that names can be judged.
/// </summary>
/// <param name="job">The job that the values belong to; null for a composite action.</param>
/// <param name="inputs">What the caller gives, evaluated; empty for a workflow that nobody calls.</param>
internal sealed class WorkflowText(Job? job, ImmutableDictionary<string, Value> inputs)
{
    /// <summary>Variables that refer to each other; a cycle would have no end.</summary>
    private const int MaxDepth = 8;

    /// <summary>Expressions in one value, through variables too.</summary>
    private const int MaxExpressions = 500;

    private int _expressions;

    public Value Evaluate(Value value, Step? step = null)
    {
        _expressions = 0;
        return Evaluate(value, step, 0);
    }

    private Value Evaluate(Value value, Step? step, int depth)
    {
        if (value.Kind != ValueKind.String || !value.AsString.Contains("${{", StringComparison.Ordinal) || ScalarText.Map(value) is not { } text)
        {
            return value;
        }

        var parts = ImmutableArray.CreateBuilder<Value>();
        int offset = 0;
        foreach (WorkflowExpression expression in WorkflowExpression.Find(text))
        {
            Add(parts, Value.Of(text.Text[offset..expression.Span.Start]));
            Add(parts, Resolve(expression.Root, text.Text, step, depth));
            offset = expression.Span.End;
        }

        Add(parts, Value.Of(text.Text[offset..]));
        Value result = parts switch
        {
            [] => Value.EmptyString,
            [var only] => only,
            _ when parts.All(part => part.Kind == ValueKind.String) => Value.Of(Concat(parts)),
            _ => Value.Unknown(new Unknown(UnknownKind.RunTime, $"{text.Text} is known when the workflow runs") { Parts = new ValueList(parts.ToImmutable()) }),
        };
        return result.WithOrigin(value.Origin);
    }

    private static string Concat(ImmutableArray<Value>.Builder parts)
    {
        var text = new StringBuilder();
        foreach (Value part in parts)
        {
            text.Append(part.AsString);
        }

        return text.ToString();
    }

    /// <summary>Adds a part; the parts of an unknown text one by one.</summary>
    private static void Add(ImmutableArray<Value>.Builder parts, Value value)
    {
        if (value.UnknownReason is { Parts: { } inner })
        {
            parts.AddRange(inner.Items);
        }
        else if (value.Kind != ValueKind.String)
        {
            parts.Add(value.IsUnknown ? value : Value.Of(ScalarText.Of(value)));
        }
        else if (value.AsString.Length > 0)
        {
            parts.Add(value);
        }
    }

    private Value Resolve(ExpressionNode root, string text, Step? step, int depth)
    {
        if (root is LiteralNode literal)
        {
            return literal.Value;
        }

        if (root is PropertyNode { Target: ContextNode context, Name: var name } && depth < MaxDepth && ++_expressions < MaxExpressions)
        {
            if (context.Name == "env")
            {
                Value variable = step?.EnvironmentVariable(name) is { IsAbsent: false } own ? own
                    : job?.Env.Get(name) is { IsAbsent: false } jobs ? jobs : job?.Workflow.Env.Get(name) ?? default;
                if (variable.IsSet)
                {
                    return Evaluate(variable, step, depth + 1);
                }
            }
            else if (context.Name == "inputs" && inputs.TryGetValue(name, out Value input))
            {
                return input;
            }
        }

        string shown = text.Substring(root.Span.Start, root.Span.Length);
        ImmutableArray<Value> literals =
        [
            .. root.DescendantsAndSelf().OfType<OperatorNode>().Where(node => node.Operator is "&&" or "||")
                .SelectMany(node => node.Operands).OfType<LiteralNode>().Select(node => node.Value).Where(value => value.Kind == ValueKind.String),
        ];
        return Value.Unknown(new Unknown(UnknownKind.RunTime, $"{shown} is known when the workflow runs")
        {
            Alternatives = literals.IsEmpty ? null : new ValueList(literals),
        });
    }
}
