using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules;

/// <summary>
/// What a repository deploys as a whole, for rules about what is missing from all of it: they speak once, at the
/// deployment that stands for the repository, and not at all where a part of the repository was not read.
/// </summary>
internal sealed class WholeRepository
{
    /// <summary>Types through which people are served: what nobody watches here, its users watch.</summary>
    private static readonly HashSet<string> ServingTypes =
    [
        "google_app_engine_flexible_app_version", "google_app_engine_standard_app_version", "google_cloud_run_service",
        "google_cloud_run_v2_service", "google_cloudfunctions2_function", "google_cloudfunctions_function",
        "google_compute_backend_service", "google_compute_region_backend_service", "google_container_cluster",
    ];

    private static readonly HashSet<string> DataTypes =
    [
        "google_alloydb_cluster", "google_bigquery_dataset", "google_bigtable_instance", "google_firestore_database",
        "google_secret_manager_secret", "google_spanner_instance", "google_sql_database_instance", "google_storage_bucket",
    ];

    private readonly RepositoryModel _model;

    public WholeRepository(RepositoryModel model)
    {
        _model = model;
        Main = model.IsCollection ? null : model.Deployments
            .Where(deployment => deployment is { IsReusableModule: false, IsExhibit: false, Whole: null } && deployment.Resources.Length > 0)
            .OrderByDescending(deployment => deployment.Kind is DeploymentKind.TerraformRoot or DeploymentKind.TerraformPlan)
            .ThenByDescending(deployment => deployment.IsProduction)
            .ThenByDescending(deployment => deployment.Resources.Any(resource => ServingTypes.Contains(resource.Type)))
            .ThenByDescending(deployment => deployment.Resources.Any(resource => DataTypes.Contains(resource.Type)))
            .ThenBy(deployment => deployment.Path, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>
    /// The deployment at whose head a finding about the whole repository stands: Terraform before scripts, production
    /// before others. Null if nothing is deployed from here, and where many things without a whole are.
    /// </summary>
    public Deployment? Main { get; }

    /// <summary>The resources of all deployments, of uncalled modules too: what is anywhere is not missing.</summary>
    public IEnumerable<CloudResource> Resources => _model.Deployments.SelectMany(deployment => deployment.Resources);

    /// <summary>Something here answers requests.</summary>
    public bool ServesUsers => Resources.Any(resource => ServingTypes.Contains(resource.Type));

    /// <summary>Something here keeps data.</summary>
    public bool KeepsData => Resources.Any(resource => DataTypes.Contains(resource.Type));

    /// <summary>Why nobody can tell that something is missing: a module that is not in the tree. Null if all was read.</summary>
    public Unknown? Unread => UnreadModules.In(_model);

    /// <summary>What a message calls the whole: "repository", or "project" where it is live.</summary>
    public string Noun => Main?.Reading is null ? "repository" : "project";

    /// <summary>Why nobody can tell that all resources of these types are missing; null if all were read.</summary>
    public Unknown? WhyUnread(params ReadOnlySpan<string> types)
    {
        ImmutableArray<string> all = [.. types];
        return Unread ?? Main?.Reading?.WhyUnread(all);
    }

    /// <summary>Says at the head of <see cref="Main"/> that none of the deployments has a resource of these types.</summary>
    public void ReportIfMissing(RuleContext context, string message, params ReadOnlySpan<string> types)
    {
        if (Main is not { } main)
        {
            return;
        }

        foreach (CloudResource resource in Resources)
        {
            if (types.Contains(resource.Type))
            {
                return;
            }
        }

        ReportAtHead(context, main, message, types);
    }

    /// <summary>
    /// Says that something which the configuration expects is nowhere: at the head of <see cref="Main"/>, or where it is
    /// expected if nothing is deployed from here.
    /// </summary>
    /// <param name="context">Whose rule says it.</param>
    /// <param name="expected">What is expected, with its place in the configuration.</param>
    /// <param name="type">The type of resource that it would be.</param>
    /// <param name="message">What it says.</param>
    public void ReportMissing(RuleContext context, Value expected, string type, string message)
    {
        if (expected.Origin is not { Location: var place })
        {
            return;
        }

        SourceLocation head = Main?.Head ?? place;
        if (WhyUnread(type) is { } reason)
        {
            context.NotAssessed(head, reason);
            return;
        }

        context.Report(new RuleReport { Location = head, Scope = head, Message = message, Related = [new RelatedLocation("expected here", place)] });
    }

    /// <summary>Says something of the whole at the head of a deployment, or that a part of the repository was not read.</summary>
    /// <param name="context">Whose rule says it.</param>
    /// <param name="main">Where.</param>
    /// <param name="message">What it says.</param>
    /// <param name="types">The types of resources that are missing: a live project has to have been read for them.</param>
    public void ReportAtHead(RuleContext context, Deployment main, string message, params ReadOnlySpan<string> types)
    {
        if (WhyUnread(types) is { } reason)
        {
            context.NotAssessed(main.Head, reason);
        }
        else
        {
            context.Report(new RuleReport { Location = main.Head, Scope = main.Head, Message = message, Resource = main.HeadResource });
        }
    }
}
