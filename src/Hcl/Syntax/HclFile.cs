using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>A file as it was read: whatever is wrong with it, there is a body with all that could be read.</summary>
public sealed record HclFile(SourceText Source, HclBody Body, ImmutableArray<Comment> Comments, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>HCL itself would refuse the file.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}

/// <summary>An expression that was read on its own.</summary>
public sealed record HclExpressionResult(HclExpression Expression, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}
