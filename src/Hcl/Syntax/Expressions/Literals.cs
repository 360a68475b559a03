using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Syntax;

/// <summary>A number, <c>true</c>, <c>false</c>, <c>null</c>, or a run of text inside a template.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Value">Without an origin.</param>
public sealed record LiteralExpression(TextSpan Span, Value Value) : HclExpression(Span);

/// <summary>How a template is written.</summary>
public enum TemplateForm : byte
{
    Quoted,
    Heredoc,

    /// <summary><c>&lt;&lt;-</c>: the indentation that all lines share is no part of the text.</summary>
    FlushHeredoc,

    /// <summary>Without delimiters: a file for <c>templatefile</c>, a string of JSON.</summary>
    Bare,

    /// <summary>The inside of <c>%{ if }</c> or <c>%{ for }</c>.</summary>
    Directive,
}

/// <summary>A template: its parts are joined to a string. A plain string is a template with at most one part.</summary>
/// <param name="Span">With its quotes or markers.</param>
/// <param name="Parts">Runs of text (<see cref="LiteralExpression"/>), interpolated expressions, directives.</param>
/// <param name="Form">How it is written.</param>
public sealed record TemplateExpression(TextSpan Span, ImmutableArray<HclExpression> Parts, TemplateForm Form) : HclExpression(Span)
{
    /// <summary>Whether it is a plain string without sequences, and which.</summary>
    public bool TryGetLiteral([NotNullWhen(true)] out string? text)
    {
        text = Parts.Length switch
        {
            0 => "",
            1 when Parts[0] is LiteralExpression { Value.Kind: ValueKind.String } literal => literal.Value.AsString,
            _ => null,
        };
        return text is not null;
    }
}

/// <summary>A template that is a single interpolation, <c>"${x}"</c>: the value is that of the expression, not a string.</summary>
public sealed record TemplateWrapExpression(TextSpan Span, HclExpression Inner) : HclExpression(Span);

/// <summary><c>%{ for }</c> in a template: the results of the loop are joined.</summary>
public sealed record TemplateJoinExpression(TextSpan Span, ForExpression Loop) : HclExpression(Span);
