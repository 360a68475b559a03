using System.Collections.Frozen;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Graph;

/// <summary>Which resource a grant is on.</summary>
internal static class GrantTarget
{
    /// <summary>What a resource of IAM says besides the name of its target.</summary>
    private static readonly FrozenSet<string> NotTheTarget = FrozenSet.Create(
        StringComparer.Ordinal, "member", "members", "role", "condition", "policy_data", "project", "location", "region", "zone", "depends_on", "provider");

    /// <summary>What resources are called by, in the order of preference.</summary>
    private static readonly string[] Names = ["name", "secret_id", "account_id", "repository_id", "dataset_id", "service_id"];

    /// <summary>Null if nobody can tell.</summary>
    public static bool? IsOn(Grant grant, CloudResource resource, Deployment deployment)
    {
        if (grant.TargetType != resource.Type)
        {
            return false;
        }

        ResourceReference[] references = [.. grant.Source.References.Where(reference => !NotTheTarget.Contains(Head(reference.Path)))];
        if (references.Length > 0)
        {
            return references.Any(reference => deployment.Resolve(reference).Contains(resource));
        }

        bool? answer = false;
        foreach (ValueEntry entry in grant.Source.Attributes.AsMap)
        {
            if (!NotTheTarget.Contains(entry.Key.AsString) && entry.Value.Kind is ValueKind.String or ValueKind.Unknown)
            {
                bool? names = NamesIt(entry.Value, resource);
                if (names == true)
                {
                    return true;
                }

                answer = names is null ? null : answer;
            }
        }

        return answer;
    }

    /// <summary>The resource of the deployment that a grant is on; null if none is known to be.</summary>
    public static CloudResource? Find(Grant grant, Deployment deployment) =>
        deployment.OfType(grant.TargetType).FirstOrDefault(resource => IsOn(grant, resource, deployment) == true);

    private static bool? NamesIt(Value value, CloudResource resource)
    {
        foreach (string attribute in Names)
        {
            Value name = resource.Get(attribute);
            if (name.IsUnknown)
            {
                return null;
            }

            if (name.TryGetString(out string? own))
            {
                return !value.TryGetString(out string? text) ? null : text == own || text.EndsWith("/" + own, StringComparison.Ordinal);
            }
        }

        return null;
    }

    private static string Head(string path) => path.AsSpan().IndexOfAny('.', '[') is var cut and >= 0 ? path[..cut] : path;
}
