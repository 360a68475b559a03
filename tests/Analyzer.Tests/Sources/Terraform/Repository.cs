using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Terraform;

/// <summary>Terraform files for tests: written in the test, or a folder beside the repository.</summary>
internal static class Repository
{
    public static TerraformInput Of(params (string Path, string Text)[] files)
    {
        SourceText[] sources = [.. files.Select(file => new SourceText(file.Path, file.Text))];
        return new TerraformInput { Files = [.. sources], ReadFile = path => Array.Find(sources, source => source.Path == path) };
    }

    public static TerraformResult Load(params (string Path, string Text)[] files) => TerraformLoader.Load(Of(files), TestContext.Current.CancellationToken);

    public static TerraformResult Load(string main) => Load(("main.tf", main));

    public static Deployment Deploy(string main) => Load(main).Deployments.Should().ContainSingle().Subject;

    public static CloudResource Resource(this Deployment deployment, string address) =>
        deployment.Resources.FirstOrDefault(resource => resource.Address.Text == address)
        ?? throw new Xunit.Sdk.XunitException($"{address} is not among {string.Join(", ", deployment.Resources)}");

    public static string Text(this SourceLocation location) => location.Source.GetText(location.Span);

    /// <summary>Every file of a folder beside the repository that Terraform may read; null where the folder is missing.</summary>
    public static TerraformInput? Shared(string folder)
    {
        if (SharedFiles.Find(folder) is not { } root)
        {
            return null;
        }

        var files = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            string relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (relative.EndsWith(".tf", StringComparison.Ordinal) || relative.EndsWith(".tf.json", StringComparison.Ordinal)
                || relative.Contains(".tfvars", StringComparison.Ordinal))
            {
                files[relative] = new SourceText(relative, File.ReadAllText(path));
            }
        }

        return new TerraformInput
        {
            Files = [.. files.Values],
            ReadFile = path => File.Exists(Path.Combine(root, path)) ? new SourceText(path, File.ReadAllText(Path.Combine(root, path))) : null,
        };
    }
}
