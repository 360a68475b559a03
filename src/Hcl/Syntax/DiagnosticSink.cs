using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>Gathers the diagnostics of one text, translated to places of its file.</summary>
internal sealed class DiagnosticSink(MappedText text)
{
    /// <summary>A binary file read as HCL would give one for each byte; nobody reads more than this.</summary>
    public const int MaxDiagnostics = 100;

    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public int Count => _diagnostics.Count;

    public void Error(string code, string summary, string detail, TextSpan span)
    {
        ErrorAt(code, summary, detail, text.ToSource(span));
    }

    /// <summary>The same for a place that is one of the file already.</summary>
    public void ErrorAt(string code, string summary, string detail, TextSpan span)
    {
        if (_diagnostics.Count < MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic("hcl/" + code, DiagnosticSeverity.Error, summary, detail, new SourceLocation(text.Source, span)));
        }
    }

    /// <summary>In the order of the text; what lexer and parser say about one place is in the order in which they say it.</summary>
    public ImmutableArray<Diagnostic> ToSorted() =>
        [.. _diagnostics.OrderBy(diagnostic => diagnostic.Location.Span.Start)];
}
