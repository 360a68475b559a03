using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Gcs;

/// <summary>Looks for buckets whose objects have permissions of their own.</summary>
internal sealed class UniformAccess : IResourceRule
{
    public RuleId Id => new("gcs/uniform-access");

    public IReadOnlyList<string> ResourceTypes => [BucketSettings.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value value = BucketSettings.Get(resource, context.Model, "uniform_bucket_level_access");
        if (resource.IsUpdate || value.AsBool)
        {
            return;
        }

        if (value.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Locate("uniform_bucket_level_access"), reason);
        }
        else
        {
            context.Report(resource, "uniform_bucket_level_access", $"`{resource.Address}` lets each object have permissions of its own, which nobody sees in its policy. Set `uniform_bucket_level_access` to `true`.");
        }
    }
}
