using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary><c>[a, b]</c>.</summary>
public sealed record TupleExpression(TextSpan Span, ImmutableArray<HclExpression> Elements) : HclExpression(Span);

/// <summary><c>{ a = 1 }</c>.</summary>
public sealed record ObjectExpression(TextSpan Span, ImmutableArray<ObjectItem> Items) : HclExpression(Span);

/// <summary>One <c>key = value</c> of an object.</summary>
/// <param name="Span">From the key to the value.</param>
/// <param name="Key">As written: a bare identifier is a traversal, see <see cref="KeyName"/>.</param>
/// <param name="Value">The value.</param>
public sealed record ObjectItem(TextSpan Span, HclExpression Key, HclExpression Value) : HclNode(Span)
{
    /// <summary>The key where it is written as a bare identifier or a plain string; null where it has to be evaluated.</summary>
    public string? KeyName => Key switch
    {
        TraversalExpression { Steps.IsEmpty: true } bare => bare.RootName,
        LiteralExpression { Value.Kind: Values.ValueKind.Bool } keyword => keyword.Value.AsBool ? "true" : "false",
        LiteralExpression { Value.Kind: Values.ValueKind.Null } => "null",
        TemplateExpression template when template.TryGetLiteral(out string? text) => text,
        _ => null,
    };
}

/// <summary><c>[for x in list : f(x) if c]</c> and <c>{ for k, v in map : k => v... }</c>.</summary>
/// <param name="Span">With the brackets.</param>
/// <param name="KeyName">The first of two names; null if there is one.</param>
/// <param name="ValueName">The name of the element.</param>
/// <param name="Collection">What is gone through.</param>
/// <param name="Key">The key of the result; null for a tuple.</param>
/// <param name="Value">The value of the result.</param>
/// <param name="Condition">What lets an element in; null for all.</param>
/// <param name="Grouping">Values of equal keys are gathered in a list: <c>...</c>.</param>
public sealed record ForExpression(
    TextSpan Span,
    string? KeyName,
    string ValueName,
    HclExpression Collection,
    HclExpression? Key,
    HclExpression Value,
    HclExpression? Condition,
    bool Grouping) : HclExpression(Span)
{
    /// <summary>It makes an object, not a tuple.</summary>
    public bool IsObject => Key is not null;
}
