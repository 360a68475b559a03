using System.Collections.Immutable;
using GcpLint.Cel.Checking;
using GcpLint.Cel.Planning;
using GcpLint.Cel.Syntax;
using GcpLint.Text;

namespace GcpLint.Cel;

/// <param name="Program">Null if there are errors.</param>
/// <param name="Diagnostics">Their places lie in the file that holds the expression.</param>
public sealed record CelCompilation(CelProgram? Program, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Expressions of the Common Expression Language: reads, checks, plans. Never throws on what it reads.</summary>
public static class CelCompiler
{
    /// <summary>An expression that stands in a file of another language.</summary>
    /// <param name="text">The expression and its place.</param>
    /// <param name="environment">What it may refer to.</param>
    /// <param name="resultType">What it must give; null for anything.</param>
    public static CelCompilation Compile(MappedText text, CelEnvironment environment, CelType? resultType = null)
    {
        ParseResult parsed = Parser.Parse(text.Text);
        if (!parsed.Problems.IsEmpty)
        {
            return new CelCompilation(null, Diagnose(text, parsed.Problems));
        }

        CheckedExpression checkedExpression = Checker.Check(parsed.Root, environment, resultType);
        if (!checkedExpression.Problems.IsEmpty)
        {
            return new CelCompilation(null, Diagnose(text, checkedExpression.Problems));
        }

        ExpressionPlan plan = Planner.Plan(checkedExpression, environment);
        if (environment.IsChecked && !plan.Problems.IsEmpty)
        {
            return new CelCompilation(null, Diagnose(text, plan.Problems));
        }

        return new CelCompilation(
            new CelProgram(text.Text, plan.Root, checkedExpression.Type, checkedExpression.LocalCount, plan.MakesCollections, environment), []);
    }

    /// <summary>An expression that is a text of its own; <paramref name="path"/> names it in diagnostics.</summary>
    public static CelCompilation Compile(string expression, CelEnvironment environment, CelType? resultType = null, string path = "<expression>") =>
        Compile(MappedText.Whole(new SourceText(path, expression)), environment, resultType);

    private static ImmutableArray<Diagnostic> Diagnose(MappedText text, ImmutableArray<Problem> problems) =>
        [.. problems.Select(problem => new Diagnostic(problem.Code, DiagnosticSeverity.Error, problem.Summary, problem.Detail, text.Locate(problem.Span)))];
}
