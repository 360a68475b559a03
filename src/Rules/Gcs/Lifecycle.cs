using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Gcs;

/// <summary>Looks for buckets that keep every object for ever.</summary>
internal sealed class Lifecycle : IResourceRule
{
    public RuleId Id => new("gcs/lifecycle");

    public IReadOnlyList<string> ResourceTypes => [BucketSettings.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value value = BucketSettings.Get(resource, context.Model, "lifecycle_rule");
        if (resource.IsUpdate || value.AsList.Count > 0 || value.Kind == ValueKind.Map || value.Kind == ValueKind.String || resource.Get("autoclass.enabled").AsBool)
        {
            return;
        }

        if (value.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Locate("lifecycle_rule"), reason);
        }
        else
        {
            context.Report(resource, "lifecycle_rule", $"`{resource.Address}` keeps every object for ever: it has no lifecycle rule. Add a `lifecycle_rule` that deletes or moves old objects.");
        }
    }
}
