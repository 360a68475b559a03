using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Network;

/// <summary>Looks for things in the network that every project comes with.</summary>
internal sealed class DefaultNetwork : IRule<Deployment>
{
    private const string DataType = "google_compute_network";

    /// <summary>Where resources name a network; of lists the first element.</summary>
    private static readonly string[] s_paths =
    [
        "network", "network_interface[0].network", "network_interface.network", "settings.ip_configuration.private_network", "authorized_network", "vpc_access.network_interfaces[0].network",
        "template.vpc_access.network_interfaces[0].network", "node_config.network", "private_network",
    ];

    public RuleId Id => new("network/default-network");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (CloudResource data in subject.DataSources.Where(data => data.Type == DataType && data.Get("name").AsString == "default"))
        {
            context.Report(data, "name", $"`{data.Address}` is the network that every project comes with: a subnet in each region and firewall rules that let SSH and RDP in from everywhere. Make a `google_compute_network` of your own.");
        }

        foreach (CloudResource resource in subject.Resources)
        {
            foreach (string path in s_paths)
            {
                Value network = resource.Attributes.GetPath(path);
                if (network.Origin?.Kind != OriginKind.ProviderDefault && network.TryGetString(out string? name) && (name == "default" || name.EndsWith("/networks/default", StringComparison.Ordinal)))
                {
                    context.Report(resource, path, $"`{resource.Address}` is in the network `default`, which has a subnet in each region and lets SSH and RDP in from everywhere. Put it into a network of your own.");
                }
            }
        }
    }
}
