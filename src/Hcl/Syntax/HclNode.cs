using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>A node of the tree of one file. Immutable.</summary>
/// <param name="Span">All of its text, without blanks around it.</param>
public abstract record HclNode(TextSpan Span);
