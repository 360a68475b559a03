using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for functions whose result is another one in each run, in the arguments of Google's resources.</summary>
internal sealed class VolatileValue : IRule<TerraformModule>
{
    private static readonly string[] s_functions = ["timestamp", "plantimestamp", "uuid", "bcrypt"];

    public RuleId Id => new("terraform/volatile-value");

    public void Check(TerraformModule subject, RuleContext context)
    {
        // Names of locals with what makes them change; one that takes it from another local is found through that.
        var locals = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int before = -1; before != locals.Count;)
        {
            before = locals.Count;
            foreach (TerraformLocal local in subject.Locals)
            {
                if (!locals.ContainsKey(local.Name) && SourceOf(local.Attribute.Expression, locals) is { } source)
                {
                    locals[local.Name] = source;
                }
            }
        }

        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            if (resource.Mode == TerraformResourceMode.Managed && ProviderTypes.Find(resource) is { Kind: not SchemaKind.Gone } schema)
            {
                CheckResource(resource, schema, locals, context);
            }
        }
    }

    private static void CheckResource(TerraformResourceBlock resource, ResourceSchema schema, Dictionary<string, string> locals, RuleContext context)
    {
        ImmutableArray<string> ignored = [.. resource.Body.GetBlocks("lifecycle").Select(block => block.Body.GetAttribute("ignore_changes")).OfType<HclAttribute>().SelectMany(PathsOf)];
        foreach (WrittenBlock block in WrittenBlock.In(resource, schema))
        {
            foreach (HclAttribute attribute in block.Attributes)
            {
                string path = block.PathOf(attribute.Name);
                if (SourceOf(attribute.Expression, locals) is { } source && !ignored.Any(other => other == "all" || path == other || path.StartsWith(other + ".", StringComparison.Ordinal)))
                {
                    context.Report(
                        attribute.Location,
                        resource.Location,
                        $"`{path}` of `{resource.Address}` takes its value from `{source}()`, which is another one in each run: every plan shows a change, and every apply makes it. {Advice(source)}");
                }
            }
        }
    }

    private static string Advice(string source) => source switch
    {
        "uuid" => "Use the resource `random_uuid`, which keeps its value.",
        "bcrypt" => "Compute the hash once outside of Terraform.",
        _ => "Write a fixed time, or take it from `time_static` or `time_offset`, which keep theirs.",
    };

    private static string? SourceOf(HclExpression expression, Dictionary<string, string> locals)
    {
        if (expression is LiteralExpression)
        {
            return null;
        }

        foreach (FunctionCallExpression call in expression.GetCalls())
        {
            if (s_functions.Contains(call.Name))
            {
                return call.Name;
            }
        }

        if (locals.Count == 0)
        {
            return null;
        }

        return expression.GetReferences()
            .Where(reference => reference is { RootName: "local", Steps: [AttributeStep, ..] })
            .Select(reference => locals.GetValueOrDefault(((AttributeStep)reference.Steps[0]).Name))
            .FirstOrDefault(source => source is not null);
    }

    // Indexes do not matter: settings[0].tier is settings.tier.
    private static IEnumerable<string> PathsOf(HclAttribute attribute) => attribute.Expression switch
    {
        TraversalExpression traversal => [PathOf(traversal)],
        TupleExpression tuple => tuple.Elements.Select(element => element switch
        {
            TraversalExpression traversal => PathOf(traversal),
            TemplateExpression template when template.TryGetLiteral(out string? text) => text,
            _ => "",
        }),
        _ => [],
    };

    private static string PathOf(TraversalExpression traversal) =>
        string.Join('.', traversal.Steps.OfType<AttributeStep>().Select(step => step.Name).Prepend(traversal.RootName));
}
