using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Finds changes of production that nobody has seen as a plan.</summary>
internal sealed class TerraformPlan : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/terraform-plan");

    public void Check(Pipeline subject, RuleContext context)
    {
        foreach (PipelineJob job in subject.Jobs)
        {
            foreach (StepActivity apply in job.Activities)
            {
                if (apply is { Kind: ActivityKind.TerraformApply, Command: { MayHaveMoreWords: false } command } && subject.IsProduction(job, apply) && IsUnseen(command))
                {
                    context.Report(PipelinePlaces.FirstLine(apply.Location), apply.Location, $"`{apply.Tool} apply -auto-approve` changes production by a plan that nobody saw. Make the plan with `plan -out`, review it, and apply that file.");
                }
            }
        }
    }

    private static bool IsUnseen(PipelineCommand command)
    {
        bool approved = false;
        bool verb = false;
        for (int i = 1; i < command.Words.Length; i++)
        {
            string word = command.Text(i);
            if (word is "-var" or "-var-file" or "-target" or "-replace")
            {
                i++;
                continue;
            }

            if (word.StartsWith("-var-file", StringComparison.Ordinal) || word.StartsWith("--var-file", StringComparison.Ordinal))
            {
                EnvironmentTier tier = DeploymentEnvironment.TierOf(word.AsSpan(word.IndexOf('=', StringComparison.Ordinal) + 1));
                if (tier is not (EnvironmentTier.Unknown or EnvironmentTier.Production))
                {
                    return false;
                }
            }

            approved |= word.TrimStart('-') is "auto-approve" or "auto-approve=true";
            if (!word.StartsWith('-'))
            {
                if (verb)
                {
                    return false;
                }

                verb = word == "apply";
            }
        }

        return approved;
    }
}
