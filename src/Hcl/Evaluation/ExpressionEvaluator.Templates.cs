using System.Collections.Immutable;
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

    /// <summary>Gathers the text of a template; with an unknown part, what is known around it.</summary>
    private sealed class TemplateResult(ExpressionEvaluator evaluator)
    {
        /// <summary>A loop may join thousands of unknown parts, which tell nobody anything: the text is then known up to the last one kept.</summary>
        private const int MaxParts = 64;

        private readonly StringBuilder _text = new();
        private ImmutableArray<Value>.Builder? _parts;
        private string _prefix = "";
        private Value? _unknown;
        private Origin? _from;
        private int _length;
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
                // The place from which an unknown part came is what tells parts apart.
                part = converted.Origin is null ? converted.WithOrigin(part.Origin) : converted;
            }

            if (part.IsUnknown)
            {
                AddUnknown(part);
            }
            else if (_unknown is not { UnknownReason.Kind: UnknownKind.Limit })
            {
                AddText(part.AsString);
            }
        }

        public Value ToValue(TextSpan span)
        {
            Value result;
            if (_unknown is { } unknown)
            {
                EndText();
                Unknown reason = unknown.UnknownReason ?? new Unknown(UnknownKind.Computed, "");
                result = Value.Unknown(new Unknown(reason.Kind, reason.Detail)
                {
                    Type = HclType.String,
                    NotNull = true,
                    Prefix = _prefix,
                    Parts = _parts is null ? null : new ValueList(_parts.ToImmutable()),
                });
            }
            else
            {
                result = Value.Of(_text.ToString().ToNfc());
            }

            var origin = new Origin(OriginKind.Written, "", new SourceLocation(evaluator.Context.Source, span), _from) { IsComposed = true };
            return result.WithOrigin(origin).WithSensitive(_sensitive);
        }

        private void AddUnknown(Value part)
        {
            if (_unknown is null)
            {
                _prefix = _text.ToString() + part.UnknownReason?.Prefix;
                _unknown = part;
            }

            EndText();
            _parts ??= ImmutableArray.CreateBuilder<Value>();
            if (part.UnknownReason?.Parts is { } inner && _parts.Count + inner.Count < MaxParts)
            {
                _parts.AddRange(inner.Items);
            }
            else if (_parts.Count < MaxParts)
            {
                _parts.Add(part);
            }
        }

        private void AddText(string text)
        {
            if (_parts?.Count >= MaxParts)
            {
                return;
            }

            _text.Append(text);
            _length += text.Length;
            if (_length > EvaluationBudget.MaxTextLength || !evaluator.Context.Budget.TrySpend(text.Length / 64))
            {
                _prefix = _unknown is null ? _text.ToString() : _prefix;
                _unknown = Value.Unknown(UnknownKind.Limit, "the text is too long");
            }
        }

        /// <summary>What was known since the last unknown part becomes a part of its own.</summary>
        private void EndText()
        {
            if (_text.Length > 0)
            {
                (_parts ??= ImmutableArray.CreateBuilder<Value>()).Add(Value.Of(_text.ToString()));
                _text.Clear();
            }
        }
    }
}
