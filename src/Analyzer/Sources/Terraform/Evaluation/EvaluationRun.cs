using System.Collections.Concurrent;
using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>One root module in one environment: what its evaluation shares, and what it has cost so far.</summary>
internal sealed class EvaluationRun
{
    private readonly HashSet<(string Code, SourceText Source, TextSpan Span)> _said = [];
    private int _depth;
    private bool _limitReported;

    public required TerraformInput Input { get; init; }

    public required ModuleTree Tree { get; init; }

    public required TerraformModule Root { get; init; }

    /// <summary>References of expressions: found once, for all environments.</summary>
    public required ReferenceCache References { get; init; }

    /// <summary>"in environment prod" or "": ends the reasons of variables without a value.</summary>
    public required string Where { get; init; }

    /// <summary><c>terraform.workspace</c>, null for unknown.</summary>
    public string? Workspace { get; init; }

    public CancellationToken Cancellation { get; init; }

    /// <summary>Bounds all expressions of the run together.</summary>
    public EvaluationBudget Budget { get; } = new();

    /// <summary>What <c>file()</c> may read.</summary>
    public required IFunctionFiles? Files { get; init; }

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Folders that local calls lead to and that have no configuration among the files given.</summary>
    public SortedSet<string> MissingModules { get; } = new(StringComparer.Ordinal);

    /// <summary>What is being computed, each because of the one before it.</summary>
    public List<OpenDefinition> OpenDefinitions { get; } = [];

    public int ModuleCount { get; set; }

    public int ResourceCount { get; set; }

    /// <summary>Says something once, however many instances come to it.</summary>
    public void Report(string code, string summary, string detail, SourceLocation location, DiagnosticSeverity severity = DiagnosticSeverity.Error)
    {
        if (_said.Add((code, location.Source, location.Span)))
        {
            Diagnostics.Add(new Diagnostic(code, severity, summary, detail, location));
        }
    }

    /// <summary>
    /// What the evaluator has to say of an expression. It costs that one value, which is unknown then: a warning. A module
    /// that is only complete with the inputs of its callers is not blamed for what comes of their lack.
    /// </summary>
    public void Report(ImmutableArray<Diagnostic> diagnostics)
    {
        if (Root.IsReusableModule)
        {
            return;
        }

        foreach (Diagnostic diagnostic in diagnostics)
        {
            Report(diagnostic.Code, diagnostic.Summary, diagnostic.Detail, diagnostic.Location, DiagnosticSeverity.Warning);
        }
    }

    /// <summary>
    /// Says that a value was given up for what it costs. The first place is enough: all that is made of it is unknown too,
    /// and with the budget spent every later expression would have its own.
    /// </summary>
    public void ReportLimit(string detail, SourceLocation location)
    {
        if (!_limitReported)
        {
            _limitReported = true;
            Report("terraform/limit", "Evaluation was given up", $"The value is unknown to all checks: {detail}.", location, DiagnosticSeverity.Warning);
        }
    }

    /// <summary>Goes down one definition; false if that would be too deep. Each success needs a <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (_depth >= EvaluationLimits.MaxDefinitionDepth || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        _depth++;
        return true;
    }

    public void Leave() => _depth--;
}

/// <summary>The references of each expression, by the node itself; safe to share between threads.</summary>
internal sealed class ReferenceCache
{
    private readonly ConcurrentDictionary<HclExpression, ExpressionReferences> _found = new(ReferenceEqualityComparer.Instance);

    public ExpressionReferences Get(HclExpression expression) =>
        expression is LiteralExpression ? ExpressionReferences.None : _found.GetOrAdd(expression, ReferenceCollector.Collect);
}
