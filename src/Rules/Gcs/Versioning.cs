using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Gcs;

/// <summary>Looks for buckets that keep no earlier versions of their objects.</summary>
internal sealed class Versioning : IResourceRule
{
    public RuleId Id => new("gcs/versioning");

    public IReadOnlyList<string> ResourceTypes => [BucketSettings.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value value = BucketSettings.Get(resource, context.Model, "versioning.enabled");
        if (resource.IsUpdate || value.AsBool || resource.Get("retention_policy").IsSet)
        {
            return;
        }

        if (value.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Locate("versioning.enabled"), reason);
        }
        else
        {
            context.Report(resource, "versioning.enabled", $"`{resource.Address}` keeps no earlier versions: what is overwritten or deleted is gone. Set `versioning.enabled` to `true`.");
        }
    }
}
