using GcpLint.Analyzer.Findings;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>Places as code scanning reads them: relative to the root of the repository, with full regions.</summary>
internal sealed class SarifLocations(Report report)
{
    public const string SourceRoot = "%SRCROOT%";

    public SarifLocation Of(Finding finding) => new(
        Id: null,
        Physical(finding.Location),
        finding.Resource is null ? null : [.. Resources(finding)]);

    public SarifLocation Related(RelatedLocation related, int id) =>
        new(id, Physical(related.Location), Message: new SarifText(SarifMessages.Plain(report.Mask.Apply(related.Message))));

    public SarifPhysicalLocation Physical(SourceLocation location)
    {
        Position start = location.Start;
        Position end = location.End;
        return new SarifPhysicalLocation(
            Artifact(location.Source.Path),
            new SarifRegion(start.Line, start.Column, end.Line, end.Column));
    }

    /// <summary>
    /// A relative reference of RFC 3986: each part of the path is escaped, so that no part can be taken for a scheme, a
    /// query or a way upwards.
    /// </summary>
    private SarifArtifactLocation Artifact(string path)
    {
        string uri = string.Join('/', report.RepositoryPath(path).Split('/').Select(Uri.EscapeDataString));
        return new SarifArtifactLocation(uri, SourceRoot);
    }

    private static IEnumerable<SarifLogicalLocation> Resources(Finding finding)
    {
        yield return new SarifLogicalLocation(NameOf(finding.Resource ?? ""), "resource");
        foreach (string other in finding.OtherResources.Take(SarifLimits.LocationsPerResult))
        {
            yield return new SarifLogicalLocation(NameOf(other), "resource");
        }
    }

    /// <summary>A part of a live asset's policy stands behind '#': the asset is what has a name.</summary>
    private static string NameOf(string resource) =>
        resource.StartsWith("//", StringComparison.Ordinal) && resource.IndexOf('#', StringComparison.Ordinal) is var mark and > 0 ? resource[..mark] : resource;
}
