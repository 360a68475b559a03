using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Families;

/// <summary>
/// Services of the first version of Cloud Run's API in the shape of the second: what the first keeps in annotations and
/// under <c>spec</c>, the second has attributes for.
/// </summary>
internal static class FirstRunServices
{
    public static Value InSecondShape(CloudResource service)
    {
        Value all = service.Attributes;
        if (all.Kind != ValueKind.Map)
        {
            return all;
        }

        Value annotations = all.GetPath("metadata.annotations");
        return new Reshaped()
            .Copy(all, "name", "location", "project")
            .Set("traffic", Reshaped.Each(all.Get("traffic"), Share))
            .Set("labels", all.GetPath("metadata.labels"))
            .Set("annotations", annotations)
            .Set("ingress", Reshaped.Word(
                annotations.Get("run.googleapis.com/ingress"),
                ("all", "INGRESS_TRAFFIC_ALL"),
                ("internal", "INGRESS_TRAFFIC_INTERNAL_ONLY"),
                ("internal-and-cloud-load-balancing", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER")))
            .Set("invoker_iam_disabled", Reshaped.Switch(annotations.Get("run.googleapis.com/invoker-iam-disabled")))
            .Set("binary_authorization", BinaryAuthorization(annotations.Get("run.googleapis.com/binary-authorization")))
            .Set("scaling", new Reshaped()
                .Set("min_instance_count", Reshaped.Number(annotations.Get("run.googleapis.com/minScale")))
                .Set("max_instance_count", Reshaped.Number(annotations.Get("run.googleapis.com/maxScale")))
                .ToBlock(annotations.Origin))
            .Set("template", all.Get("template") is { Kind: ValueKind.Map } template ? Template(template) : all.Get("template"))
            .ToBlock(all.Origin);
    }

    private static Value Template(Value template)
    {
        Value spec = template.Get("spec");
        Value annotations = template.GetPath("metadata.annotations");
        Value timeout = spec.Get("timeout_seconds");
        return new Reshaped()
            .Set("labels", template.GetPath("metadata.labels"))
            .Set("annotations", annotations)
            .Set("service_account", spec.Get("service_account_name"))
            .Set("max_instance_request_concurrency", spec.Get("container_concurrency"))
            .Set("timeout", timeout.IsNumber ? Value.Of($"{timeout}s").WithOrigin(timeout.Origin) : timeout)
            .Set("execution_environment", Reshaped.Word(
                annotations.Get("run.googleapis.com/execution-environment"),
                ("gen1", "EXECUTION_ENVIRONMENT_GEN1"),
                ("gen2", "EXECUTION_ENVIRONMENT_GEN2")))
            .Set("encryption_key", annotations.Get("run.googleapis.com/encryption-key"))
            .Set("scaling", new Reshaped()
                .Set("min_instance_count", Reshaped.Number(annotations.Get("autoscaling.knative.dev/minScale")))
                .Set("max_instance_count", Reshaped.Number(annotations.Get("autoscaling.knative.dev/maxScale")))
                .ToBlock(annotations.Origin))
            .Set("vpc_access", new Reshaped()
                .Set("connector", annotations.Get("run.googleapis.com/vpc-access-connector"))
                .Set("egress", Reshaped.Word(
                    annotations.Get("run.googleapis.com/vpc-access-egress"),
                    ("all-traffic", "ALL_TRAFFIC"),
                    ("all", "ALL_TRAFFIC"),
                    ("private-ranges-only", "PRIVATE_RANGES_ONLY")))
                .ToBlock(annotations.Origin))
            .Set("volumes", spec.Get("volumes"))
            .Set("containers", Reshaped.Each(spec.Get("containers"), container => Container(container, annotations)))
            .ToBlock(template.Origin);
    }

    private static Value Container(Value container, Value annotations)
    {
        Value resources = container.Get("resources");
        return new Reshaped()
            .Copy(container, "name", "image", "command", "args", "working_dir", "ports", "volume_mounts", "liveness_probe", "startup_probe")
            .Set("env", Reshaped.Each(container.Get("env"), Variable))
            .Set("resources", new Reshaped()
                .Copy(resources, "limits")
                .Set("cpu_idle", Reshaped.Switch(annotations.Get("run.googleapis.com/cpu-throttling")))
                .Set("startup_cpu_boost", Reshaped.Switch(annotations.Get("run.googleapis.com/startup-cpu-boost")))
                .ToBlock(resources.Origin))
            .ToBlock(container.Origin);
    }

    /// <summary>The first version calls the secret <c>name</c> and its version <c>key</c>.</summary>
    private static Value Variable(Value variable)
    {
        Value source = variable.Get("value_from");
        Value reference = source.Get("secret_key_ref");
        return new Reshaped()
            .Copy(variable, "name", "value")
            .Set("value_source", source.Kind != ValueKind.Map ? source : new Reshaped()
                .Set("secret_key_ref", reference.Kind != ValueKind.Map ? reference : new Reshaped()
                    .Set("secret", reference.Get("name"))
                    .Set("version", reference.Get("key"))
                    .ToBlock(reference.Origin))
                .ToBlock(source.Origin))
            .ToBlock(variable.Origin);
    }

    private static Value Share(Value traffic) => new Reshaped()
        .Copy(traffic, "percent", "tag")
        .Set("revision", traffic.Get("revision_name"))
        .Set("type", traffic.Get("latest_revision") is { IsKnown: true, AsBool: true } latest ? Value.Of("TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST").WithOrigin(latest.Origin) : default)
        .ToBlock(traffic.Origin);

    private static Value BinaryAuthorization(Value annotation) => annotation.Kind != ValueKind.String ? annotation
        : annotation.AsString == "default"
            ? new Reshaped().Set("use_default", Value.True.WithOrigin(annotation.Origin)).ToBlock(annotation.Origin)
            : new Reshaped().Set("policy", annotation).ToBlock(annotation.Origin);
}
