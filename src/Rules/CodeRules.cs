using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Actions;
using GcpLint.Rules.Armor;
using GcpLint.Rules.Compose;
using GcpLint.Rules.Docker;
using GcpLint.Rules.Env;
using GcpLint.Rules.Gcs;
using GcpLint.Rules.Iam;
using GcpLint.Rules.Iap;
using GcpLint.Rules.Lb;
using GcpLint.Rules.Monitoring;
using GcpLint.Rules.Network;
using GcpLint.Rules.Nginx;
using GcpLint.Rules.Org;
using GcpLint.Rules.Pipelines;
using GcpLint.Rules.Project;
using GcpLint.Rules.Registry;
using GcpLint.Rules.Run;
using GcpLint.Rules.Secrets;
using GcpLint.Rules.Shell;
using GcpLint.Rules.Sql;
using GcpLint.Rules.Suppressions;
using GcpLint.Rules.Terraform;
using GcpLint.Rules.Wif;

namespace GcpLint.Rules;

/// <summary>The rules whose check is a class, area by area; their metadata stands in <c>rules/</c> as for all others.</summary>
internal static class CodeRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        .. ActionRules.All,
        .. ArmorRules.All,
        .. ComposeRules.All,
        .. DockerRules.All,
        .. EnvRules.All,
        .. GcsRules.All,
        .. IamRules.All,
        .. IapRules.All,
        .. LbRules.All,
        .. MonitoringRules.All,
        .. NetworkRules.All,
        .. NginxRules.All,
        .. OrgRules.All,
        .. PipelineRules.All,
        .. ProjectRules.All,
        .. RegistryRules.All,
        .. RunRules.All,
        .. SecretRules.All,
        .. ShellRules.All,
        .. SqlRules.All,
        .. SuppressionRules.All,
        .. TerraformRules.All,
        .. WifRules.All,
    ];
}
