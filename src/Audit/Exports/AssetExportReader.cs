using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Sources.Json;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Exports;

/// <summary>
/// Reads exports of Cloud Asset Inventory one asset at a time: <c>gcloud asset export</c> (one JSON object a line) and
/// <c>gcloud asset list --format=json</c> (one array), as they are or packed with gzip. Of the export nothing is kept but
/// the asset that is being read: each has its own <see cref="SourceText"/>, with the lines of the export.
/// </summary>
public static class AssetExportReader
{
    /// <summary>
    /// The length of one asset in characters. Exports to BigQuery have rows of up to 10 MB; a longer element is no asset,
    /// and would have to be held in memory.
    /// </summary>
    public const int MaxAssetLength = 10 << 20;

    /// <summary>Nesting within an asset; the reader of JSON recurses.</summary>
    public const int MaxDepth = JsonReader.MaxDepth;

    /// <summary>A damaged asset tells nothing new after so many of them.</summary>
    public const int MaxDiagnosticsAnAsset = 5;

    /// <summary>
    /// In the order of the export. What cannot be read becomes a diagnostic, and reading goes on behind it; exceptions are
    /// those of the stream itself (<see cref="IOException"/>).
    /// </summary>
    /// <param name="path">What diagnostics and origins call the export.</param>
    /// <param name="stream">Read forwards only, and left open.</param>
    public static IEnumerable<AssetRead> Read(string path, Stream stream)
    {
        using var frames = new ExportFrames(stream);
        while (frames.Next() is { } frame)
        {
            var source = new SourceText(path, frame.Text) { Start = frame.Start };
            yield return frame.Problem is null ? ReadAsset(source) : new AssetRead(null, [Problem(source, frame.Problem)]);
        }
    }

    /// <summary>Reads one asset again, whose text was kept.</summary>
    internal static AssetRead ReadOne(SourceText source) => ReadAsset(source);

    private static Diagnostic Problem(SourceText source, ExportProblem problem) =>
        new(problem.Code, DiagnosticSeverity.Error, problem.Summary, problem.Detail, new SourceLocation(source, new TextSpan(0, source.Length)));

    private static AssetRead ReadAsset(SourceText source)
    {
        JsonFile json = JsonReader.Read(source);
        ImmutableArray<Diagnostic> diagnostics = json.Diagnostics.Length > MaxDiagnosticsAnAsset
            ? json.Diagnostics[..MaxDiagnosticsAnAsset]
            : json.Diagnostics;
        Value name = json.Root.Get("name");
        Value type = Field(json.Root, "assetType", "asset_type");
        if (json.Root.Kind == ValueKind.Map && name.Kind == ValueKind.String && type.Kind == ValueKind.String)
        {
            return new AssetRead(Make(json.Root, name, type, new SourceLocation(source, new TextSpan(0, source.Length))), diagnostics);
        }

        return diagnostics.IsEmpty
            ? new AssetRead(null, [Problem(source, new ExportProblem("audit/no-asset", "Not an asset", "An asset of Cloud Asset Inventory is an object with 'name' and 'assetType'; this element was left out."))])
            : new AssetRead(null, diagnostics);
    }

    // gcloud writes the names of the API; exports to Cloud Storage and BigQuery those of the protocol buffer.
    private static Value Field(Value asset, string name, string snakeName)
    {
        Value value = asset.Get(name);
        return value.IsAbsent ? asset.Get(snakeName) : value;
    }

    private static Asset Make(Value root, Value name, Value type, SourceLocation place)
    {
        Value resource = root.Get("resource");
        Value orgPolicies = Field(root, "orgPolicy", "org_policy");
        return new Asset
        {
            Name = name,
            AssetType = type,
            Data = MapOf(resource.Get("data")),
            IamPolicy = MapOf(Field(root, "iamPolicy", "iam_policy")),
            OrgPolicies = [.. orgPolicies.AsList.Items.Where(policy => policy.Kind == ValueKind.Map)],
            AccessPolicy = MapOf(Field(root, "accessPolicy", "access_policy")),
            AccessLevel = MapOf(Field(root, "accessLevel", "access_level")),
            ServicePerimeter = MapOf(Field(root, "servicePerimeter", "service_perimeter")),
            Ancestors = [.. root.Get("ancestors").AsList.Items.Where(item => item.Kind == ValueKind.String).Select(item => item.AsString)],
            Location = resource.Get("location").TryGetString(out string? location) && location.Length > 0 ? location : null,
            UpdateTime = TimeOf(Field(root, "updateTime", "update_time")),
            Place = place,
        };
    }

    private static Value MapOf(Value value) => value.Kind == ValueKind.Map ? value : default;

    private static DateTimeOffset? TimeOf(Value value) =>
        DateTimeOffset.TryParse(value.AsString, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
}
