using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Rules.Terraform;

/// <summary>The schema of written resources.</summary>
internal static class ProviderTypes
{
    /// <summary>What the providers google and google-beta know of a block's type; null for types of others.</summary>
    public static ResourceSchema? Find(TerraformResourceBlock resource)
    {
        if (!resource.Type.StartsWith("google_", StringComparison.Ordinal))
        {
            return null;
        }

        return resource.Mode switch
        {
            TerraformResourceMode.Data => ProviderSchema.Current.GetData(resource.Type),
            TerraformResourceMode.Ephemeral => ProviderSchema.Current.Get("ephemeral." + resource.Type),
            _ => ProviderSchema.Current.GetResource(resource.Type),
        };
    }
}
