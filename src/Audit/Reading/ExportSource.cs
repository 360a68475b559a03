using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GcpLint.Audit.Exports;
using GcpLint.Text;

namespace GcpLint.Audit.Reading;

/// <summary>An export that can be opened.</summary>
/// <param name="Path">What reports call it.</param>
/// <param name="Open">Opens it for reading forwards.</param>
public sealed record ExportFile(string Path, Func<Stream> Open);

/// <summary>
/// Reads files that <c>gcloud asset export</c> or <c>gcloud asset list</c> wrote. Such a file does not say what was asked
/// for: it counts as whole for a project of which it has the project itself and enabled services (which every project has,
/// and an export of certain types leaves out), and its policies as read where the project's own policy is there.
/// </summary>
/// <param name="files">Read one after the other.</param>
/// <param name="complete">
/// What the user says is complete whatever the files show: asset types, or "all" for everything.
/// </param>
public sealed class ExportSource(ImmutableArray<ExportFile> files, ImmutableArray<string> complete) : IAssetSource
{
    private const string ProjectType = "cloudresourcemanager.googleapis.com/Project";
    private const string ServiceType = "serviceusage.googleapis.com/Service";

    /// <summary>The word that stands for all types and policies.</summary>
    public const string All = "all";

    public async IAsyncEnumerable<AssetRead> ReadAsync(ReadingLog log, [EnumeratorCancellation] CancellationToken cancellation)
    {
        AddDeclared(log);
        var withServices = new HashSet<string>(StringComparer.Ordinal);
        var withItself = new HashSet<string>(StringComparer.Ordinal);
        foreach (ExportFile file in files)
        {
            await using Stream stream = file.Open();
            foreach (AssetRead read in AssetExportReader.Read(file.Path, stream))
            {
                cancellation.ThrowIfCancellationRequested();
                if (read.Asset is { } asset)
                {
                    AddSeen(log, asset);
                    AddResource(log, asset, withServices, withItself);
                }

                foreach (Diagnostic diagnostic in read.Diagnostics)
                {
                    // An asset that could not be read may be of any type: nothing is known to be missing any more.
                    log.AddGap(new ReadGap(ReadingLog.Everywhere, null, null, $"a part of `{file.Path}` could not be read: {diagnostic.Summary}"));
                }

                yield return read;
            }
        }
    }

    private void AddDeclared(ReadingLog log)
    {
        foreach (string type in complete)
        {
            foreach (AssetContent content in Enum.GetValues<AssetContent>())
            {
                log.AddRead(new ReadPart(ReadingLog.Everywhere, type == All ? null : type, content) { WithOthers = true });
            }
        }
    }

    private static void AddSeen(ReadingLog log, Asset asset)
    {
        string scope = AssetScope.Of(asset);
        if (asset.IamPolicy.IsSet && asset.AssetType.AsString is ProjectType or "cloudresourcemanager.googleapis.com/Folder" or "cloudresourcemanager.googleapis.com/Organization")
        {
            log.AddRead(new ReadPart(scope, null, AssetContent.IamPolicy));
        }

        if (!asset.OrgPolicies.IsEmpty)
        {
            log.AddRead(new ReadPart(scope, null, AssetContent.OrgPolicy));
        }

        if (asset.AccessPolicy.IsSet || asset.AccessLevel.IsSet || asset.ServicePerimeter.IsSet)
        {
            // Access policies are those of the whole organization, whatever asset shows them.
            log.AddRead(new ReadPart(ReadingLog.Everywhere, null, AssetContent.AccessPolicy));
        }
    }

    private static void AddResource(ReadingLog log, Asset asset, HashSet<string> withServices, HashSet<string> withItself)
    {
        if (!asset.Data.IsSet || asset.AssetType.AsString is not (ProjectType or ServiceType))
        {
            return;
        }

        string scope = AssetScope.Of(asset);
        bool isNew = (asset.AssetType.AsString == ProjectType ? withItself : withServices).Add(scope);
        if (isNew && withServices.Contains(scope) && withItself.Contains(scope))
        {
            log.AddRead(new ReadPart(scope, null, AssetContent.Resource));
        }
    }
}
