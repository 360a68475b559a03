using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>Asks who decides which image a service of Terraform runs: Terraform, or one of the repository's pipelines.</summary>
internal sealed class ImageOwnership : IResourceRule
{
    public RuleId Id => new("run/image-ownership");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.ServiceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        string name = resource.Get("name").KnownText().Replace('$', '*');
        if (deployment.Kind is not (DeploymentKind.TerraformRoot or DeploymentKind.TerraformPlan) || deployment.IsReusableModule || name.Length == 0)
        {
            return;
        }

        List<(string Service, string Path)> deployed = [.. DeployedServices(context.Model)];
        if (resource.Lifecycle.IgnoreChanges.Any(IsImage))
        {
            // Without any pipeline for Cloud Run here, it is somewhere else.
            if (deployed.Count > 0 && !deployed.Exists(other => MayBeSame(other.Service, name)))
            {
                context.Report(new RuleReport
                {
                    Location = resource.Lifecycle.IgnoreChangesLocation ?? resource.Header,
                    Scope = resource.Block,
                    Message = $"Terraform ignores the image of `{resource.Address}`, but no pipeline of this repository deploys `{name}`: a new version never reaches it. Deploy it where the other services are deployed, or let Terraform set the image.",
                    Resource = resource.Address,
                });
            }
        }
        else if (resource.Source is ResourceSource.Terraform or ResourceSource.Plan && deployed.Find(other => other.Service == name && !name.Contains('*')) is { Path: { } path })
        {
            context.Report(new RuleReport
            {
                Location = resource.Header,
                Scope = resource.Block,
                Message = $"Both Terraform and `{path}` set the image of `{name}`: each `terraform apply` puts back what the pipeline deployed. Add `template[0].containers[0].image` to `ignore_changes`, or deploy through Terraform alone.",
                Resource = resource.Address,
            });
        }
    }

    private static bool IsImage(string path)
    {
        string plain = path.Replace("[0]", "", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal);
        return plain is "all" or "template" or "template.containers" or "template.containers.image" or "template.spec" or "template.spec.containers" or "template.spec.containers.image"
            || plain.StartsWith("template.containers[", StringComparison.Ordinal) && plain.EndsWith("].image", StringComparison.Ordinal);
    }

    /// <summary>The services that pipelines and scripts give images to; a star stands for what is not known of a name.</summary>
    private static IEnumerable<(string Service, string Path)> DeployedServices(RepositoryModel model)
    {
        foreach (Pipeline pipeline in model.Pipelines)
        {
            foreach (StepActivity activity in pipeline.Activities)
            {
                if (activity is { Kind: ActivityKind.Deploy, Target: { Platform: "run" or "delivery" } target } && (target.Image.IsSet || target.MayHaveMore || !target.Service.IsSet))
                {
                    yield return (target.Service.IsSet ? target.Service.KnownText().Replace('$', '*') : "*", pipeline.Path);
                }
            }
        }

        foreach (Deployment deployment in model.Deployments.Where(deployment => deployment.Kind is DeploymentKind.Commands or DeploymentKind.Yaml))
        {
            foreach (CloudResource service in deployment.Resources.Where(resource => RunWorkload.ServiceTypes.Contains(resource.Type)))
            {
                if (new RunWorkload(service).Containers.Any(container => container.IsUnknown || container.Get("image").IsSet))
                {
                    yield return (service.Get("name") is { IsSet: true } name ? name.KnownText().Replace('$', '*') : "*", deployment.Path);
                }
            }
        }
    }

    /// <summary>Whether two names of which parts are not known may be one: their known ends fit.</summary>
    private static bool MayBeSame(string left, string right)
    {
        if (!left.Contains('*') && !right.Contains('*'))
        {
            return left == right;
        }

        string leftStart = left.Split('*')[0], rightStart = right.Split('*')[0];
        string leftEnd = left.Split('*')[^1], rightEnd = right.Split('*')[^1];
        return (leftStart.StartsWith(rightStart, StringComparison.Ordinal) || rightStart.StartsWith(leftStart, StringComparison.Ordinal))
            && (leftEnd.EndsWith(rightEnd, StringComparison.Ordinal) || rightEnd.EndsWith(leftEnd, StringComparison.Ordinal));
    }
}
