using GcpLint.Audit.Exports;

namespace GcpLint.Audit.Reading;

/// <summary>To what an asset belongs.</summary>
public static class AssetScope
{
    /// <summary>The scope of assets that say nothing of their project.</summary>
    public const string None = "-";

    /// <summary>
    /// The nearest ancestor, "projects/1" for nearly everything; without ancestors the project of the asset's name, by
    /// number or id as the name has it.
    /// </summary>
    public static string Of(Asset asset)
    {
        if (asset.Ancestors is [{ Length: > 0 } nearest, ..])
        {
            return nearest;
        }

        string[] parts = asset.Name.AsString.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i + 1 < parts.Length; i++)
        {
            if (parts[i] is "projects" or "folders" or "organizations")
            {
                return $"{parts[i]}/{parts[i + 1]}";
            }
        }

        return None;
    }
}
