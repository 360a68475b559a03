using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>A container of a template.</summary>
internal static class RunContainer
{
    /// <param name="container">As written.</param>
    /// <param name="annotations">Of the template: what they say of processors holds for every container.</param>
    /// <param name="secrets">Secrets by their aliases.</param>
    /// <param name="mount">A mount that an annotation brings; absent if there is none.</param>
    public static AttributeBuilder Lower(Value container, Value annotations, Value secrets, Value mount)
    {
        Value port = container.Get("ports").Get(0);
        Value mounts = RunTemplate.Map(container.Get("volumeMounts"), item => new AttributeBuilder()
            .Set("name", item.Get("name"))
            .Set("mount_path", item.Get("mountPath"))
            .Set("sub_path", item.Get("subPath")));
        if (mount.IsSet)
        {
            mounts = Value.Of(new ValueList([.. mounts.AsList.Items, mount])).WithOrigin(mounts.Origin ?? mount.Origin);
        }

        return new AttributeBuilder()
            .Set("name", container.Get("name"))
            .Set("image", container.Get("image"))
            .Set("command", container.Get("command"))
            .Set("args", container.Get("args"))
            .Set("working_dir", container.Get("workingDir"))
            .Set("ports", new AttributeBuilder().Set("name", port.Get("name")).Set("container_port", port.Get("containerPort").ToNumber()), port)
            .Set("env", RunTemplate.Map(container.Get("env"), item => Variable(item, secrets)))
            .Set("resources", new AttributeBuilder()
                .Set("limits", Limits(container.GetPath("resources.limits")))
                .Set("cpu_idle", annotations.Get("run.googleapis.com/cpu-throttling").ToBool())
                .Set("startup_cpu_boost", annotations.Get("run.googleapis.com/startup-cpu-boost").ToBool()), container.Get("resources"))
            .Set("startup_probe", Probe(container.Get("startupProbe")), container.Get("startupProbe"))
            .Set("liveness_probe", Probe(container.Get("livenessProbe")), container.Get("livenessProbe"))
            .Set("readiness_probe", Probe(container.Get("readinessProbe")), container.Get("readinessProbe"))
            .Set("volume_mounts", mounts);
    }

    private static AttributeBuilder Variable(Value item, Value secrets)
    {
        Value key = item.GetPath("valueFrom.secretKeyRef");
        return new AttributeBuilder()
            .Set("name", item.Get("name"))
            .Set("value", item.Get("value").ToText())
            .Set("value_source", new AttributeBuilder().Set("secret_key_ref", new AttributeBuilder()
                .Set("secret", RunVolume.Resolve(key.Get("name"), secrets))
                .Set("version", key.Get("key").ToText()), key), item.Get("valueFrom"));
    }

    /// <summary>Quantities are strings there, <c>cpu: 1</c> too.</summary>
    private static Value Limits(Value limits) => limits.Kind != ValueKind.Map ? limits
        : Value.Of(new ValueMap([.. limits.AsMap.Entries.Select(entry => entry with { Value = entry.Value.ToText() })])).WithOrigin(limits.Origin);

    private static AttributeBuilder Probe(Value probe)
    {
        Value http = probe.Get("httpGet");
        Value tcp = probe.Get("tcpSocket");
        Value grpc = probe.Get("grpc");
        return new AttributeBuilder()
            .Set("initial_delay_seconds", probe.Get("initialDelaySeconds").ToNumber())
            .Set("timeout_seconds", probe.Get("timeoutSeconds").ToNumber())
            .Set("period_seconds", probe.Get("periodSeconds").ToNumber())
            .Set("failure_threshold", probe.Get("failureThreshold").ToNumber())
            .Set("success_threshold", probe.Get("successThreshold").ToNumber())
            .Set("http_get", new AttributeBuilder()
                .Set("path", http.Get("path"))
                .Set("port", http.Get("port").ToNumber())
                .Set("http_headers", RunTemplate.Map(http.Get("httpHeaders"), header => new AttributeBuilder()
                    .Set("name", header.Get("name")).Set("value", header.Get("value")))), http)
            .Set("tcp_socket", new AttributeBuilder().Set("port", tcp.Get("port").ToNumber()), tcp)
            .Set("grpc", new AttributeBuilder().Set("port", grpc.Get("port").ToNumber()).Set("service", grpc.Get("service")), grpc);
    }
}
