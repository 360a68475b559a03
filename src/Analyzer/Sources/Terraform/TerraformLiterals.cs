using GcpLint.Hcl.Syntax;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Arguments that Terraform reads without evaluating: they have to be written out.</summary>
public static class TerraformLiterals
{
    /// <summary>The text of a plain string; null for anything else.</summary>
    public static string? Text(HclAttribute? attribute) => attribute?.Expression switch
    {
        TemplateExpression template when template.TryGetLiteral(out string? text) => text,
        LiteralExpression { Value.Kind: ValueKind.String } literal => literal.Value.AsString,
        _ => null,
    };

    public static bool IsTrue(HclAttribute? attribute) => Is(attribute, true);

    public static bool IsFalse(HclAttribute? attribute) => Is(attribute, false);

    private static bool Is(HclAttribute? attribute, bool value) => attribute?.Expression switch
    {
        LiteralExpression { Value.Kind: ValueKind.Bool } literal => literal.Value.AsBool == value,
        { } => Text(attribute) == (value ? "true" : "false"),
        null => false,
    };
}
