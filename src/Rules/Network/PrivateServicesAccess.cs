using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Network;

/// <summary>Looks for Cloud SQL instances with a private address in a network that nothing here peers with Google's services.</summary>
internal sealed class PrivateServicesAccess : IResourceRule
{
    private const string Path = "settings.ip_configuration.private_network";

    public RuleId Id => new("network/private-services-access");

    public IReadOnlyList<string> ResourceTypes => ["google_sql_database_instance"];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value network = resource.Attributes.GetPath(Path);
        if (!network.IsSet || resource.IsUpdate || deployment.IsReusableModule)
        {
            return;
        }

        var whole = new WholeRepository(context.Model);
        if (whole.Resources.Any(other => other.Type == "google_service_networking_connection"))
        {
            return;
        }

        if (whole.WhyUnread("google_service_networking_connection") is { } reason)
        {
            context.NotAssessed(resource.Locate(Path), reason);
        }
        else if (NameOf(network, resource, deployment) is not { } name)
        {
            context.NotAssessed(resource.Locate(Path), network.UnknownReason ?? new Unknown(UnknownKind.DataSource, "the network is made elsewhere"));
        }
        else
        {
            context.Report(resource, Path, $"`{resource.Address}` gets a private address in `{name}`, but no private services access connects that network with Google's: the instance cannot be created. Reserve a range (`purpose = VPC_PEERING`) and add a `google_service_networking_connection`.");
        }
    }

    /// <summary>The network that this repository makes, or the default one, which comes without the connection; null for others.</summary>
    private static string? NameOf(Value network, CloudResource resource, Deployment deployment)
    {
        foreach (ResourceReference reference in resource.References.Where(reference => reference.Path == Path))
        {
            foreach (CloudResource target in deployment.Resolve(reference).Where(target => target.Type == "google_compute_network"))
            {
                string name = target.Get("name").AsString;
                bool isMadeHere = deployment.Resources.Contains(target);
                return isMadeHere || name == "default" ? name.Length > 0 ? name : target.Address.Text : null;
            }
        }

        string text = network.AsString;
        return text == "default" || text.EndsWith("/networks/default", StringComparison.Ordinal) ? "default" : null;
    }
}
