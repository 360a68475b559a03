using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Rules.Declarative.Families;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>
/// Services of the second version of Cloud Run's API in the shape of the first, in which custom constraints speak of them:
/// what the second has attributes for, the first keeps in annotations and under <c>spec</c>.
/// </summary>
internal static class RunShape
{
    private const string Second = "google_cloud_run_v2_service";

    private static readonly Unknown s_otherForm = new(UnknownKind.Computed, "the first version of the API has it in another form");

    /// <summary>The type by whose names the API is written.</summary>
    public static string TypeOf(string type) => type == Second ? "google_cloud_run_service" : type;

    /// <summary>The attributes by the names of that type.</summary>
    public static Value AttributesOf(CloudResource resource)
    {
        Value all = resource.Attributes;
        if (resource.Type != Second || all.Kind != ValueKind.Map)
        {
            return all;
        }

        return new Reshaped()
            .Copy(all, "name", "location", "project", "traffic")
            .Set("metadata", new Reshaped()
                .Set("labels", all.Get("labels"))
                .Set("annotations", Annotations(resource, all.Get("annotations"),
                [
                    ("run.googleapis.com/ingress", Ingress(all.Get("ingress"))),
                    ("run.googleapis.com/launch-stage", all.Get("launch_stage")),
                    ("run.googleapis.com/description", all.Get("description")),
                    ("run.googleapis.com/invoker-iam-disabled", Text(all.Get("invoker_iam_disabled"))),
                    ("run.googleapis.com/binary-authorization", Authorization(all.Get("binary_authorization"))),
                ]))
                .ToBlock(all.Origin))
            .Set("template", all.Get("template") is { Kind: ValueKind.Map } template ? Template(resource, template) : all.Get("template"))
            .ToBlock(all.Origin);
    }

    private static Value Template(CloudResource resource, Value template)
    {
        Value container = template.Get("containers").Get(0);
        return new Reshaped()
            .Set("metadata", new Reshaped()
                .Set("name", template.Get("revision"))
                .Set("labels", template.Get("labels"))
                .Set("annotations", Annotations(resource, template.Get("annotations"),
                [
                    ("autoscaling.knative.dev/minScale", Text(template.GetPath("scaling.min_instance_count"))),
                    ("autoscaling.knative.dev/maxScale", Text(template.GetPath("scaling.max_instance_count"))),
                    ("run.googleapis.com/vpc-access-connector", template.GetPath("vpc_access.connector")),
                    ("run.googleapis.com/vpc-access-egress", Reshaped.Word(template.GetPath("vpc_access.egress"), ("ALL_TRAFFIC", "all-traffic"), ("PRIVATE_RANGES_ONLY", "private-ranges-only"))),
                    ("run.googleapis.com/network-interfaces", template.GetPath("vpc_access.network_interfaces").IsSet ? Value.Unknown(s_otherForm) : default),
                    ("run.googleapis.com/execution-environment", Reshaped.Word(template.Get("execution_environment"), ("EXECUTION_ENVIRONMENT_GEN1", "gen1"), ("EXECUTION_ENVIRONMENT_GEN2", "gen2"))),
                    ("run.googleapis.com/encryption-key", template.Get("encryption_key")),
                    ("run.googleapis.com/sessionAffinity", Text(template.Get("session_affinity"))),
                    ("run.googleapis.com/cpu-throttling", Text(container.GetPath("resources.cpu_idle"))),
                    ("run.googleapis.com/startup-cpu-boost", Text(container.GetPath("resources.startup_cpu_boost"))),
                    ("run.googleapis.com/cloudsql-instances", template.Get("volumes").IsSet ? Value.Unknown(s_otherForm) : default),
                ]))
                .ToBlock(template.Origin))
            .Set("spec", new Reshaped()
                .Set("service_account_name", template.Get("service_account"))
                .Set("container_concurrency", template.Get("max_instance_request_concurrency"))
                .Set("timeout_seconds", Seconds(template.Get("timeout")))
                .Set("volumes", template.Get("volumes").IsSet ? Value.Unknown(s_otherForm) : default)
                .Set("containers", Reshaped.Each(template.Get("containers"), Container))
                .ToBlock(template.Origin))
            .ToBlock(template.Origin);
    }

    private static Value Container(Value container) => new Reshaped()
        .Copy(container, "name", "image", "command", "args", "working_dir", "ports", "volume_mounts", "liveness_probe", "startup_probe")
        .Set("env", Reshaped.Each(container.Get("env"), variable => new Reshaped()
            .Copy(variable, "name", "value")
            .Set("value_from", variable.Get("value_source").IsSet ? Value.Unknown(s_otherForm) : default)
            .ToBlock(variable.Origin)))
        .Set("resources", new Reshaped().Copy(container.Get("resources"), "limits").ToBlock(container.Get("resources").Origin))
        .ToBlock(container.Origin);

    /// <summary>A command that changes a service leaves the annotations that it does not name: which they are is not known.</summary>
    private static Value Annotations(CloudResource resource, Value own, ImmutableArray<(string Name, Value Value)> made)
    {
        if (resource.IsUpdate || own.IsUnknown)
        {
            return Value.Unknown(own.UnknownReason ?? s_otherForm);
        }

        IEnumerable<ValueEntry> entries = made.Where(entry => entry.Value.IsSet).Select(entry => new ValueEntry(Value.Of(entry.Name), entry.Value));
        return Value.Of(new ValueMap([.. own.AsMap.Entries.Where(entry => !made.Any(other => other.Value.IsSet && other.Name == entry.Key.AsString)), .. entries])).WithOrigin(own.Origin);
    }

    private static Value Ingress(Value ingress) => !ingress.IsSet
        ? Value.Of("all")
        : Reshaped.Word(
            ingress,
            ("INGRESS_TRAFFIC_ALL", "all"),
            ("INGRESS_TRAFFIC_INTERNAL_ONLY", "internal"),
            ("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", "internal-and-cloud-load-balancing"));

    private static Value Authorization(Value block) => block.Get("use_default").AsBool
        ? Value.Of("default").WithOrigin(block.Get("use_default").Origin)
        : block.Get("policy");

    /// <summary>Annotations are strings.</summary>
    private static Value Text(Value value) => value.TryGetBool(out bool isOn) ? Value.Of(isOn ? "true" : "false").WithOrigin(value.Origin)
        : value.TryGetNumber(out double number) ? Value.Of(number.ToString(CultureInfo.InvariantCulture)).WithOrigin(value.Origin)
        : value;

    private static Value Seconds(Value timeout) =>
        timeout.AsString.EndsWith('s') && long.TryParse(timeout.AsString.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? Value.Of(seconds).WithOrigin(timeout.Origin)
            : timeout;
}
