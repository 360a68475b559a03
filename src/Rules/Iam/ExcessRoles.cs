using System.Collections.Frozen;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Run;
using GcpLint.Text;

namespace GcpLint.Rules.Iam;

/// <summary>
/// Looks for roles of the accounts that services run as which administer what a service only uses, and which a smaller
/// role does as well.
/// </summary>
internal sealed class ExcessRoles : IRule<Deployment>
{
    private static readonly FrozenDictionary<string, string> s_smaller = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["roles/storage.admin"] = "`roles/storage.objectUser` on the buckets that it uses",
        ["roles/cloudsql.admin"] = "`roles/cloudsql.client`",
        ["roles/cloudsql.editor"] = "`roles/cloudsql.client`",
        ["roles/secretmanager.admin"] = "`roles/secretmanager.secretAccessor` on the secrets that it mounts",
        ["roles/run.admin"] = "`roles/run.invoker` on the services that it calls",
        ["roles/run.developer"] = "`roles/run.invoker` on the services that it calls",
        ["roles/pubsub.admin"] = "`roles/pubsub.publisher` or `roles/pubsub.subscriber`",
        ["roles/pubsub.editor"] = "`roles/pubsub.publisher` or `roles/pubsub.subscriber`",
        ["roles/bigquery.admin"] = "`roles/bigquery.dataEditor` on its datasets and `roles/bigquery.jobUser`",
        ["roles/datastore.owner"] = "`roles/datastore.user`",
        ["roles/firebase.admin"] = "the roles of the products that it uses",
        ["roles/spanner.admin"] = "`roles/spanner.databaseUser`",
        ["roles/redis.admin"] = "no role: connections to Redis need none",
        ["roles/cloudtasks.admin"] = "`roles/cloudtasks.enqueuer`",
        ["roles/aiplatform.admin"] = "`roles/aiplatform.user`",
        ["roles/logging.admin"] = "`roles/logging.logWriter`",
        ["roles/monitoring.admin"] = "`roles/monitoring.metricWriter`",
        ["roles/artifactregistry.admin"] = "no role: Cloud Run pulls images as its own agent",
        ["roles/cloudkms.admin"] = "`roles/cloudkms.cryptoKeyEncrypterDecrypter` on its key",
        ["roles/iam.serviceAccountTokenCreator"] = "the role on the one account that it signs for",
        ["roles/iam.serviceAccountUser"] = "the role on the one account that it attaches",
        ["roles/iam.serviceAccountAdmin"] = "no role: a service does not manage accounts",
        ["roles/iam.serviceAccountKeyAdmin"] = "no role: a service does not manage keys",
        ["roles/resourcemanager.projectIamAdmin"] = "no role: a service does not grant roles",
        ["roles/compute.admin"] = "the role for what it starts",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public RuleId Id => new("iam/excess-roles");

    public void Check(Deployment subject, RuleContext context)
    {
        CheckExpected(subject, context);
        ILookup<string, RunWorkload>? accounts = null;
        foreach (Grant grant in RoleFacts.RolesOf(subject))
        {
            if (!grant.IsWide() || !s_smaller.TryGetValue(grant.Role.AsString, out string? smaller) || grant.Condition.IsSet || grant.AccountOf() is not { Length: > 0 } account)
            {
                continue;
            }

            accounts ??= RuntimeAccounts.In(context.Model);
            if (accounts[account].FirstOrDefault() is { } workload)
            {
                context.Report(new RuleReport
                {
                    Location = PlaceOf(grant),
                    Scope = grant.Source.Block,
                    Resource = grant.Source.Address,
                    Value = grant.Role,
                    Message = $"`{grant.Role.AsString}` on the whole {Scope(grant)} goes to the account that `{workload.Resource.Address}` runs as: whoever takes over the service has it. Grant {smaller} instead.",
                });
            }
        }
    }

    /// <summary>Roles in the project that the configuration does not name for an account.</summary>
    private static void CheckExpected(Deployment deployment, RuleContext context)
    {
        foreach (ExpectedAccount account in context.Model.Expectations.ServiceAccounts)
        {
            foreach (Grant grant in RoleFacts.RolesOf(deployment).Where(grant => grant.IsWide() && grant.AccountOf() == account.Name.AsString && !account.Roles.Any(role => role.AsString == grant.Role.AsString)))
            {
                context.Report(new RuleReport
                {
                    Location = PlaceOf(grant),
                    Scope = grant.Source.Block,
                    Resource = grant.Source.Address,
                    Message = $"The service account `{account.Name.AsString}` gets `{grant.Role.AsString}`, which the configuration does not expect of it. Take it away, or expect it.",
                    Related = account.Name.Origin is { } origin ? [new RelatedLocation("expected here", origin.Location)] : [],
                });
            }
        }
    }

    /// <summary>In a script the word of the list that a loop goes over, not the flag that takes each of them.</summary>
    private static SourceLocation PlaceOf(Grant grant) =>
        grant.Source.Source == ResourceSource.Command && grant.Role.Origin is { } origin ? origin.Trail.Last().Location : grant.RoleLocation;

    private static string Scope(Grant grant) => grant.Scope switch
    {
        GrantScope.Folder => "folder",
        GrantScope.Organization => "organization",
        _ => "project",
    };
}
