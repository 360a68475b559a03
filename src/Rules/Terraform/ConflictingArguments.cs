using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for arguments that the provider does not take beside each other.</summary>
internal sealed class ConflictingArguments : IRule<TerraformModule>
{
    /// <summary>The relations are those of the newest provider; older ones had fewer of them.</summary>
    private const int FirstMajor = 5;

    public RuleId Id => new("terraform/conflicting-arguments");

    public void Check(TerraformModule subject, RuleContext context)
    {
        var versions = new ProviderVersions(subject);
        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            string provider = ProviderVersions.LocalNameOf(resource);
            if (ProviderTypes.Find(resource) is not { Kind: not SchemaKind.Gone } schema || !versions.IsGoogle(provider) || !versions.Allows(provider, FirstMajor))
            {
                continue;
            }

            foreach (WrittenBlock block in WrittenBlock.In(resource, schema))
            {
                CheckBlock(block, resource, context);
            }
        }
    }

    private static void CheckBlock(WrittenBlock block, TerraformResourceBlock resource, RuleContext context)
    {
        string owner = block.IsResource ? $"`{resource.Address}`" : $"`{block.Path}` of `{resource.Address}`";
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (AttributeSchema attribute in block.Schema.Attributes.Values.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            if (PlaceOf(block, attribute.Name) is not { } place)
            {
                continue;
            }

            foreach (string other in attribute.ConflictsWith.Where(other => other != attribute.Name && PlaceOf(block, other) is not null && !said.Contains(other)))
            {
                said.Add(attribute.Name);
                context.Report(place, resource.Location, $"`{attribute.Name}` and `{other}` of {owner} exclude each other: Terraform refuses the configuration. Remove one of them.");
            }
        }

        foreach (ImmutableArray<string> group in block.Schema.ExactlyOneOf)
        {
            string[] written = [.. group.Where(name => PlaceOf(block, name) is not null)];
            if (written.Length > 1 && !written.Any(said.Contains) && PlaceOf(block, written[1]) is { } second)
            {
                context.Report(second, resource.Location, $"Of {string.Join(" and ", written.Select(name => $"`{name}`"))} {owner} takes only one: Terraform refuses the configuration. Remove the others.");
            }
        }
    }

    /// <summary>Where something is surely set: one that a condition may make null, or a block that may not come to be, is not.</summary>
    private static SourceLocation? PlaceOf(WrittenBlock block, string name)
    {
        if (block.GetAttribute(name) is { } attribute)
        {
            return IsSet(attribute.Expression) ? attribute.Location : null;
        }

        return block.Blocks.FirstOrDefault(inner => inner.Type == name)?.Location;
    }

    private static bool IsSet(HclExpression expression) => expression switch
    {
        LiteralExpression literal => !literal.Value.IsNull && literal.Value.Kind != ValueKind.Bool,
        TemplateExpression template => !template.TryGetLiteral(out string? text) || text.Length > 0,
        TupleExpression tuple => !tuple.Elements.IsEmpty,
        ObjectExpression constructor => !constructor.Items.IsEmpty,
        TraversalExpression traversal => traversal.RootName.StartsWith("google_", StringComparison.Ordinal),
        _ => false,
    };
}
