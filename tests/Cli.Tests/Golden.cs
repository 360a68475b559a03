using GcpLint.Testing;

namespace GcpLint.Tests;

/// <summary>Compares with a file of tests/fixtures; with GCP_LINT_ACCEPT=1 writes it anew, for a person to look at the difference.</summary>
internal static class Golden
{
    public static void Compare(string path, string actual)
    {
        string file = Path.Combine(SharedFiles.Repository, "tests", "fixtures", path);
        if (Environment.GetEnvironmentVariable("GCP_LINT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }

        File.Exists(file).Should().BeTrue($"{path} is written by GCP_LINT_ACCEPT=1 dotnet test");
        actual.Should().Be(File.ReadAllText(file), $"{path} says so; GCP_LINT_ACCEPT=1 accepts a change");
    }
}
