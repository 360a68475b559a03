using System.Collections.Frozen;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Pipelines;
using GcpLint.Rules.Run;
using GcpLint.Values;

namespace GcpLint.Rules.Registry;

/// <summary>Finds images of the project that are still kept in Container Registry.</summary>
internal sealed class ContainerRegistry : IRule<Pipeline>, IResourceRule
{
    /// <summary>
    /// Projects whose public images people use: where those are kept is not theirs to decide. Names with a colon or a dot,
    /// such as google.com, belong to Google as well.
    /// </summary>
    private static readonly FrozenSet<string> s_public = FrozenSet.ToFrozenSet(
        [
            "buildpacks", "cadvisor", "cloud-builders", "cloud-marketplace", "cloud-spanner-emulator", "cloud-sql-connectors", "cloudrun", "cloudsdktool", "cloudsql-docker", "datadoghq",
            "distroless", "endpoints-release", "etcd-development", "flame-public", "gke-release", "go-containerregistry", "google-appengine", "google-containers", "google-samples",
            "google_containers", "google_samples", "istio-release", "k8s-minikube", "k8s-skaffold", "k8s-staging-kustomize", "kaggle-gpu-images", "kaggle-images", "kaniko-project",
            "knative-releases", "kubebuilder", "kubernetes-e2e-test-images", "ml-pipeline", "oss-fuzz-base", "paketo-buildpacks", "projectsigstore", "pso-examples", "spark-operator",
            "stacksmith-images", "tekton-releases", "tensorflow", "tfx-oss-public",
        ],
        StringComparer.Ordinal);

    public RuleId Id => new("registry/container-registry");

    public IReadOnlyList<string> ResourceTypes => [.. RunWorkload.Types, "google_cloudfunctions_function"];

    public void Check(Pipeline subject, RuleContext context)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (ImageUse use in ImageUse.Of(subject))
        {
            if (IsOwn(use, context.Model) && told.Add(use.Repository))
            {
                context.Report(PipelinePlaces.FirstLine(use.Place), use.Scope, Message("The image", use));
            }
        }
    }

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (deployment.Kind == DeploymentKind.Commands)
        {
            return;
        }

        if (resource.Get("docker_registry").AsString == "CONTAINER_REGISTRY")
        {
            context.Report(resource, "docker_registry", $"`{resource.Address}` keeps its image in Container Registry, which is shut down. Remove `docker_registry`: Artifact Registry is the default.");
            return;
        }

        var workload = new RunWorkload(resource);
        bool isOnly = resource.Get(workload.ContainersPath).Kind == ValueKind.Map;
        for (int i = 0; i < workload.Containers.Length; i++)
        {
            foreach (string name in ImageUse.NamesOf(workload.Containers[i].Get("image")))
            {
                var use = new ImageUse(name, default, default);
                if (IsOwn(use, context.Model))
                {
                    context.Report(resource, $"{workload.ContainersPath}{(isOnly ? "" : $"[{i}]")}.image", Message($"The image of `{resource.Address}`,", use));
                    break;
                }
            }
        }
    }

    private static string Message(string what, ImageUse use) =>
        $"{what} `{use.Name}` is kept in Container Registry, which is shut down. Keep it in Artifact Registry: `LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/{use.Path[^1].Split(':', '@')[0]}`.";

    private static bool IsOwn(ImageUse use, RepositoryModel model) =>
        use.Registry is "gcr.io" or "us.gcr.io" or "eu.gcr.io" or "asia.gcr.io" && use.Path is [var project, _, ..] && !s_public.Contains(project)
        && !project.AsSpan().ContainsAny('.', ':') && !IsHostedByArtifactRegistry(use.Registry, model);

    /// <summary>A repository of Artifact Registry with the name of the old registry takes over its address.</summary>
    private static bool IsHostedByArtifactRegistry(string registry, RepositoryModel model) =>
        model.Deployments.SelectMany(deployment => deployment.OfType("google_artifact_registry_repository")).Any(repository => repository.Get("repository_id").AsString == registry);
}
