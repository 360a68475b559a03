using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Collects diagnostics of one file.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    /// <summary>A file of another kind would give one for each line; nobody reads more than these.</summary>
    private const int MaxDiagnostics = 100;

    private readonly List<Diagnostic> _diagnostics = [];

    public void Error(string code, string summary, string detail, TextSpan span) => Add(code, DiagnosticSeverity.Error, summary, detail, span);

    public void Warning(string code, string summary, string detail, TextSpan span) => Add(code, DiagnosticSeverity.Warning, summary, detail, span);

    public void AddRange(ImmutableArray<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    public ImmutableArray<Diagnostic> ToSorted() => [.. _diagnostics.Distinct().OrderBy(diagnostic => diagnostic.Location.Span)];

    private void Add(string code, DiagnosticSeverity severity, string summary, string detail, TextSpan span)
    {
        if (_diagnostics.Count < MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic(code, severity, summary, detail, new SourceLocation(source, span)));
        }
        else if (_diagnostics.Count == MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic(
                "dockerfile/too-many-diagnostics",
                DiagnosticSeverity.Error,
                $"More than {MaxDiagnostics} problems",
                "The rest is not listed. Is this a Dockerfile?",
                new SourceLocation(source, span)));
        }
    }
}
