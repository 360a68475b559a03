using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>What services and jobs have in common in their metadata.</summary>
internal static class RunMetadata
{
    /// <summary>The label by which gcloud exports the region.</summary>
    private const string LocationLabel = "cloud.googleapis.com/location";

    /// <summary>Annotations that have an attribute of their own; all others stay annotations.</summary>
    private static readonly FrozenSet<string> Lowered = FrozenSet.ToFrozenSet(
        [
            "autoscaling.knative.dev/maxScale", "autoscaling.knative.dev/minScale", "run.googleapis.com/binary-authorization",
            "run.googleapis.com/binary-authorization-breakglass", "run.googleapis.com/cloudsql-instances",
            "run.googleapis.com/container-dependencies", "run.googleapis.com/cpu-throttling", "run.googleapis.com/custom-audiences",
            "run.googleapis.com/default-url-disabled", "run.googleapis.com/description", "run.googleapis.com/encryption-key",
            "run.googleapis.com/execution-environment", "run.googleapis.com/gpu-zonal-redundancy-disabled",
            "run.googleapis.com/health-check-disabled", "run.googleapis.com/iap-enabled", "run.googleapis.com/ingress",
            "run.googleapis.com/invoker-iam-disabled", "run.googleapis.com/launch-stage", "run.googleapis.com/manualInstanceCount",
            "run.googleapis.com/maxScale", "run.googleapis.com/minScale", "run.googleapis.com/network-interfaces",
            "run.googleapis.com/scalingMode", "run.googleapis.com/secrets", "run.googleapis.com/sessionAffinity",
            "run.googleapis.com/startup-cpu-boost", "run.googleapis.com/vpc-access-connector", "run.googleapis.com/vpc-access-egress",
        ],
        StringComparer.Ordinal);

    public static void Add(AttributeBuilder resource, Value metadata)
    {
        Value annotations = metadata.Get("annotations");
        Value authorization = annotations.Get("run.googleapis.com/binary-authorization");
        bool usesDefault = authorization.AsString == "default";
        resource.Set("name", metadata.Get("name"))
            .Set("project", metadata.Get("namespace").ToText())
            .Set("location", metadata.Get("labels").Get(LocationLabel))
            .Set("labels", Without(metadata.Get("labels"), name => name == LocationLabel))
            .Set("annotations", OtherAnnotations(annotations))
            .Set("description", annotations.Get("run.googleapis.com/description"))
            .Set("launch_stage", annotations.Get("run.googleapis.com/launch-stage"))
            .Set("binary_authorization", new AttributeBuilder()
                .Set("use_default", usesDefault ? Value.True.WithOrigin(authorization.Origin) : default)
                .Set("policy", usesDefault ? default : authorization)
                .Set("breakglass_justification", annotations.Get("run.googleapis.com/binary-authorization-breakglass")));
    }

    public static Value OtherAnnotations(Value annotations) => Without(annotations, Lowered.Contains);

    private static Value Without(Value map, Func<string, bool> leftOut)
    {
        if (map.Kind != ValueKind.Map)
        {
            return map;
        }

        ImmutableArray<ValueEntry> rest = [.. map.AsMap.Entries.Where(entry => !leftOut(entry.Key.AsString))];
        return rest.IsEmpty ? default : Value.Of(new ValueMap(rest)).WithOrigin(map.Origin);
    }
}
