namespace GcpLint.Testing;

/// <summary>Finds the repository and the data that lies beside it in development and CI; users do not have the latter.</summary>
public static class SharedFiles
{
    /// <summary>The folder with Linter.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of a file or folder beside the repository, null where it is missing.</summary>
    public static string? Find(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(Repository, "..", "shared", relativePath));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>Why a test that needs <paramref name="relativePath"/> is skipped: pass it to Assert.SkipWhen.</summary>
    public static string Missing(string relativePath) => $"needs ../shared/{relativePath}, which is not on this machine";

    private static string FindRepository()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Linter.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests has Linter.sln.");
    }
}
