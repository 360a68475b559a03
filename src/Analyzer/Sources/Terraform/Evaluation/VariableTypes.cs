using System.Runtime.CompilerServices;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Gives values of variables the type that the variable declares.</summary>
internal static class VariableTypes
{
    // Read once a variable, for all environments and calls; lives as long as the variable.
    private static readonly ConditionalWeakTable<TerraformVariable, TypeConstraint> s_constraints = [];

    /// <summary>The converted value; unknown with a diagnostic where it does not fit.</summary>
    public static Value Convert(Value value, TerraformVariable variable, EvaluationRun run)
    {
        if (variable.Type is not { } type)
        {
            return value;
        }

        TypeConstraint constraint = s_constraints.GetValue(variable, static key => Read(key));
        if (constraint.TryApply(value, out Value converted, out string? reason))
        {
            return converted;
        }

        SourceLocation place = value.Origin?.Location ?? type.Location;
        run.Report(
            "terraform/invalid-variable-value",
            "Invalid value for input variable",
            $"The value of `var.{variable.Name}` does not fit its type: {reason}.",
            place,
            DiagnosticSeverity.Warning);
        return Value.Unknown(UnknownKind.Error, $"the value of var.{variable.Name} does not fit its type");
    }

    private static TypeConstraint Read(TerraformVariable variable)
    {
        if (variable.Type is not { } type)
        {
            return TypeConstraint.Any;
        }

        // JSON has types in strings.
        if (type.Source.Path.EndsWith(".json", StringComparison.Ordinal) && TerraformLiterals.Text(type) is { } text)
        {
            var source = new SourceText(type.Source.Path, text);
            return TypeConstraintReader.Read(HclParser.ParseExpression(source).Expression, source).Constraint;
        }

        return TypeConstraintReader.Read(type.Expression, type.Source).Constraint;
    }
}
