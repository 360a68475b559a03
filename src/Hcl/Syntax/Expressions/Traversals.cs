using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Syntax;

/// <summary>A step of a traversal that is known without evaluation.</summary>
/// <param name="Span">With its dot or brackets.</param>
public abstract record TraversalStep(TextSpan Span) : HclNode(Span);

/// <summary><c>.name</c>.</summary>
public sealed record AttributeStep(TextSpan Span, string Name, TextSpan NameSpan) : TraversalStep(Span);

/// <summary><c>[0]</c>, <c>["key"]</c> and the legacy <c>.0</c>.</summary>
/// <param name="Span">With its dot or brackets.</param>
/// <param name="Key">A number or string; null or a boolean where somebody wrote that.</param>
public sealed record IndexStep(TextSpan Span, Value Key) : TraversalStep(Span);

/// <summary>A variable of the scope and the static steps behind it: <c>var.x</c>, <c>google_x.y[0].z</c>.</summary>
public sealed record TraversalExpression(TextSpan Span, string RootName, TextSpan RootSpan, ImmutableArray<TraversalStep> Steps)
    : HclExpression(Span);

/// <summary>Static steps behind something that is not a variable: <c>f().x</c>, <c>(a)[0]</c>.</summary>
public sealed record RelativeTraversalExpression(TextSpan Span, HclExpression Source, ImmutableArray<TraversalStep> Steps)
    : HclExpression(Span);

/// <summary><c>collection[key]</c> with a key that has to be evaluated.</summary>
public sealed record IndexExpression(TextSpan Span, HclExpression Collection, HclExpression Key) : HclExpression(Span);

/// <summary><c>source[*].each</c> or the legacy <c>source.*.each</c>.</summary>
/// <param name="Span">All of it.</param>
/// <param name="Source">What is gone through.</param>
/// <param name="MarkerSpan">The star with its dot or brackets.</param>
/// <param name="Each">Evaluated for each element, which <see cref="SplatItemExpression"/> stands for.</param>
/// <param name="AttributeOnly">The legacy form.</param>
public sealed record SplatExpression(TextSpan Span, HclExpression Source, TextSpan MarkerSpan, HclExpression Each, bool AttributeOnly)
    : HclExpression(Span);

/// <summary>The element at hand inside the nearest <see cref="SplatExpression"/>.</summary>
public sealed record SplatItemExpression(TextSpan Span) : HclExpression(Span);
