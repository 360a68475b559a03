using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Families;

/// <summary>Functions of the first generation in the shape of the second, which tells building and serving apart.</summary>
internal static class FirstFunctions
{
    public static Value InSecondShape(CloudResource function)
    {
        Value all = function.Attributes;
        if (all.Kind != ValueKind.Map)
        {
            return all;
        }

        Value memory = all.Get("available_memory_mb");
        return new Reshaped()
            .Copy(all, "name", "description", "project", "labels", "kms_key_name", "event_trigger")
            .Set("location", all.Get("region"))
            .Set("build_config", new Reshaped()
                .Copy(all, "runtime", "entry_point", "docker_repository")
                .Set("environment_variables", all.Get("build_environment_variables"))
                .Set("service_account", all.Get("build_service_account"))
                .ToBlock(null))
            .Set("service_config", new Reshaped()
                .Copy(all, "ingress_settings", "service_account_email", "environment_variables", "vpc_connector", "vpc_connector_egress_settings")
                .Copy(all, "secret_environment_variables", "secret_volumes")
                .Set("max_instance_count", all.Get("max_instances"))
                .Set("min_instance_count", all.Get("min_instances"))
                .Set("timeout_seconds", all.Get("timeout"))
                .Set("available_memory", memory.IsNumber ? Value.Of($"{memory}M").WithOrigin(memory.Origin) : memory)
                .ToBlock(null))
            .ToBlock(all.Origin);
    }
}
