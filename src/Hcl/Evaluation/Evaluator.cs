using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>Evaluates expressions as Terraform 1.11 does, with unknown values and sensitive marks. Never throws on input.</summary>
public static class Evaluator
{
    /// <summary>
    /// The value of an expression. Where HCL would refuse it, the value is unknown with <see cref="UnknownKind.Error"/>
    /// and the diagnostics say why. The value has an origin: the place of the expression or of the part of it that the
    /// value is, and behind it the origin of the value that is referred to.
    /// </summary>
    public static EvaluationResult Evaluate(HclExpression expression, EvaluationContext context)
    {
        var evaluator = new ExpressionEvaluator(context);
        Value value = evaluator.Evaluate(expression);
        if (evaluator.Diagnostics.Count == 0)
        {
            return new EvaluationResult(value, []);
        }

        ImmutableArray<Diagnostic> diagnostics = [.. evaluator.Diagnostics];
        Value unknown = Value.Unknown(UnknownKind.Error, diagnostics[0].Summary)
            .WithOrigin(Origin.Written(context.Source, expression.Span));
        return new EvaluationResult(unknown, diagnostics);
    }
}
