using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>What the templates of services and jobs have in common.</summary>
internal static class RunTemplate
{
    /// <summary>The volume that stands for the annotation <c>cloudsql-instances</c>, mounted where Cloud Run mounts it.</summary>
    private const string CloudSqlVolume = "cloudsql";

    public static void Add(AttributeBuilder template, Value spec, Value annotations)
    {
        Value connector = annotations.Get("run.googleapis.com/vpc-access-connector");
        template.Set("service_account", spec.Get("serviceAccountName"))
            .Set("timeout", spec.Get("timeoutSeconds").ToSeconds())
            .Set("encryption_key", annotations.Get("run.googleapis.com/encryption-key"))
            .Set("execution_environment", annotations.Get("run.googleapis.com/execution-environment").ToEnum("EXECUTION_ENVIRONMENT_"))
            .Set("gpu_zonal_redundancy_disabled", annotations.Get("run.googleapis.com/gpu-zonal-redundancy-disabled").ToBool())
            .Set("node_selector", new AttributeBuilder()
                .Set("accelerator", spec.Get("nodeSelector").Get("run.googleapis.com/accelerator")))
            .Set("vpc_access", new AttributeBuilder()
                .Set("connector", connector)
                .Set("egress", Egress(annotations.Get("run.googleapis.com/vpc-access-egress")))
                .Set("network_interfaces", NetworkInterfaces(annotations.Get("run.googleapis.com/network-interfaces"))))
            .Set("containers", Containers(spec.Get("containers"), annotations))
            .Set("volumes", Volumes(spec.Get("volumes"), annotations));
    }

    private static Value Egress(Value annotation) => annotation.AsString switch
    {
        "all" or "all-traffic" => Value.Of("ALL_TRAFFIC").WithOrigin(annotation.Origin),
        "private-ranges-only" => Value.Of("PRIVATE_RANGES_ONLY").WithOrigin(annotation.Origin),
        _ => annotation,
    };

    private static Value NetworkInterfaces(Value annotation)
    {
        Value list = annotation.ParseJson();
        return Map(list, item => new AttributeBuilder()
            .Set("network", item.Get("network"))
            .Set("subnetwork", item.Get("subnetwork"))
            .Set("tags", item.Get("tags")));
    }

    private static Value Containers(Value containers, Value annotations)
    {
        Value dependencies = annotations.Get("run.googleapis.com/container-dependencies").ParseJson();
        Value instances = annotations.Get("run.googleapis.com/cloudsql-instances");
        Value secrets = SecretAliases(annotations.Get("run.googleapis.com/secrets"));
        bool first = true;
        return Map(containers, container =>
        {
            AttributeBuilder result = RunContainer.Lower(container, annotations, secrets, first ? CloudSqlMount(instances) : default)
                .Set("depends_on", dependencies.Get(container.Get("name").AsString));
            first = false;
            return result;
        });
    }

    private static Value CloudSqlMount(Value instances) => !instances.IsSet ? default : new AttributeBuilder()
        .Set("name", Value.Of(CloudSqlVolume).WithOrigin(instances.Origin))
        .Set("mount_path", Value.Of("/cloudsql").WithOrigin(instances.Origin))
        .ToValue(instances.Origin);

    /// <summary><c>alias:projects/P/secrets/S,…</c>: names for secrets of other projects.</summary>
    private static Value SecretAliases(Value annotation)
    {
        var aliases = new AttributeBuilder();
        foreach (Value item in annotation.SplitCommas().AsList)
        {
            int colon = item.AsString.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                aliases.Set(item.AsString[..colon], ScalarText.Part(item, Text.TextSpan.FromBounds(colon + 1, item.AsString.Length)));
            }
        }

        return aliases.ToValue(annotation.Origin);
    }

    private static Value Volumes(Value volumes, Value annotations)
    {
        Value secrets = SecretAliases(annotations.Get("run.googleapis.com/secrets"));
        Value lowered = Map(volumes, volume => RunVolume.Lower(volume, secrets));
        Value instances = annotations.Get("run.googleapis.com/cloudsql-instances");
        if (!instances.IsSet)
        {
            return lowered;
        }

        Value cloudSql = new AttributeBuilder()
            .Set("name", Value.Of(CloudSqlVolume).WithOrigin(instances.Origin))
            .Set("cloud_sql_instance", new AttributeBuilder().Set("instances", instances.SplitCommas()))
            .ToValue(instances.Origin);
        return Value.Of(new ValueList([.. lowered.AsList.Items, cloudSql])).WithOrigin(lowered.Origin ?? instances.Origin);
    }

    /// <summary>A list of maps, each lowered; anything else as it is.</summary>
    internal static Value Map(Value list, Func<Value, AttributeBuilder> lower) => list.Kind != ValueKind.List ? list
        : Value.Of(new ValueList([.. list.AsList.Items.Select(item => item.Kind == ValueKind.Map ? lower(item).ToValue(item.Origin) : item)]))
            .WithOrigin(list.Origin);
}
