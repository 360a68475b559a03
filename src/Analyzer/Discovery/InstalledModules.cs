using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Discovery;

/// <summary>
/// The modules that <c>terraform init</c> put into ".terraform/modules": not the author's to mend, but what their
/// outputs are and which resources they make is part of the deployment.
/// </summary>
internal static class InstalledModules
{
    /// <summary>A module that brings its examples along has some hundred; beyond that it is no module.</summary>
    private const int MaxFiles = 5000;

    /// <summary>modules/&lt;key&gt;/modules/&lt;part&gt;/…: deeper ones are tests and examples.</summary>
    private const int MaxDepth = 8;

    /// <summary>The files of Terraform below the "modules" folder of each data folder, in ordinal order.</summary>
    public static ImmutableArray<SourceText> Read(IFileSystem files, ImmutableArray<string> dataFolders)
    {
        var sources = new List<SourceText>();
        foreach (string folder in dataFolders)
        {
            Read(files, folder + "/modules", 0, sources);
        }

        return [.. sources.OrderBy(source => source.Path, StringComparer.Ordinal)];
    }

    private static void Read(IFileSystem files, string folder, int depth, List<SourceText> sources)
    {
        IReadOnlyList<FileEntry>? entries;
        try
        {
            entries = files.List(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (FileEntry entry in (entries ?? []).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string path = $"{folder}/{entry.Name}";
            if (entry.Kind == FileEntryKind.Directory && depth < MaxDepth && !FileNames.IsVendored(entry.Name))
            {
                Read(files, path, depth + 1, sources);
            }
            else if (entry.Kind == FileEntryKind.File && sources.Count < MaxFiles && IsTerraform(entry.Name)
                && SourceReader.ReadText(files, path) is { } source)
            {
                sources.Add(source);
            }
        }
    }

    private static bool IsTerraform(string name) =>
        name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tf.json", StringComparison.Ordinal) || name == "modules.json";
}
