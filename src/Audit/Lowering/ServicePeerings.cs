using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// Private services access, which no inventory has by itself: a peering of the network with Google's, as a
/// <c>google_service_networking_connection</c>.
/// </summary>
internal static class ServicePeerings
{
    private const string Type = "google_service_networking_connection";

    public static void Add(ImmutableArray<CloudResource>.Builder resources, Asset asset)
    {
        if (asset.AssetType.AsString != "compute.googleapis.com/Network")
        {
            return;
        }

        foreach (Value peering in asset.Data.Get("peerings").AsList.Items.Where(item => item.Get("name").AsString == "servicenetworking-googleapis-com"))
        {
            SourceLocation place = peering.Origin?.Location ?? asset.Place;
            string network = AssetNamePattern.RelativeName(asset.Name.AsString).ToString();
            resources.Add(new CloudResource
            {
                Address = new ResourceAddress($"{asset.Name.AsString}#peerings/servicenetworking-googleapis-com"),
                Type = Type,
                Source = ResourceSource.Live,
                Attributes = Value.Of(new ValueMap(
                [
                    new ValueEntry(Value.Of("network"), Value.Of(network).WithOrigin(asset.Name.Origin)),
                    new ValueEntry(Value.Of("service"), Value.Of("servicenetworking.googleapis.com").WithOrigin(peering.Origin)),
                ])).WithOrigin(peering.Origin),
                Header = place,
                Block = place,
            });
        }
    }
}
