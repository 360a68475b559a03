using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Run;
using GcpLint.Values;

namespace GcpLint.Rules.Secrets;

/// <summary>Looks for secrets that services mount and that nothing in a repository which creates its secrets creates.</summary>
internal sealed class RequiredSecrets : IRule<RepositoryModel>
{
    private const string Type = "google_secret_manager_secret";

    public RuleId Id => new("secrets/required");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        Deployment[] deployments = [.. subject.Deployments.Where(deployment => !deployment.IsReusableModule)];
        Value[] created = [.. subject.Deployments.SelectMany(deployment => deployment.OfType(Type)).Select(secret => secret.Get("secret_id"))];
        var whole = new WholeRepository(subject);
        foreach (Value secret in subject.Expectations.Secrets.Where(secret => !created.Any(name => name.IsUnknown || name.AsString == secret.AsString)))
        {
            whole.ReportMissing(context, secret, Type, $"The secret `{secret.AsString}` is expected, and nothing here creates it. Create it where the other secrets are created.");
        }

        if (created.Length == 0 || whole.WhyUnread(Type) is not null || created.Any(name => name.IsUnknown))
        {
            // Where none is made here they are made by hand; a name that is not known may be any.
            return;
        }

        HashSet<string> names = [.. created.Select(name => name.AsString)];
        names.UnionWith(deployments.SelectMany(deployment => deployment.DataSources).Select(data => (data.Get("secret_id").IsSet ? data.Get("secret_id") : data.Get("secret")).AsString));
        HashSet<string> reported = new(StringComparer.Ordinal);
        foreach (CloudResource resource in deployments.SelectMany(deployment => deployment.Resources).Where(resource => RunWorkload.Types.Contains(resource.Type)))
        {
            foreach (Value secret in new RunWorkload(resource).Secrets)
            {
                if (secret.TryGetString(out string? text) && text[(text.LastIndexOf('/') + 1)..] is { Length: > 0 } name && !IsElsewhere(text) && !names.Contains(name) && reported.Add(name))
                {
                    context.Report(new RuleReport
                    {
                        Location = secret.Origin?.Location ?? resource.Header,
                        Scope = resource.Block,
                        Resource = resource.Address,
                        Message = $"`{resource.Address}` mounts the secret `{name}`, which nothing in this repository creates, although it creates others: in a new project the service does not start. Create `{name}` where the other secrets are created.",
                    });
                }
            }
        }
    }

    /// <summary>"projects/other/secrets/name" is a secret of another project.</summary>
    private static bool IsElsewhere(string text) => text.Contains('/', StringComparison.Ordinal);
}
