using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>Gives the files that <c>extends</c> and <c>include</c> name.</summary>
public interface IComposeFiles
{
    /// <param name="path">Relative to the root of the scan, without "." and "..".</param>
    /// <returns>Null if the tree has no such file.</returns>
    ComposeFile? Find(string path);
}

/// <summary>Paths as Compose files write them.</summary>
internal static class ComposePath
{
    /// <summary>A path relative to the folder of a file, as one relative to the root of the scan; null if it leaves it.</summary>
    public static string? Resolve(SourceText from, string path)
    {
        if (path.Length == 0 || path[0] is '/' or '~' || path.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        int folder = from.Path.LastIndexOf('/');
        var parts = new List<string>();
        foreach (string part in (folder < 0 ? path : from.Path[..folder] + "/" + path).Split('/'))
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
}
