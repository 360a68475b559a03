using GcpLint.Hcl.Syntax;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>A provider configuration as a module names it: <c>google</c>, <c>google.eu</c>.</summary>
/// <param name="Name">The local name of the provider.</param>
/// <param name="Alias">Null for its default configuration.</param>
internal readonly record struct ProviderName(string Name, string? Alias)
{
    /// <summary>The configuration that a resource uses: that of its argument <c>provider</c>, else the default one of its type's provider.</summary>
    public static ProviderName Of(TerraformResourceBlock block)
    {
        int end = block.Type.IndexOf('_', StringComparison.Ordinal);
        return block.GetAttribute("provider") is { } attribute && Read(attribute.Expression, TerraformLiterals.Text(attribute)) is { } named
            ? named
            : new ProviderName(end < 0 ? block.Type : block.Type[..end], null);
    }

    /// <summary>Null for what is no name of a provider configuration.</summary>
    /// <param name="expression">A bare <c>google.eu</c>, or a string, as the JSON syntax has it.</param>
    /// <param name="text">The string.</param>
    public static ProviderName? Read(HclExpression expression, string? text)
    {
        switch (expression)
        {
            case TraversalExpression { Steps: [] } bare:
                return new ProviderName(bare.RootName, null);
            case TraversalExpression { Steps: [AttributeStep alias] } aliased:
                return new ProviderName(aliased.RootName, alias.Name);
            default:
                int dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
                return string.IsNullOrEmpty(text) ? null : dot < 0 ? new ProviderName(text, null) : new ProviderName(text[..dot], text[(dot + 1)..]);
        }
    }
}

/// <summary>A provider block with the module instance that it stands in.</summary>
internal sealed record ProviderConfiguration(ModuleInstance Module, TerraformProvider Provider);

/// <summary>Finds the provider block that a name means in a module: its own, or what its callers hand to it.</summary>
internal static class ProviderConfigurations
{
    /// <summary>Null where nobody configures it.</summary>
    public static ProviderConfiguration? Find(ModuleInstance module, ProviderName name)
    {
        for (ModuleInstance? at = module; at is not null; at = at.Parent)
        {
            foreach (TerraformProvider provider in at.Module.Providers)
            {
                if (provider.Name == name.Name && provider.Alias == name.Alias)
                {
                    return new ProviderConfiguration(at, provider);
                }
            }

            if (Passed(at, name) is { } passed)
            {
                name = passed;
            }
            else if (name.Alias is not null)
            {
                // Only default configurations come down by themselves.
                return null;
            }
        }

        return null;
    }

    /// <summary>What the caller calls a configuration that it hands over in <c>providers</c>; null if it does not.</summary>
    private static ProviderName? Passed(ModuleInstance module, ProviderName name)
    {
        if (module.Inputs is not CallInputs inputs || inputs.Call.GetAttribute("providers")?.Expression is not ObjectExpression providers)
        {
            return null;
        }

        foreach (ObjectItem item in providers.Items)
        {
            if (ProviderName.Read(item.Key, item.KeyName) == name)
            {
                return ProviderName.Read(item.Value, (item.Value as TemplateExpression)?.TryGetLiteral(out string? text) == true ? text : null);
            }
        }

        return null;
    }
}
