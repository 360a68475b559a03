using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>An expression of HCL: <see href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions"/>.</summary>
public abstract record HclExpression(TextSpan Span) : HclNode(Span);

/// <summary>Where an expression should stand and none could be read; a diagnostic says why. Its value is unknown.</summary>
public sealed record ErrorExpression(TextSpan Span) : HclExpression(Span);

/// <summary>An expression in parentheses.</summary>
public sealed record ParenthesesExpression(TextSpan Span, HclExpression Inner) : HclExpression(Span);

/// <summary><c>condition ? a : b</c>, and <c>%{ if }</c> in a template, whose results are templates.</summary>
public sealed record ConditionalExpression(TextSpan Span, HclExpression Condition, HclExpression TrueResult, HclExpression FalseResult)
    : HclExpression(Span);
