using GcpLint.Analyzer.Model;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>The resources of a root module as its source makes them, to be found by the addresses of a plan.</summary>
internal sealed class SourceIndex
{
    private readonly Dictionary<string, CloudResource> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CloudResource> _blocks = new(StringComparer.Ordinal);

    public SourceIndex(Deployment source)
    {
        Source = source;
        foreach (CloudResource resource in source.Resources.Concat(source.DataSources))
        {
            _exact.TryAdd(resource.Address.Text, resource);
            _blocks.TryAdd(InstanceAddress.WithoutKeys(resource.Address.Text), resource);
        }
    }

    public Deployment Source { get; }

    /// <summary>The instance, else another one of the same block: its keys may be known in a run only.</summary>
    public CloudResource? Find(string address) => _exact.GetValueOrDefault(address) ?? FindBlock(address);

    public CloudResource? FindBlock(string address) => _blocks.GetValueOrDefault(InstanceAddress.WithoutKeys(address));
}
