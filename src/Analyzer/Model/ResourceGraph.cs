using System.Collections.Immutable;

namespace GcpLint.Analyzer.Model;

/// <summary>The edges between the resources of a deployment, to be followed in both directions.</summary>
internal sealed class ResourceGraph
{
    private readonly Dictionary<string, List<CloudResource>> _byAddress = new(StringComparer.Ordinal);

    // By what is written: a thousand instances that refer to a thousand others would be a million edges between them.
    private readonly Dictionary<string, List<(CloudResource, ResourceReference)>> _incoming = new(StringComparer.Ordinal);

    // Those with a key that no instance has, by the address without it.
    private readonly Dictionary<string, List<(CloudResource, ResourceReference)>> _openKeys = new(StringComparer.Ordinal);

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
                string target = reference.Target.Text;
                AddEdge(_incoming, target, source, reference);
                if (!_byAddress.ContainsKey(target) && WithoutKey(target) is { } all)
                {
                    AddEdge(_openKeys, all, source, reference);
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

    public IReadOnlyList<(CloudResource Source, ResourceReference Reference)> ReferencesTo(CloudResource resource)
    {
        string address = resource.Address.Text;
        List<(CloudResource Source, ResourceReference Reference)>? found = _incoming.GetValueOrDefault(address);
        if (WithoutKey(address) is { } all)
        {
            found = Join(found, _incoming.GetValueOrDefault(all));
        }

        return (resource.IsConditional ? Join(found, _openKeys.GetValueOrDefault(address)) : found) ?? [];
    }

    private static List<(CloudResource Source, ResourceReference Reference)>? Join(
        List<(CloudResource Source, ResourceReference Reference)>? first,
        List<(CloudResource Source, ResourceReference Reference)>? second) =>
        first is null || second is null ? first ?? second : [.. first.Concat(second).OrderBy(edge => edge.Source.Address.Text, StringComparer.Ordinal)];

    private static void AddEdge(
        Dictionary<string, List<(CloudResource, ResourceReference)>> edges, string target, CloudResource source, ResourceReference reference)
    {
        if (!edges.TryGetValue(target, out List<(CloudResource, ResourceReference)>? known))
        {
            edges[target] = known = [];
        }

        known.Add((source, reference));
    }

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
