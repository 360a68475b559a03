using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources;
using GcpLint.Values;

namespace GcpLint.Rules.Pipelines;

/// <summary>What a trigger of Cloud Build starts: a build file of the repository, or steps of its own.</summary>
/// <param name="Trigger">The resource.</param>
/// <param name="DeploysToProduction">Some step of it does.</param>
internal sealed record TriggeredBuild(CloudResource Trigger, bool DeploysToProduction)
{
    private static readonly string[] s_branches = ["github.push.branch", "trigger_template.branch_name", "repository_event_config.push.branch", "bitbucket_server_trigger_config.push.branch"];

    /// <summary>Null if what it starts is not in the tree.</summary>
    public static TriggeredBuild? Of(CloudResource trigger, RepositoryModel model)
    {
        if (PipelineCommand.TextOf(trigger.Get("filename")) is { Length: > 0 } path)
        {
            string name = path.TrimStart('.', '/');
            Pipeline? build = (model.Source ?? model).Pipelines.FirstOrDefault(pipeline => pipeline.Kind == PipelineKind.CloudBuild && (pipeline.Path == name || pipeline.Path.EndsWith("/" + name, StringComparison.Ordinal)));
            return build is null ? null : new TriggeredBuild(trigger, build.Jobs.Any(job => job.Activities.Any(activity => activity.Kind == ActivityKind.Deploy && build.IsProduction(job, activity))));
        }

        Value steps = trigger.Get("build.step");
        return steps.IsSet ? new TriggeredBuild(trigger, steps.OneOrMany().Any(Deploys)) : null;
    }

    /// <summary>Why nobody can tell what a live trigger starts: its build file lies in a repository that was not read. Null if it can be told.</summary>
    public static Unknown? WhyUnread(CloudResource trigger, RepositoryModel model) =>
        trigger.Source == ResourceSource.Live && Of(trigger, model) is null && PipelineCommand.TextOf(trigger.Get("filename")) is { Length: > 0 } path
            ? new Unknown(UnknownKind.Unread, $"`{path}` lies in no repository that was read")
            : null;

    /// <summary>The path of the branch that starts it, null if a branch does not.</summary>
    public string? BranchPath => s_branches.FirstOrDefault(path => Trigger.Attributes.GetPath(path).IsSet);

    /// <summary>Its branch or its name is one of development.</summary>
    public bool IsForDevelopment
    {
        get
        {
            foreach (string path in (string[])[.. s_branches, "name"])
            {
                EnvironmentTier tier = DeploymentEnvironment.TierOf(PipelineCommand.TextOf(Trigger.Get(path)).Trim('^', '$'));
                if (tier is EnvironmentTier.Development or EnvironmentTier.Staging or EnvironmentTier.Test)
                {
                    return true;
                }
            }

            // The command's defaults of pull requests stand behind every trigger; the branch is written for those alone.
            return Trigger.Get("github.pull_request.branch").IsSet || Trigger.Get("repository_event_config.pull_request.branch").IsSet;
        }
    }

    /// <summary>"gcloud run deploy" among the words of a step, whether a shell is between or not.</summary>
    private static bool Deploys(Value step)
    {
        string words = string.Join(' ', step.Get("args").OneOrMany().Prepend(step.Get("entrypoint")).Append(step.Get("script")).Select(PipelineCommand.TextOf));
        return words.Contains("run deploy", StringComparison.Ordinal) || words.Contains("run services update", StringComparison.Ordinal) || words.Contains("app deploy", StringComparison.Ordinal)
            || words.Contains("functions deploy", StringComparison.Ordinal) || words.Contains("kubectl apply", StringComparison.Ordinal) || words.Contains("kubectl set image", StringComparison.Ordinal)
            || words.Contains("helm upgrade", StringComparison.Ordinal);
    }
}
