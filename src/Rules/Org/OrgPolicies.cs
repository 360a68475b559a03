using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.OrgPolicies;
using GcpLint.Rules.Wif;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>The policies and custom constraints that hold for a deployment, as far as the repository and the command line say.</summary>
internal sealed class OrgPolicies
{
    private readonly ILookup<string, OrgPolicy> _policies;

    private OrgPolicies(ImmutableArray<OrgPolicy> policies, ImmutableArray<CustomConstraint> constraints)
    {
        _policies = policies.ToLookup(policy => policy.Constraint, StringComparer.Ordinal);
        Constraints = constraints;
    }

    /// <summary>Those of the command line first, each once by its name.</summary>
    public ImmutableArray<CustomConstraint> Constraints { get; }

    public bool HasPolicies => _policies.Count > 0;

    public static OrgPolicies Of(RepositoryModel model, Deployment deployment)
    {
        OrgPolicyFile[] files = [.. FilesOf(model, deployment)];
        IEnumerable<CloudResource> ResourcesOf(string type) => (model.Source?.DeploymentsWith(type) ?? []).Concat(model.DeploymentsWith(type))
            .Where(other => Concerns(other, deployment))
            .SelectMany(other => other.OfType(type));

        var reader = new CustomConstraintReader(_ => { });
        ImmutableArray<OrgPolicy> policies =
        [
            .. (model.Source?.StatedPolicies ?? []).Concat(model.StatedPolicies).Select(OrgPolicy.Of).OfType<OrgPolicy>(),
            .. files.SelectMany(file => file.Items).Select(OrgPolicy.Of).OfType<OrgPolicy>(),
            .. OrgPolicy.TerraformTypes.SelectMany(ResourcesOf).Select(OrgPolicy.Of).OfType<OrgPolicy>(),
        ];
        IEnumerable<CustomConstraint> constraints =
        [
            .. files.SelectMany(file => file.Items.Where(CustomConstraintReader.Matches).Select(item => reader.Read(item, file.IsGiven))).OfType<CustomConstraint>(),
            .. ResourcesOf(CustomConstraint.TerraformType).Select(reader.Read).OfType<CustomConstraint>(),
        ];
        return new OrgPolicies(policies, [.. constraints.DistinctBy(constraint => constraint.Name)]);
    }

    /// <summary>All that is wrong with the constraints of a repository, whatever it deploys.</summary>
    public static IEnumerable<CustomConstraint> ConstraintsOf(RepositoryModel model, Action<Diagnostic> diagnose)
    {
        var reader = new CustomConstraintReader(diagnose);
        foreach (OrgPolicyFile file in model.OrgPolicies)
        {
            foreach (Value item in file.Items)
            {
                if (CustomConstraintReader.Matches(item) && reader.Read(item, file.IsGiven) is { } constraint)
                {
                    yield return constraint;
                }
                else if (file.IsGiven && !CustomConstraintReader.Matches(item) && OrgPolicy.Of(item) is null)
                {
                    diagnose(new Diagnostic(
                        "org-policy/invalid",
                        DiagnosticSeverity.Error,
                        "This is neither a custom constraint nor a policy",
                        "A custom constraint has resourceTypes, condition and actionType; a policy has a name with /policies/ and a spec.",
                        item.Origin?.Location ?? new SourceLocation(file.File.Source, default)));
                }
            }
        }

        foreach (CloudResource resource in model.Deployments.SelectMany(deployment => deployment.OfType(CustomConstraint.TerraformType)))
        {
            if (reader.Read(resource) is { } constraint)
            {
                yield return constraint;
            }
        }
    }

    /// <summary>
    /// The policy that decides about a constraint for a resource: the nearest one. Null if there is none; with
    /// <paramref name="isOpen"/>, if it depends on what is not known.
    /// </summary>
    public OrgPolicy? Find(string constraint, CloudResource resource, out bool isOpen)
    {
        string project = KnownText.Of(resource.Get("project")) ?? "";
        OrgPolicy[] found = [.. _policies[constraint].Where(policy => policy.Nearness < 3 || IsOf(policy.Parent["projects/".Length..], project))];
        isOpen = false;
        if (found.Length == 0)
        {
            return null;
        }

        int nearest = found.Max(policy => policy.Nearness);
        OrgPolicy[] deciding = [.. found.Where(policy => policy.Nearness == nearest)];

        // Which folder a project is in, and which organisation, is nowhere written: two that disagree leave it open.
        isOpen = deciding.Any(policy => policy.IsOpen)
            || deciding.Any(policy => !Agree(policy, deciding[0]))
            || (nearest == 2 && found.Any(policy => policy.Nearness < 2 && !Agree(policy, deciding[0])))
            || (nearest == 3 && project.Length == 0 && found.Any(policy => !Agree(policy, deciding[0])));
        return isOpen ? null : deciding[0];
    }

    private static bool Agree(OrgPolicy left, OrgPolicy right) => ReferenceEquals(left, right) || left.Rules.SequenceEqual(right.Rules);

    private static bool IsOf(string policyProject, string project) => project.Length == 0 || policyProject.Length == 0 || policyProject == project;

    private static IEnumerable<OrgPolicyFile> FilesOf(RepositoryModel model, Deployment deployment) =>
        (model.Source?.OrgPolicies ?? []).Concat(model.OrgPolicies)
            .Where(file => file.IsGiven || deployment.IsExhibit || !RepositoryPath.IsExhibit(file.File.Source.Path));

    /// <summary>
    /// Whether what a deployment says of the organisation holds for another one: both are meant to be deployed, and in the
    /// same environment if they tell environments apart.
    /// </summary>
    private static bool Concerns(Deployment policies, Deployment resources)
    {
        if (policies.Path == resources.Path)
        {
            return policies.Environment?.Name == resources.Environment?.Name;
        }

        return !policies.IsExhibit && !resources.IsExhibit && !policies.IsReusableModule && !resources.IsReusableModule
            && (policies.Environment is null || resources.Environment is null || policies.Environment.Name == resources.Environment.Name);
    }
}
