using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Compares the arguments and blocks of each resource with what the provider knows.</summary>
internal sealed class UnknownArgument : IRule<TerraformModule>
{
    // Terraform's own; which of them a kind of block takes is Terraform's to say.
    private static readonly HashSet<string> s_meta =
        ["count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection", "timeouts", "id", "dynamic"];

    public RuleId Id => new("terraform/unknown-argument");

    public void Check(TerraformModule subject, RuleContext context)
    {
        var versions = new ProviderVersions(subject);
        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            string provider = ProviderVersions.LocalNameOf(resource);
            if (ProviderTypes.Find(resource) is not { Kind: not SchemaKind.Gone } schema || !versions.IsGoogle(provider))
            {
                continue;
            }

            var judge = new Judge(schema, versions.LowestMajor(provider), subject is { IsRoot: true, IsReusableModule: false } && !versions.MayBeBeta(provider) && !schema.IsBeta);
            foreach (WrittenBlock block in WrittenBlock.In(resource, schema))
            {
                foreach (HclAttribute attribute in block.Attributes)
                {
                    if (judge.ComplaintOf(block, attribute.Name, attribute) is { } complaint)
                    {
                        Report(context, attribute.Location, resource, complaint);
                    }
                }

                foreach (HclBlock inner in block.Blocks)
                {
                    if (judge.ComplaintOf(block, WrittenBlock.NameOf(inner), attribute: null) is { } complaint)
                    {
                        Report(context, inner.Location, resource, complaint);
                    }
                }
            }
        }
    }

    private static void Report(RuleContext context, SourceLocation location, TerraformResourceBlock resource, string message) =>
        context.Report(location, resource.Location, message);

    /// <param name="Schema">The type.</param>
    /// <param name="LowestMajor">Of the provider, as far as the module says.</param>
    /// <param name="WithoutBeta">The resource is surely not of google-beta.</param>
    private sealed record Judge(ResourceSchema Schema, int? LowestMajor, bool WithoutBeta)
    {
        private const int FirstComputed = 6;

        /// <summary>What is wrong with a name in a block; null if nothing is.</summary>
        /// <param name="block">Where it stands.</param>
        /// <param name="name">The name.</param>
        /// <param name="attribute">Null for a block.</param>
        public string? ComplaintOf(WrittenBlock block, string name, HclAttribute? attribute)
        {
            if ((block.IsResource && s_meta.Contains(name)) || name == "dynamic" || name.StartsWith("//", StringComparison.Ordinal))
            {
                return null;
            }

            string owner = block.IsResource ? $"`{Schema.Type}`" : $"`{block.Path}` of `{Schema.Type}`";
            if (block.Schema.Get(name) is { } known)
            {
                return ComplaintOfKnown(known, owner, attribute);
            }

            if (Schema.Gone.TryGetValue(block.PathOf(name), out int major))
            {
                return LowestMajor >= major ? $"`{name}` of {owner} was removed in version {major} of the provider. {Advice(block, name)}".TrimEnd() : null;
            }

            string kind = attribute is null ? "block" : "argument";
            return $"{owner} has no {kind} `{name}`: Terraform refuses the configuration. {Advice(block, name)}".TrimEnd();
        }

        private string? ComplaintOfKnown(AttributeSchema known, string owner, HclAttribute? attribute)
        {
            if (attribute is null && !known.IsBlock && known.Kind != AttributeKind.Any)
            {
                return $"`{known.Name}` of {owner} is an argument, no block: write `{known.Name} = …`.";
            }

            // What older versions took is not always stated.
            if (attribute is not null && known.IsComputed && (LowestMajor is null || LowestMajor >= FirstComputed))
            {
                return $"`{known.Name}` of {owner} is set by the provider alone: Terraform refuses a value for it. Remove `{known.Name}`.";
            }

            // Before version 7 many blocks could also be written as lists of objects; a single object never did.
            if (attribute is not null && (LowestMajor >= 7 || attribute.Expression is ObjectExpression) && known.IsBlock && !known.IsComputed && !known.Has(AttributeTraits.AlsoArgument))
            {
                return $"`{known.Name}` of {owner} is a block, no argument: write `{known.Name} {{ … }}` without `=`.";
            }

            return known.Has(AttributeTraits.BetaOnly) && WithoutBeta
                ? $"Only the provider google-beta knows `{known.Name}` of {owner}. Add `provider = google-beta` to the resource, or remove `{known.Name}`."
                : null;
        }

        private string Advice(WrittenBlock block, string name)
        {
            if (PlaceOf(Schema.Body, name) is { } place && place != block.PathOf(name))
            {
                int cut = place.LastIndexOf('.');
                return cut < 0 ? $"`{name}` belongs to the top of the resource." : $"`{name}` belongs into `{place[..cut]}`.";
            }

            IEnumerable<string> names = block.Schema.Attributes.Values.Where(attribute => !attribute.IsComputed).Select(attribute => attribute.Name);
            return Spelling.Nearest(name, names) is { } nearest ? $"Did you mean `{nearest}`?" : $"Remove `{name}`.";
        }

        /// <summary>The path of the only argument of that name that can be written, by the outermost block; null for none or several.</summary>
        private static string? PlaceOf(BlockSchema body, string name)
        {
            List<(string Path, BlockSchema Block)> level = [("", body)];
            while (level.Count > 0)
            {
                string[] found = [.. level.Where(entry => entry.Block.Get(name) is { IsComputed: false }).Select(entry => entry.Path + name)];
                if (found.Length > 0)
                {
                    return found.Length == 1 ? found[0] : null;
                }

                level =
                [
                    .. level.SelectMany(entry => entry.Block.Attributes.Values
                        .Where(attribute => attribute is { IsBlock: true, IsComputed: false, Block: not null })
                        .Select(attribute => ($"{entry.Path}{attribute.Name}.", attribute.Block ?? BlockSchema.Empty))),
                ];
            }

            return null;
        }
    }
}
