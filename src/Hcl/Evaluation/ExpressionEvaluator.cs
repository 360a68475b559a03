using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>One evaluation: the diagnostics so far, the variables of loops, the elements of splats.</summary>
internal sealed partial class ExpressionEvaluator(EvaluationContext context)
{
    /// <summary>The variables of the for-expressions around, innermost first.</summary>
    private Frame? _frame;

    /// <summary>The elements of the splats around, innermost on top.</summary>
    private readonly Stack<Value> _splatItems = new();

    /// <summary>Errors only: where there is one, the result is unknown.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    public EvaluationContext Context => context;

    public Value Evaluate(HclExpression expression)
    {
        if (!context.Budget.TrySpend(1) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            // What is written out costs nothing: one expression that spends the budget must not hide all others.
            Value value = expression switch
            {
                LiteralExpression literal => literal.Value,
                TemplateExpression template when template.TryGetLiteral(out string? text) => Value.Of(text.ToNfc()),
                _ => Value.Unknown(UnknownKind.Limit, "evaluation takes too many steps"),
            };
            return value.WithOrigin(At(expression.Span));
        }

        return expression switch
        {
            LiteralExpression literal => literal.Value.WithOrigin(At(literal.Span)),
            TemplateExpression template => EvaluateTemplate(template),
            TraversalExpression traversal => EvaluateTraversal(traversal),
            TemplateWrapExpression wrap => Evaluate(wrap.Inner),
            ParenthesesExpression parentheses => Evaluate(parentheses.Inner),
            TupleExpression tuple => EvaluateTuple(tuple),
            ObjectExpression constructor => EvaluateObject(constructor),
            FunctionCallExpression call => EvaluateCall(call),
            ConditionalExpression conditional => EvaluateConditional(conditional),
            BinaryExpression binary => EvaluateBinary(binary),
            UnaryExpression unary => EvaluateUnary(unary),
            ForExpression loop => loop.IsObject ? EvaluateObjectLoop(loop) : EvaluateTupleLoop(loop),
            SplatExpression splat => EvaluateSplat(splat),
            SplatItemExpression => _splatItems.TryPeek(out Value item) ? item : Value.Unknown(UnknownKind.Error, "no splat is around"),
            IndexExpression index => EvaluateIndex(index),
            RelativeTraversalExpression relative => ApplySteps(Evaluate(relative.Source), relative.Steps, relative.Span),
            TemplateJoinExpression join => EvaluateJoin(join),
            _ => Fail(expression.Span, "syntax", "Invalid expression", "The expression could not be read."),
        };
    }

    /// <summary>Reports an error and gives the unknown value that stands for it.</summary>
    public Value Fail(TextSpan span, string code, string summary, string detail)
    {
        if (Diagnostics.Count < DiagnosticSink.MaxDiagnostics)
        {
            Diagnostics.Add(new Diagnostic("hcl/" + code, DiagnosticSeverity.Error, summary, detail, new SourceLocation(context.Source, span)));
        }

        return Value.Unknown(UnknownKind.Error, detail).WithOrigin(At(span));
    }

    private Origin At(TextSpan span) => Origin.Written(context.Source, span);

    /// <summary>
    /// Puts the place of an expression on a value that it has computed. The trail goes on with that of the first operand
    /// that came from elsewhere.
    /// </summary>
    private Value Computed(Value value, TextSpan span, ReadOnlySpan<Value> operands)
    {
        Origin? from = null;
        foreach (Value operand in operands)
        {
            if (operand.Origin?.From is not null)
            {
                from = operand.Origin.From;
                break;
            }
        }

        return value.WithOrigin(new Origin(OriginKind.Written, "", new SourceLocation(context.Source, span), from) { IsComposed = true });
    }

    /// <summary>A new list or map, if it is not too large to be walked over.</summary>
    private Value Bounded(Value value)
    {
        bool fits = value.Size <= EvaluationBudget.MaxValueSize && value.Depth <= EvaluationBudget.MaxValueDepth;
        return fits && context.Budget.TrySpend(value.Kind == ValueKind.Map ? value.AsMap.Count : value.AsList.Count)
            ? value
            : Value.Unknown(UnknownKind.Limit, "the value is too large");
    }

    private Value EvaluateTuple(TupleExpression tuple)
    {
        var items = ImmutableArray.CreateBuilder<Value>(tuple.Elements.Length);
        foreach (HclExpression element in tuple.Elements)
        {
            items.Add(Evaluate(element));
        }

        return Bounded(TypedValues.Tuple(items.MoveToImmutable())).WithOrigin(At(tuple.Span));
    }

    private Value EvaluateObject(ObjectExpression constructor)
    {
        var entries = new EntryList(constructor.Items.Length);
        Value? unknownKey = null;
        bool sensitive = false;
        foreach (ObjectItem item in constructor.Items)
        {
            Value key = EvaluateKey(item);
            Value value = Evaluate(item.Value);
            sensitive |= key.IsSensitive;
            if (key.IsUnknown)
            {
                unknownKey ??= key;
            }
            else
            {
                entries.Set(key.WithSensitive(false), value);
            }
        }

        Value result = unknownKey is { } unknown ? TypedValues.UnknownLike(unknown, HclType.Dynamic) : Bounded(TypedValues.Object(entries.ToEntries()));
        return result.WithOrigin(At(constructor.Span)).WithSensitive(sensitive);
    }

    private Value EvaluateKey(ObjectItem item)
    {
        if (item.KeyName is { } name)
        {
            return Value.Of(name).WithOrigin(At(item.Key.Span));
        }

        if (item.Key is TraversalExpression dotted)
        {
            return Fail(dotted.Span, "ambiguous-key", "Ambiguous attribute key", "A key with dots is written in quotes; a reference in parentheses.");
        }

        Value key = Evaluate(item.Key);
        if (key.IsNull)
        {
            return Fail(item.Key.Span, "null-key", "Null value as key", "The key of an attribute cannot be null.");
        }

        return Conversion.TryConvert(key, HclType.String, out Value text, out string? reason)
            ? text
            : Fail(item.Key.Span, "key-type", "Incorrect key type", $"The key cannot be used: {reason}.");
    }

    /// <summary>Entries in the order in which they were first set; a key set again has its last value.</summary>
    private sealed class EntryList(int capacity)
    {
        private readonly List<ValueEntry> _entries = new(capacity);
        private readonly Dictionary<string, int> _indexes = new(capacity, StringComparer.Ordinal);

        public void Set(Value key, Value value)
        {
            if (_indexes.TryAdd(key.AsString, _entries.Count))
            {
                _entries.Add(new ValueEntry(key, value));
            }
            else
            {
                _entries[_indexes[key.AsString]] = new ValueEntry(key, value);
            }
        }

        public bool Contains(string key) => _indexes.ContainsKey(key);

        public ImmutableArray<ValueEntry> ToEntries() => [.. _entries];
    }

    /// <summary>A variable of a for-expression.</summary>
    private sealed record Frame(string Name, Value Value, Frame? Outer);
}
