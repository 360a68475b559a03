using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>What names, conditions and branches say of the environment that something is for.</summary>
internal static class Tiers
{
    /// <summary>Of a name whose parts may be open; of several values that it may have, production counts.</summary>
    public static EnvironmentTier Of(Value name)
    {
        if (name.UnknownReason?.Alternatives is { } alternatives && alternatives.Items.Select(Of).DefaultIfEmpty().Max() is var highest and not EnvironmentTier.Unknown)
        {
            return highest;
        }

        return name.UnknownReason?.Parts is { } parts
            ? parts.Items.Select(Of).FirstOrDefault(tier => tier != EnvironmentTier.Unknown)
            : DeploymentEnvironment.TierOf(PipelineCommand.TextOf(name));
    }

    /// <summary>Of a file, a job or a step: the word "test" in it tells what it does and not where.</summary>
    public static EnvironmentTier OfTitle(string title) => DeploymentEnvironment.TierOf(title) is var tier and not EnvironmentTier.Test ? tier : EnvironmentTier.Unknown;

    /// <summary>Of an <c>if:</c>: the branch or the event that it asks for.</summary>
    public static EnvironmentTier OfCondition(Value condition)
    {
        if (WorkflowCondition.Read(condition) is not { } read)
        {
            return EnvironmentTier.Unknown;
        }

        foreach (WorkflowExpression expression in read.Expressions)
        {
            foreach (OperatorNode node in expression.Root.DescendantsAndSelf().OfType<OperatorNode>().Where(node => node.Operator == "=="))
            {
                string? path = node.Operands.Select(operand => operand.Path).FirstOrDefault(operand => operand is not null);
                string text = node.Operands.OfType<LiteralNode>().FirstOrDefault()?.Value.AsString ?? "";
                if (path is "github.event_name" && text.StartsWith("pull_request", StringComparison.Ordinal))
                {
                    return EnvironmentTier.Test;
                }

                if (path is not null && text.Length > 0 && (path.StartsWith("github.ref", StringComparison.Ordinal) || path.Contains("env", StringComparison.Ordinal))
                    && DeploymentEnvironment.TierOf(text) is var tier and not EnvironmentTier.Unknown)
                {
                    return tier;
                }
            }
        }

        return EnvironmentTier.Unknown;
    }

    /// <summary>Of the events: where only branches of development or pull requests start a workflow, it deploys no production.</summary>
    public static EnvironmentTier OfTriggers(Workflow workflow)
    {
        EnvironmentTier all = EnvironmentTier.Unknown;
        foreach (WorkflowTrigger trigger in workflow.Triggers)
        {
            if (trigger.Name is "pull_request" or "pull_request_target")
            {
                all = EnvironmentTier.Test;
                continue;
            }

            if (trigger.Name is not "push" || trigger.Branches.IsEmpty || !trigger.Tags.IsEmpty)
            {
                return EnvironmentTier.Unknown;
            }

            foreach (Value branch in trigger.Branches)
            {
                EnvironmentTier tier = DeploymentEnvironment.TierOf(ScalarText.Of(branch));
                if (tier is EnvironmentTier.Unknown or EnvironmentTier.Production)
                {
                    return tier;
                }

                all = tier;
            }
        }

        return all;
    }
}
