using System.Collections.Immutable;

namespace GcpLint.Analyzer.Model;

/// <summary>The edges between the resources of a deployment, to be followed in both directions.</summary>
internal sealed class ResourceGraph
{
    private readonly Dictionary<string, List<CloudResource>> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<CloudResource, List<(CloudResource, ResourceReference)>> _incoming = new(ReferenceEqualityComparer.Instance);

    public ResourceGraph(ImmutableArray<CloudResource> resources, ImmutableArray<CloudResource> data)
    {
        foreach (CloudResource resource in resources.Concat(data))
        {
            string address = resource.Address.Text;
            Add(address, resource);
            if (WithoutKey(address) is { } all)
            {
                Add(all, resource);
            }
        }

        foreach (CloudResource source in resources.Concat(data))
        {
            foreach (ResourceReference reference in source.References)
            {
                foreach (CloudResource target in Resolve(reference.Target))
                {
                    if (!_incoming.TryGetValue(target, out List<(CloudResource, ResourceReference)>? edges))
                    {
                        _incoming[target] = edges = [];
                    }

                    edges.Add((source, reference));
                }
            }
        }
    }

    public CloudResource? Find(ResourceAddress address) =>
        _byAddress.TryGetValue(address.Text, out List<CloudResource>? found) ? found.Find(resource => resource.Address == address) : null;

    public IReadOnlyList<CloudResource> Resolve(ResourceAddress target)
    {
        if (_byAddress.TryGetValue(target.Text, out List<CloudResource>? found))
        {
            return found;
        }

        // A key that is only known in a run leads to the one instance that stands for all.
        return WithoutKey(target.Text) is { } all && _byAddress.TryGetValue(all, out found) ? found.FindAll(resource => resource.IsConditional) : [];
    }

    public IReadOnlyList<(CloudResource Source, ResourceReference Reference)> ReferencesTo(CloudResource resource) =>
        _incoming.TryGetValue(resource, out List<(CloudResource, ResourceReference)>? edges) ? edges : [];

    private void Add(string address, CloudResource resource)
    {
        if (!_byAddress.TryGetValue(address, out List<CloudResource>? found))
        {
            _byAddress[address] = found = [];
        }

        found.Add(resource);
    }

    /// <summary>The address without the key of its instance; null if it has none.</summary>
    private static string? WithoutKey(string address)
    {
        if (!address.EndsWith(']'))
        {
            return null;
        }

        // A key may hold brackets; the address before it ends at the last dot outside of quotes.
        int open = -1;
        bool quoted = false;
        for (int i = 0; i < address.Length; i++)
        {
            if (address[i] == '\\' && quoted)
            {
                i++;
            }
            else if (address[i] == '"')
            {
                quoted = !quoted;
            }
            else if (address[i] == '[' && !quoted)
            {
                open = i;
            }
        }

        return open > 0 ? address[..open] : null;
    }
}
