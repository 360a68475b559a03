namespace GcpLint.Analyzer.Discovery;

/// <summary>What a file is for the analysis, by its name and its content.</summary>
public enum FileKind : byte
{
    /// <summary>Nothing that is read: its path is known, its content is not.</summary>
    Other,
    Dockerfile,
    DockerIgnore,
    Compose,
    GitHubWorkflow,

    /// <summary>The metadata of an action: action.yml.</summary>
    GitHubAction,
    CloudBuild,
    KnativeService,

    /// <summary>A Kubernetes object that is no Knative service.</summary>
    Kubernetes,
    Terraform,
    TerraformJson,

    /// <summary>Values of variables: *.tfvars and *.tfvars.json.</summary>
    Tfvars,
    Shell,
    DotEnv,

    /// <summary>A policy of Cloud Monitoring as <c>gcloud monitoring policies create --policy-from-file</c> takes it.</summary>
    AlertPolicy,

    /// <summary>A custom constraint or a policy of the Organization Policy Service, as <c>gcloud org-policies</c> takes it.</summary>
    OrgPolicy,

    /// <summary>A configuration of nginx, or a part of one that another includes.</summary>
    Nginx,

    /// <summary>A file that rules compare with: requirements.txt, package.json.</summary>
    Manifest,

    /// <summary>A key or token in a file of its own: a service account's JSON, a private key in PEM form.</summary>
    Credentials,

    /// <summary>YAML that none of the kinds above describes.</summary>
    Yaml,

    /// <summary>JSON that none of the kinds above describes.</summary>
    Json,
}
