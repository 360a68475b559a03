using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary><c>name = expression</c>.</summary>
public sealed record HclAttribute(TextSpan Span, SourceText Source, string Name, TextSpan NameSpan, HclExpression Expression) : HclNode(Span)
{
    public SourceLocation Location => new(Source, Span);
}

/// <summary>A label of a block, quoted or bare.</summary>
/// <param name="Text">Without quotes, escapes decoded.</param>
/// <param name="Span">With the quotes.</param>
public readonly record struct HclLabel(string Text, TextSpan Span);

/// <summary><c>type "label" { body }</c>.</summary>
public sealed record HclBlock(
    TextSpan Span,
    SourceText Source,
    string Type,
    TextSpan TypeSpan,
    ImmutableArray<HclLabel> Labels,
    TextSpan OpenBraceSpan,
    TextSpan CloseBraceSpan,
    HclBody Body) : HclNode(Span)
{
    /// <summary>The type and the labels: where a report points that means the whole block.</summary>
    public TextSpan HeaderSpan => Labels.IsEmpty ? TypeSpan : TypeSpan.Cover(Labels[^1].Span);

    public SourceLocation Location => new(Source, HeaderSpan);

    /// <summary>The text of the label at <paramref name="index"/>, "" where there is none.</summary>
    public string GetLabel(int index) => index < Labels.Length ? Labels[index].Text : "";
}

/// <summary>Text of a body that is neither attribute nor block; a diagnostic says why.</summary>
public sealed record HclSkippedText(TextSpan Span) : HclNode(Span);
