namespace GcpLint.Analyzer.Model;

/// <summary>Paths relative to the root of the scan, with '/' between the parts; "" is the root.</summary>
public static class RepositoryPath
{
    /// <summary>A path as seen from a folder, without "." and ".."; null for an absolute one and where it leaves the root.</summary>
    public static string? Combine(string folder, string path)
    {
        if (path.Length > 0 && (path[0] is '/' or '~' || path.Contains("://", StringComparison.Ordinal)))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (string part in $"{folder}/{path}".Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The folder that a file is in.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>The last part.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Whether a path is a folder itself or lies in it.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder.Length == 0 || path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}
