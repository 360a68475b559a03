using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Cel.Syntax;

/// <summary>Something wrong with an expression, its place counted in the expression's own text.</summary>
internal readonly record struct Problem(string Code, string Summary, string Detail, TextSpan Span);

/// <param name="Root">The tree; <see cref="InvalidExpression"/> stands where nothing could be read.</param>
/// <param name="Problems">Empty if the text is an expression.</param>
internal readonly record struct ParseResult(Expression Root, ImmutableArray<Problem> Problems);
