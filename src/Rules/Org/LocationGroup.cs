using System.Collections.Frozen;

namespace GcpLint.Rules.Org;

/// <summary>The groups of locations that <c>gcp.resourceLocations</c> takes: "in:eu-locations", "in:europe-west1-locations".</summary>
internal static class LocationGroup
{
    private const string Ending = "-locations";

    /// <summary>Regions in Europe outside of the European Union: London, Zurich.</summary>
    private static readonly FrozenSet<string> s_outsideUnion = FrozenSet.Create(StringComparer.Ordinal, "europe-west2", "europe-west6");

    private static readonly FrozenSet<string> s_continents = FrozenSet.Create(
        StringComparer.Ordinal, "us", "northamerica", "southamerica", "asia", "australia", "africa", "me", "europe");

    /// <summary>Null for a group that this program does not know: a country's, or one of low carbon.</summary>
    public static bool? Contains(string group, string location)
    {
        if (!group.EndsWith(Ending, StringComparison.Ordinal))
        {
            return null;
        }

        string place = group[..^Ending.Length];
        string region = RegionOf(location.ToLowerInvariant());
        if (place == "eu")
        {
            return region is "eu" or "europe" or "eur3" or "eur4" or "eur5" or "eur6" || (region.StartsWith("europe-", StringComparison.Ordinal) && !s_outsideUnion.Contains(region));
        }

        if (s_continents.Contains(place))
        {
            return region == place || region.StartsWith(place + "-", StringComparison.Ordinal) || (place == "europe" && region.StartsWith("eu", StringComparison.Ordinal))
                || (place == "us" && region.StartsWith("nam", StringComparison.Ordinal));
        }

        // A region has a number at its end; what has none is a country or something else.
        return char.IsAsciiDigit(place[^1]) ? region == place : null;
    }

    /// <summary>"europe-west1" for the zone "europe-west1-b".</summary>
    public static string RegionOf(string location) =>
        location.Length > 2 && location[^2] == '-' && char.IsAsciiLetterLower(location[^1]) && char.IsAsciiDigit(location[^3]) ? location[..^2] : location;
}
