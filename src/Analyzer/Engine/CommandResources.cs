using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Puts together what several commands say of one resource: <c>buckets update --versioning</c> behind <c>buckets create</c>
/// is part of what is made.
/// </summary>
internal static class CommandResources
{
    public static IEnumerable<CloudResource> Merge(IEnumerable<CloudResource> resources)
    {
        foreach (IGrouping<ResourceAddress, CloudResource> group in resources.GroupBy(resource => resource.Address))
        {
            ImmutableArray<CloudResource> all = [.. group.DistinctBy(resource => (resource.Block, resource.Attributes))];
            if (all.All(resource => resource.IsUpdate))
            {
                foreach (CloudResource update in all)
                {
                    yield return update;
                }

                continue;
            }

            // A name that is open may be another resource each time: whether one of them lacks it is not known.
            CloudResource[] updates = [.. all.Where(resource => resource.IsUpdate)];
            foreach (CloudResource created in all.Where(resource => !resource.IsUpdate))
            {
                yield return updates.Length == 0 ? created : With(created, updates.Aggregate(created.Attributes, (value, update) => Over(value, update.Attributes)));
            }
        }
    }

    /// <summary>What is written in <paramref name="update"/> in the place of what was there; maps are put together.</summary>
    private static Value Over(Value value, Value update)
    {
        if (value.Kind != ValueKind.Map || update.Kind != ValueKind.Map)
        {
            return update;
        }

        var entries = value.AsMap.Entries.ToBuilder();
        foreach (ValueEntry entry in update.AsMap.Entries)
        {
            int index = IndexOf(entries, entry.Key);
            if (index < 0)
            {
                entries.Add(entry);
            }
            else
            {
                entries[index] = entry with { Value = Over(entries[index].Value, entry.Value) };
            }
        }

        return Value.Of(new ValueMap(entries.ToImmutable(), value.AsMap.Type, value.AsMap.Defaults)).WithOrigin(value.Origin);
    }

    private static int IndexOf(ImmutableArray<ValueEntry>.Builder entries, Value key)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Key.Equals(key))
            {
                return i;
            }
        }

        return -1;
    }

    private static CloudResource With(CloudResource resource, Value attributes) => new()
    {
        Address = resource.Address,
        Type = resource.Type,
        Source = resource.Source,
        Attributes = attributes,
        Header = resource.Header,
        Block = resource.Block,
        IsUpdate = resource.IsUpdate,
        IsConditional = resource.IsConditional,
        Lifecycle = resource.Lifecycle,
        References = resource.References,
    };
}
