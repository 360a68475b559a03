using GcpLint.Analyzer.Facts;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>
/// Which names inside of a block are blocks: the native syntax says it itself, JSON leaves it to the reader.
/// </summary>
internal static class BodySchemas
{
    private static readonly HclBlockSchema[] s_resource =
        [new("lifecycle", 0), new("provisioner", 1), new("connection", 0), new("dynamic", 1), new("timeouts", 0)];

    private static readonly HclSchema s_terraform = new(
        [new("backend", 1), new("required_providers", 0), new("cloud", 0), new("provider_meta", 1)]);

    private static readonly HclSchema s_variable = new([new("validation", 0)]);
    private static readonly HclSchema s_output = new([new("precondition", 0), new("postcondition", 0)]);
    private static readonly HclSchema s_check = new([new("assert", 0), new("data", 2)]);

    /// <summary>The schema inside of a block at the top of a file.</summary>
    public static HclSchema For(HclBlock block)
    {
        if (block.Body is HclNativeBody)
        {
            return HclSchema.JustAttributes;
        }

        return block.Type switch
        {
            "terraform" => s_terraform,
            "variable" => s_variable,
            "output" => s_output,
            "check" => s_check,
            "resource" => For(ProviderSchema.Current.GetResource(block.GetLabel(0))?.Body),
            "data" => For(ProviderSchema.Current.GetData(block.GetLabel(0))?.Body),
            "provider" => For(ProviderSchema.Current.GetProvider()?.Body),
            _ => HclSchema.JustAttributes,
        };
    }

    /// <summary>The schema inside of a resource or of a nested block of one; null for a type that is not known.</summary>
    public static HclSchema For(BlockSchema? schema) => new(
        s_resource.Concat(schema is null ? [] : schema.Attributes.Values.Where(attribute => attribute.IsBlock).Select(attribute => new HclBlockSchema(attribute.Name, 0)))
            .DistinctBy(block => block.Type));
}
