using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for arguments and blocks that the provider, or the service behind it, cannot do without.</summary>
internal sealed class MissingArgument : IRule<TerraformModule>
{
    /// <summary>Before it the project and the location of many types could be left out.</summary>
    private const int FirstMajor = 4;

    public RuleId Id => new("terraform/missing-argument");

    public void Check(TerraformModule subject, RuleContext context)
    {
        var versions = new ProviderVersions(subject);
        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            if (ProviderTypes.Find(resource) is not { Kind: not SchemaKind.Gone } schema || ProviderVersions.LocalNameOf(resource) is var provider && (!versions.IsGoogle(provider) || !versions.Allows(provider, FirstMajor)))
            {
                continue;
            }

            foreach (WrittenBlock block in WrittenBlock.In(resource, schema))
            {
                string owner = block.IsResource ? $"`{resource.Address}`" : $"`{block.Path}` of `{resource.Address}`";
                if (Lacks(block, owner) is { } complaint)
                {
                    context.Report(block.Header, resource.Location, complaint);
                }
            }
        }
    }

    private static string? Lacks(WrittenBlock block, string owner)
    {
        string[] missing =
        [
            .. block.Schema.Required.Where(attribute => !block.Has(attribute.Name))
                .Select(attribute => attribute.IsBlock ? $"the block `{attribute.Name}`" : $"`{attribute.Name}`"),
        ];
        if (missing.Length > 0)
        {
            return $"{owner} lacks {string.Join(" and ", missing)}: Terraform refuses the configuration without {(missing.Length == 1 ? "it" : "them")}.";
        }

        foreach (ImmutableArray<string> group in block.Schema.ExactlyOneOf.Concat(block.Schema.AtLeastOneOf))
        {
            // One that has a default counts as set.
            if (!group.Any(name => block.Has(name) || block.Schema.Get(name) is { Default.IsAbsent: false }))
            {
                return $"{owner} needs one of {string.Join(", ", group.Select(name => $"`{name}`"))}: Terraform refuses the configuration without any.";
            }
        }

        return ServiceRequirements.Unmet(block) is { } unmet ? $"{owner} {unmet}" : null;
    }
}
