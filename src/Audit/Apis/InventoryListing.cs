using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Reading;
using GcpLint.Text;

namespace GcpLint.Audit.Apis;

/// <summary>What the first answer about resources tells: whether the inventory can be used, as of when it is, and of what.</summary>
/// <param name="Refusal">Null if the inventory can be used.</param>
/// <param name="ReadTime">The instant that all parts are read as of; null if it is not told.</param>
/// <param name="Ancestors">Of the first asset: the project, with what is above it.</param>
internal sealed record InventoryStart(ApiProblem? Refusal, string? ReadTime, IReadOnlyList<string> Ancestors)
{
    /// <summary>The user wants the services themselves to be asked.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>The services themselves are asked: here the inventory gives nothing. One that has failed may answer another day.</summary>
    public bool IsReplaced => IsUnwanted || Refusal is { IsDisabled: true } or { IsRefusal: true };
}

/// <summary>Reads one content type of one project, folder or organization from Cloud Asset Inventory (<c>assets.list</c>).</summary>
internal sealed class InventoryListing(ApiClient client, ReadingLog log, int pageSize)
{
    public const string Service = "cloudasset.googleapis.com";

    /// <summary>By <see cref="AssetContent"/>.</summary>
    private static readonly (string Word, string Permission)[] s_contents =
    [
        ("RESOURCE", "cloudasset.assets.listResource"),
        ("IAM_POLICY", "cloudasset.assets.listIamPolicy"),
        ("ORG_POLICY", "cloudasset.assets.listOrgPolicy"),
        ("ACCESS_POLICY", "cloudasset.assets.listAccessPolicy"),
    ];

    public static IEnumerable<string> Permissions => s_contents.Select(content => content.Permission);

    /// <param name="parent">"projects/shop".</param>
    /// <param name="content">One of the four.</param>
    /// <param name="readTime">The instant to read as of; null for now.</param>
    /// <param name="output">Takes the assets in their order.</param>
    /// <param name="types">Takes the types of the assets; null if nobody asks for them.</param>
    /// <param name="started">Told the first answer.</param>
    /// <param name="cancellation">Ends reading; the assets of answers that have come are written all the same.</param>
    /// <returns>Why it was not read whole; null if it was.</returns>
    public async Task<ApiProblem?> ReadAsync(
        string parent, AssetContent content, string? readTime, ChannelWriter<AssetRead> output, HashSet<string>? types, Action<InventoryStart>? started, CancellationToken cancellation)
    {
        (string word, string permission) = s_contents[(int)content];
        string query = string.Create(CultureInfo.InvariantCulture, $"v1/{parent}/assets?contentType={word}&pageSize={pageSize}");
        var pages = new ApiPages(client, new ApiCall(Service, readTime is null ? query : $"{query}&readTime={Uri.EscapeDataString(readTime)}", permission));
        bool hasAccessPolicies = false;
        bool isFirst = true;
        await foreach (JsonElement page in pages.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (isFirst)
            {
                isFirst = false;
                string time = JsonText.Of(page, "readTime");
                JsonElement first = JsonText.Items(page, "assets").FirstOrDefault();
                started?.Invoke(new InventoryStart(null, time.Length > 0 ? time : null, [.. JsonText.Items(first, "ancestors").Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() ?? "" : "")]));
            }

            foreach (JsonElement item in JsonText.Items(page, "assets"))
            {
                AssetRead read = Read(item);
                types?.Add(JsonText.Of(item, "assetType"));
                hasAccessPolicies |= read.Asset is { } asset && (asset.AccessPolicy.IsSet || asset.AccessLevel.IsSet || asset.ServicePerimeter.IsSet);
                await output.WriteAsync(read, CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (pages.Problem is null)
        {
            AddRead(parent, content, hasAccessPolicies);
        }
        else if (isFirst)
        {
            started?.Invoke(new InventoryStart(pages.Problem, null, []));
        }

        return pages.Problem;
    }

    /// <summary>An asset as the inventory shows it; of a wrong one the diagnostics, and a gap: it may be of any type.</summary>
    private AssetRead Read(JsonElement item)
    {
        string path = JsonText.Of(item, "name").TrimStart('/');
        AssetRead read = AssetExportReader.ReadOne(new SourceText(path.Length > 0 ? path : Service, item.GetRawText()));
        foreach (Diagnostic diagnostic in read.Diagnostics)
        {
            log.AddGap(new ReadGap(ReadingLog.Everywhere, null, null, $"an asset of {Service} could not be read: {diagnostic.Summary}"));
        }

        return read;
    }

    private void AddRead(string parent, AssetContent content, bool hasAccessPolicies)
    {
        if (content != AssetContent.AccessPolicy)
        {
            log.AddRead(new ReadPart(parent, null, content));
        }
        else if (hasAccessPolicies || parent.StartsWith("organizations/", StringComparison.Ordinal))
        {
            // Access policies are those of the organization; a project in which none shows may be in a perimeter that may not be seen.
            log.AddRead(new ReadPart(ReadingLog.Everywhere, null, AssetContent.AccessPolicy));
        }
    }
}
