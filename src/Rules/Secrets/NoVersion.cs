using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Run;
using GcpLint.Values;

namespace GcpLint.Rules.Secrets;

/// <summary>
/// Looks for secrets that a script or a project has without any version, and that a service mounts. Of Terraform nothing is
/// said: values belong to nobody's state, and people add them by hand.
/// </summary>
internal sealed class NoVersion : IRule<RepositoryModel>
{
    public RuleId Id => new("secrets/no-version");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        CloudResource[] all = [.. subject.Deployments.Where(deployment => !deployment.IsReusableModule).SelectMany(deployment => deployment.Resources)];
        Value[] versions = [.. all.Where(resource => resource.Type == "google_secret_manager_secret_version").Select(version => version.Get("secret"))];
        if (versions.Any(version => version.IsUnknown) || new WholeRepository(subject).WhyUnread("google_secret_manager_secret_version") is not null)
        {
            return;
        }

        HashSet<string> filled = [.. versions.Select(version => NameOf(version.AsString))];
        HashSet<string> mounted = [.. all.Where(resource => RunWorkload.Types.Contains(resource.Type)).SelectMany(resource => new RunWorkload(resource).Secrets).Select(secret => NameOf(secret.AsString))];
        foreach (CloudResource secret in all.Where(resource => resource is { Type: "google_secret_manager_secret", IsUpdate: false, Source: ResourceSource.Command or ResourceSource.Live }))
        {
            string name = secret.Get("secret_id").AsString;
            if (name.Length > 0 && mounted.Contains(name) && !filled.Contains(name))
            {
                context.Report(new RuleReport
                {
                    Location = secret.Header,
                    Scope = secret.Block,
                    Resource = secret.Address,
                    Message = $"The secret `{name}` is created without a version, and nothing adds one: the services that mount it do not start. Give it its value with `--data-file=-` or `gcloud secrets versions add {name} --data-file=-`.",
                });
            }
        }
    }

    private static string NameOf(string text) => text[(text.LastIndexOf('/') + 1)..];
}
