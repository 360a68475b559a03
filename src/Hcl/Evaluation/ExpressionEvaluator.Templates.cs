using System.Text;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

internal sealed partial class ExpressionEvaluator
{
    private Value EvaluateTemplate(TemplateExpression template)
    {
        if (template.TryGetLiteral(out string? literal))
        {
            return Value.Of(literal).WithOrigin(At(template.Span));
        }

        var text = new TemplateResult(this);
        foreach (HclExpression part in template.Parts)
        {
            text.Add(part is LiteralExpression run && run.Value.Kind == ValueKind.String ? run.Value : Evaluate(part), part.Span);
        }

        return text.ToValue(template.Span);
    }

    private Value EvaluateJoin(TemplateJoinExpression join)
    {
        Value parts = EvaluateTupleLoop(join.Loop);
        if (parts.IsUnknown)
        {
            return TypedValues.UnknownLike(parts, HclType.String, notNull: true).WithOrigin(At(join.Span));
        }

        var text = new TemplateResult(this);
        foreach (Value part in parts.AsList)
        {
            text.Add(part, join.Loop.Value.Span);
        }

        Value result = text.ToValue(join.Span);
        return result.WithSensitive(result.IsSensitive || parts.IsSensitive);
    }

    /// <summary>Gathers the text of a template; with an unknown part, what is known before it.</summary>
    private sealed class TemplateResult(ExpressionEvaluator evaluator)
    {
        private readonly StringBuilder _text = new();
        private Value? _unknown;
        private Origin? _from;
        private bool _sensitive;

        public void Add(Value part, TextSpan span)
        {
            _sensitive |= part.IsSensitive;
            _from ??= part.Origin?.From;
            if (part.IsNull)
            {
                part = evaluator.Fail(span, "template-value", "Invalid template interpolation value", "The value is null: it cannot be a part of a string.");
            }
            else if (!Conversion.TryConvert(part, HclType.String, out Value converted, out string? reason))
            {
                part = evaluator.Fail(span, "template-value", "Invalid template interpolation value", $"The value cannot be a part of a string: {reason}.");
            }
            else
            {
                part = converted;
            }

            if (part.IsUnknown)
            {
                if (_unknown is null)
                {
                    _text.Append(part.UnknownReason?.Prefix);
                    _unknown = part;
                }
            }
            else if (_unknown is null)
            {
                _text.Append(part.AsString);
                if (_text.Length > EvaluationBudget.MaxTextLength || !evaluator.Context.Budget.TrySpend(part.AsString.Length / 64))
                {
                    _unknown = Value.Unknown(UnknownKind.Limit, "the text is too long");
                }
            }
        }

        public Value ToValue(TextSpan span)
        {
            Value result;
            if (_unknown is { } unknown)
            {
                Unknown reason = unknown.UnknownReason ?? new Unknown(UnknownKind.Computed, "");
                result = Value.Unknown(new Unknown(reason.Kind, reason.Detail) { Type = HclType.String, NotNull = true, Prefix = _text.ToString() });
            }
            else
            {
                result = Value.Of(_text.ToString().ToNfc());
            }

            var origin = new Origin(OriginKind.Written, "", new SourceLocation(evaluator.Context.Source, span), _from);
            return result.WithOrigin(origin).WithSensitive(_sensitive);
        }
    }
}
