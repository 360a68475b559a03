using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Nginx;

/// <summary>
/// A configuration of nginx, or a part of one that another includes
/// (https://nginx.org/en/docs/beginners_guide.html#conf_structure).
/// </summary>
public sealed record NginxFile(SourceText Source, ImmutableArray<NginxDirective> Directives, ImmutableArray<Comment> Comments, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Reads any text; what is no configuration gives diagnostics.</summary>
    public static NginxFile Read(SourceText source) => new NginxParser(source).Parse();

    /// <summary>All directives of the file, in the order of the source.</summary>
    public IEnumerable<NginxDirective> All => Directives.SelectMany(directive => directive.DescendantsAndSelf());

    public SourceLocation Locate(TextSpan span) => new(Source, span);

    public override string ToString() => Source.Path;
}
