using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Run;
using GcpLint.Values;

namespace GcpLint.Rules.Registry;

/// <summary>
/// Looks for the repository of Artifact Registry that images are pushed to: one of another format takes none, and where
/// the repository enables the API and makes everything else, one that nobody makes is missing.
/// </summary>
internal sealed class Repository : IResourceRule, IRule<RepositoryModel>
{
    private const string Type = "google_artifact_registry_repository";
    private const string RegistrySuffix = "-docker.pkg.dev";

    public RuleId Id => new("registry/repository");

    public IReadOnlyList<string> ResourceTypes => [Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        string format = resource.Get("format").AsString;
        string name = NameOf(resource.Get("repository_id"));
        if (format.Length > 0 && !format.Equals("DOCKER", StringComparison.OrdinalIgnoreCase) && ImagesOf(context.Model).FirstOrDefault(use => IsSame(RepositoryIn(use), name)) is { Name: { } image })
        {
            context.Report(resource, "format", $"`{resource.Address}` has the format `{format}` and takes no images, but `{image}` is pushed to it. Make a repository of the format `DOCKER`; the format of one that exists cannot change.");
        }
    }

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        List<CloudResource> made = [.. whole.Resources.Where(resource => resource.Type == Type)];
        if (whole.Main is not { } main || !Enables(subject, "artifactregistry.googleapis.com")
            || subject.Deployments.Any(deployment => deployment.Kind == DeploymentKind.Project || deployment.DataSources.Any(source => source.Type == Type)))
        {
            return;
        }

        foreach (ImageUse use in ImagesOf(subject))
        {
            string wanted = RepositoryIn(use);
            if (wanted.Length > 0 && !wanted.Contains('*') && made.TrueForAll(repository => !IsSame(wanted, NameOf(repository.Get("repository_id")))))
            {
                whole.ReportAtHead(context, main, $"Nothing here makes the repository `{wanted}` of Artifact Registry that `{use.Name}` is pushed to: the first push fails. Add a `{Type}` of the format `DOCKER`, or `gcloud artifacts repositories create {wanted} --repository-format=docker`.");
                return;
            }
        }
    }

    /// <summary>What pipelines push to Artifact Registry, and what services run from there.</summary>
    private static IEnumerable<ImageUse> ImagesOf(RepositoryModel model)
    {
        IEnumerable<ImageUse> pushed = model.Pipelines.SelectMany(ImageUse.Of);
        IEnumerable<ImageUse> run = model.Deployments.Where(deployment => !deployment.IsExhibit)
            .SelectMany(deployment => RunWorkload.Types.SelectMany(deployment.OfType))
            .SelectMany(resource => new RunWorkload(resource).Containers)
            .SelectMany(container => ImageUse.NamesOf(container.Get("image")))
            .Select(name => new ImageUse(name, default, default));
        return pushed.Concat(run).Where(use => use.Registry.EndsWith(RegistrySuffix, StringComparison.Ordinal));
    }

    /// <summary>The third part of LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE; "" for images of other people's projects that are known.</summary>
    private static string RepositoryIn(ImageUse use) => use.Path is [_, var repository, _, ..] && !(use.Path[0] is "cloudrun" or "google-samples" or "cloud-builders") ? repository : "";

    /// <summary>The last part of an id or name; a star stands for what is not known.</summary>
    private static string NameOf(Value id)
    {
        string text = PipelineCommand.TextOf(id);
        return text[(text.LastIndexOf('/') + 1)..];
    }

    private static bool IsSame(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return false;
        }

        // An open name may be any: nothing is known to be missing.
        int leftStar = left.IndexOf('*', StringComparison.Ordinal), rightStar = right.IndexOf('*', StringComparison.Ordinal);
        if (leftStar < 0 && rightStar < 0)
        {
            return left == right;
        }

        string leftStart = leftStar < 0 ? left : left[..leftStar], rightStart = rightStar < 0 ? right : right[..rightStar];
        return leftStart.StartsWith(rightStart, StringComparison.Ordinal) || rightStart.StartsWith(leftStart, StringComparison.Ordinal);
    }

    private static bool Enables(RepositoryModel model, string api) =>
        model.Deployments.SelectMany(deployment => deployment.OfType("google_project_service")).Any(service => service.Get("service").AsString == api);
}
