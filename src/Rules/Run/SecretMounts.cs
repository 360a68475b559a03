using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Finds services that get as plain values what the repository keeps in Secret Manager.</summary>
internal sealed class SecretMounts : IResourceRule
{
    public RuleId Id => new("run/secret-mounts");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var workload = new RunWorkload(resource);
        var plain = new List<(string Variable, string Secret)>();
        foreach (RunVariable variable in workload.Variables)
        {
            if (variable.Secret.IsAbsent && SecretText.IsName(variable.Name) && MayHoldSecret(variable.Value) && FindSecret(variable, workload, deployment, context.Model) is { } secret)
            {
                plain.Add((variable.Name, secret));
            }
        }

        if (plain.Count == 0)
        {
            return;
        }

        RunVariable? mounted = workload.Variables.Where(variable => variable.Secret.IsSet).Select(variable => (RunVariable?)variable).FirstOrDefault();
        SourceLocation place = mounted is { } other && other.Secret.Get("secret").Origin is { } origin ? origin.Location : resource.Header;
        string names = string.Join(", ", plain.Select(pair => $"`{pair.Variable}`"));
        string mounts = string.Join(",", plain.Select(pair => $"{pair.Variable}={pair.Secret}:VERSION"));
        context.Report(new RuleReport
        {
            Location = place,
            Scope = resource.Block,
            Message = $"`{resource.Address}` does not mount {names} from Secret Manager, although {string.Join(", ", plain.Select(pair => $"`{pair.Secret}`"))} {(plain.Count == 1 ? "is" : "are")} there, and takes plain values instead. Mount with `--set-secrets={mounts}`.",
            Resource = resource.Address,
        });
    }

    /// <summary>Not empty, and not the name under which the program fetches it itself.</summary>
    private static bool MayHoldSecret(Value value) =>
        value.IsUnknown || value.TryGetString(out string? text) && text.Length > 0 && !text.Contains("secrets/", StringComparison.Ordinal);

    /// <summary>A secret of the same name, one that another service mounts for the same variable, or the version that the value is read from.</summary>
    private static string? FindSecret(RunVariable variable, RunWorkload workload, Deployment deployment, RepositoryModel model)
    {
        foreach (ResourceReference reference in workload.Resource.References.Where(variable.Holds))
        {
            if (reference.Attribute == "secret_data" && reference.Target.Text.Contains("google_secret_manager_secret_version", StringComparison.Ordinal))
            {
                return deployment.Resolve(reference).Select(version => version.Get("secret").KnownText()).FirstOrDefault(name => name.Length > 0 && !name.Contains('$')) ?? "SECRET";
            }
        }

        string wanted = Normal(variable.Name);
        string text = variable.Value.AsString;
        IEnumerable<CloudResource> resources = model.Deployments.Where(other => !other.IsReusableModule).SelectMany(other => other.Resources);
        foreach (CloudResource other in resources)
        {
            string? found = other.Type == "google_secret_manager_secret" ? other.Get("secret_id").AsString
                : RunWorkload.Types.Contains(other.Type) ? new RunWorkload(other).Variables.Where(mount => mount.Name == variable.Name && mount.Secret.IsSet).Select(mount => mount.Secret.Get("secret").KnownText()).FirstOrDefault()
                : null;
            if (found is { Length: > 0 } && found != text && (other.Type != "google_secret_manager_secret" || Normal(found) is var name && (name == wanted || name.EndsWith("_" + wanted, StringComparison.Ordinal))))
            {
                return found;
            }
        }

        return null;
    }

    private static string Normal(string name) => name.Replace('-', '_').ToUpperInvariant();
}
