using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Run;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Iam;

/// <summary>Compares the roles of the accounts that services run as with what these services use.</summary>
internal sealed class RequiredRoles : IRule<RepositoryModel>
{
    private static readonly string[] s_secretRoles = ["roles/secretmanager.secretAccessor", "roles/secretmanager.admin", "roles/owner"];

    private static readonly string[] s_sqlRoles = ["roles/cloudsql.client", "roles/cloudsql.editor", "roles/cloudsql.admin", "roles/editor", "roles/owner"];

    public RuleId Id => new("iam/required-roles");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        foreach (ExpectedAccount account in subject.Expectations.ServiceAccounts)
        {
            CheckExpected(account, subject, context);
        }

        ILookup<string, RunWorkload> accounts = RuntimeAccounts.In(subject);
        if (accounts.Count == 0)
        {
            return;
        }

        var grants = new PossibleGrants(subject);
        var whole = new WholeRepository(subject);
        foreach (IGrouping<string, RunWorkload> account in accounts.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Grant[] own = [.. grants.Of(account.Key)];

            // An account without a grant in this repository gets its roles elsewhere.
            if (own.FirstOrDefault(grant => grant.IsWide() && grant.AccountOf() == account.Key) is not { } first)
            {
                continue;
            }

            Need(account.FirstOrDefault(workload => workload.Secrets.Any()), s_secretRoles, "mounts secrets");
            Need(account.FirstOrDefault(workload => HasSockets(workload)), s_sqlRoles, "connects to Cloud SQL");

            void Need(RunWorkload? user, string[] roles, string use)
            {
                if (user is null || own.Any(grant => MayGive(grant, roles) && !IsOnDeploy(grant, first, user)))
                {
                    return;
                }

                if (whole.Unread is { } reason)
                {
                    context.NotAssessed(first.RoleLocation, reason);
                    return;
                }

                Grant? late = own.FirstOrDefault(grant => MayGive(grant, roles));
                string elsewhere = late is null ? "" : $" (only `{late.Source.Header.Source.Path}` grants it, at each deployment)";
                context.Report(new RuleReport
                {
                    Location = first.RoleLocation,
                    Scope = first.Source.Block,
                    Resource = first.Source.Address,
                    Message = $"The roles of the account that `{user.Resource.Address}` runs as lack `{roles[0]}`{elsewhere}, but the service {use}: in a new project it does not start. Grant the role here, on the resource or the project.",
                    Related = late is null ? [new RelatedLocation("the service", user.Resource.Header)] : [new RelatedLocation("the service", user.Resource.Header), new RelatedLocation("granted at each deployment", late.Source.Header)],
                });
            }
        }
    }

    private static void CheckExpected(ExpectedAccount account, RepositoryModel model, RuleContext context)
    {
        Grant[] grants = [.. new PossibleGrants(model).Of(account.Name.AsString)];
        foreach (Value role in account.Roles.Where(role => !grants.Any(grant => grant.Role.IsUnknown || grant.Role.AsString == role.AsString)))
        {
            new WholeRepository(model).ReportMissing(context, role, "google_project_iam_policy", $"The service account `{account.Name.AsString}` is expected to have `{role.AsString}`, and nothing here grants it. Grant it.");
        }
    }

    private static bool HasSockets(RunWorkload workload) => workload.MayHaveSqlSockets && workload.Resource.Attributes.GetPath(workload.VolumesPath).IsSet;

    private static bool MayGive(Grant grant, string[] roles) => grant.Role.IsUnknown || roles.Contains(grant.Role.AsString);

    /// <summary>The script that deploys the service patches the policy of each secret, while another one sets up the account.</summary>
    private static bool IsOnDeploy(Grant grant, Grant first, RunWorkload user)
    {
        SourceText file = grant.Source.Header.Source;
        return grant.Source.Source == ResourceSource.Command && grant.Scope == GrantScope.Resource
            && file != first.Source.Header.Source && file == user.Resource.Header.Source && first.Source.Source == ResourceSource.Command;
    }

    /// <summary>The grants by account: a thousand accounts and a thousand grants are not compared pair by pair.</summary>
    private sealed class PossibleGrants
    {
        private const string OpenName = "unknown-";

        private readonly ILookup<string, Grant> _byAccount;
        private readonly ImmutableArray<Grant> _anybody;
        private readonly ImmutableArray<Grant> _named;

        public PossibleGrants(RepositoryModel model)
        {
            (Grant Grant, string Account)[] grants =
                [.. model.Deployments.Where(deployment => !deployment.IsReusableModule).SelectMany(Grants.Of).Select(grant => (grant, grant.AccountOf()))];
            _byAccount = grants.ToLookup(entry => entry.Account, entry => entry.Grant, StringComparer.Ordinal);
            _anybody = [.. grants.Where(entry => entry.Grant.Member.IsUnknown && entry.Account.Length == 0).Select(entry => entry.Grant)];
            _named = [.. grants.Where(entry => entry.Grant.Member.IsUnknown && entry.Account.Contains(OpenName, StringComparison.Ordinal)).Select(entry => entry.Grant)];
        }

        /// <summary>Those to the account, then those to a member that is not known and may be any account.</summary>
        public IEnumerable<Grant> Of(string account) =>
            _byAccount[account].Concat(_anybody).Concat(account.Contains(OpenName, StringComparison.Ordinal) ? [] : _named).Distinct();
    }
}
