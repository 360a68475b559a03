using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>How repositories declare environments.</summary>
public static class TerraformEnvironments
{
    /// <summary>Variables whose value names the environment, the most telling first.</summary>
    public static readonly ImmutableArray<string> DefaultVariables =
        ["environment", "env", "stage", "environment_name", "env_name", "deployment_environment"];
}
