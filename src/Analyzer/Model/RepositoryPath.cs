using System.Collections.Frozen;

namespace GcpLint.Analyzer.Model;

/// <summary>Paths relative to the root of the scan, with '/' between the parts; "" is the root.</summary>
public static class RepositoryPath
{
    // Folders of things to be shown or tried out; what they make is thrown away.
    private static readonly FrozenSet<string> s_exhibits = FrozenSet.Create(
        StringComparer.Ordinal,
        "example", "examples", "sample", "samples", "demo", "demos", "test", "tests", "testdata", "testing", "fixture", "fixtures", "snippets",
        "tutorial", "tutorials", "codelab", "codelabs", "quickstart", "quickstarts", "template", "templates");

    // What people put below a folder of tests, and not below that of an environment.
    private static readonly FrozenSet<string> s_testParts = FrozenSet.Create(
        StringComparer.Ordinal, "setup", "teardown", "helpers", "fixture", "fixtures", "integration", "unit", "e2e", "acceptance", "testdata");

    private static readonly FrozenSet<string> s_environments = FrozenSet.Create(
        StringComparer.Ordinal, "environments", "environment", "envs", "env", "live", "stages");

    /// <summary>Whether one of the folders of the path holds examples, tests or templates; <c>environments/test</c> is an environment.</summary>
    public static bool IsExhibit(string path)
    {
        // Asked of every file and deployment, again and again: nothing is allocated here.
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> exhibits = s_exhibits.GetAlternateLookup<ReadOnlySpan<char>>();
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> environments = s_environments.GetAlternateLookup<ReadOnlySpan<char>>();
        bool isInEnvironments = false;
        foreach (Range part in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> name = path.AsSpan(part);
            if (!isInEnvironments && exhibits.Contains(name))
            {
                return true;
            }

            isInEnvironments = environments.Contains(name);
        }

        return false;
    }

    /// <summary>
    /// Whether the path lies in a folder of tests: what is set up there is thrown away when they have run. A folder
    /// <c>test</c> alone may be an environment.
    /// </summary>
    public static bool IsTest(string path)
    {
        string[] parts = path.Split('/');
        for (int i = 0; i < parts.Length; i++)
        {
            bool isTest = parts[i] is "fixture" or "fixtures" or "testdata" || (parts[i] is "test" or "tests" && i + 1 < parts.Length && s_testParts.Contains(parts[i + 1]));
            if (isTest && (i == 0 || !s_environments.Contains(parts[i - 1])))
            {
                return true;
            }
        }

        return false;
    }

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
