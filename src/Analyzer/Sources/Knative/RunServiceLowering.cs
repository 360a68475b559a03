using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>
/// A service of Cloud Run's v1 API (Knative Serving's, with Google's annotations) in the vocabulary of
/// <c>google_cloud_run_v2_service</c>.
/// </summary>
internal static class RunServiceLowering
{
    public const string ResourceType = "google_cloud_run_v2_service";

    /// <summary>Arguments of Terraform alone: the API has nothing like them.</summary>
    public static readonly ValueMap TerraformOnly = new(
    [
        new(Value.Of("deletion_protection"), Value.Unknown(UnknownKind.Computed, "only Terraform has deletion_protection; Cloud Run's API does not")),
        new(Value.Of("deletion_policy"), Value.Unknown(UnknownKind.Computed, "only Terraform has deletion_policy; Cloud Run's API does not")),
    ]);

    public static Value Lower(Value root)
    {
        Value annotations = root.GetPath("metadata.annotations");
        Value template = root.GetPath("spec.template");
        var service = new AttributeBuilder();
        RunMetadata.Add(service, root.Get("metadata"));
        service.Set("ingress", Ingress(annotations.Get("run.googleapis.com/ingress")))
            .Set("custom_audiences", annotations.Get("run.googleapis.com/custom-audiences").ParseJson())
            .Set("invoker_iam_disabled", annotations.Get("run.googleapis.com/invoker-iam-disabled").ToBool())
            .Set("default_uri_disabled", annotations.Get("run.googleapis.com/default-url-disabled").ToBool())
            .Set("iap_enabled", annotations.Get("run.googleapis.com/iap-enabled").ToBool())
            .Set("scaling", new AttributeBuilder()
                .Set("min_instance_count", annotations.Get("run.googleapis.com/minScale").ToNumber())
                .Set("max_instance_count", annotations.Get("run.googleapis.com/maxScale").ToNumber())
                .Set("scaling_mode", annotations.Get("run.googleapis.com/scalingMode").ToEnum(""))
                .Set("manual_instance_count", annotations.Get("run.googleapis.com/manualInstanceCount").ToNumber()))
            .Set("template", Template(template), template)
            .Set("traffic", Traffic(root.GetPath("spec.traffic")));
        return service.ToValue(root.Origin, TerraformOnly);
    }

    private static AttributeBuilder Template(Value template)
    {
        Value annotations = template.GetPath("metadata.annotations");
        Value spec = template.Get("spec");
        var result = new AttributeBuilder();
        result.Set("revision", template.GetPath("metadata.name"))
            .Set("labels", template.GetPath("metadata.labels"))
            .Set("annotations", RunMetadata.OtherAnnotations(annotations))
            .Set("scaling", new AttributeBuilder()
                .Set("min_instance_count", annotations.Get("autoscaling.knative.dev/minScale").ToNumber())
                .Set("max_instance_count", annotations.Get("autoscaling.knative.dev/maxScale").ToNumber()))
            .Set("max_instance_request_concurrency", spec.Get("containerConcurrency").ToNumber())
            .Set("session_affinity", annotations.Get("run.googleapis.com/sessionAffinity").ToBool())
            .Set("health_check_disabled", annotations.Get("run.googleapis.com/health-check-disabled").ToBool());
        RunTemplate.Add(result, spec, annotations);
        return result;
    }

    private static Value Ingress(Value annotation) => annotation.AsString switch
    {
        "all" => Value.Of("INGRESS_TRAFFIC_ALL").WithOrigin(annotation.Origin),
        "internal" => Value.Of("INGRESS_TRAFFIC_INTERNAL_ONLY").WithOrigin(annotation.Origin),
        "internal-and-cloud-load-balancing" => Value.Of("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER").WithOrigin(annotation.Origin),
        _ => annotation,
    };

    private static Value Traffic(Value traffic) => traffic.Kind != ValueKind.List ? traffic : Value.Of(new ValueList(
        [.. traffic.AsList.Items.Select(item => new AttributeBuilder()
            .Set("type", item.Get("latestRevision").AsBool
                ? Value.Of("TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST").WithOrigin(item.Get("latestRevision").Origin)
                : item.Get("revisionName").IsSet
                    ? Value.Of("TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION").WithOrigin(item.Get("revisionName").Origin)
                    : default)
            .Set("revision", item.Get("revisionName"))
            .Set("percent", item.Get("percent").ToNumber())
            .Set("tag", item.Get("tag"))
            .ToValue(item.Origin))])).WithOrigin(traffic.Origin);
}
