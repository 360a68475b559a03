using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>
/// A folder that is inspected as a root module, with the modules that its calls lead to, also those beside and above it.
/// </summary>
/// <param name="Folder">The folder, relative to <see cref="MaxLevels"/> levels above it.</param>
/// <param name="Inspection">Its paths are relative to the same place.</param>
internal sealed record RootModule(string Folder, TerraformInspection Inspection)
{
    /// <summary>How far up a call such as <c>../../modules/x</c> is followed.</summary>
    private const int MaxLevels = 8;

    /// <summary>Modules in a row that lie outside of the folder; each costs an evaluation.</summary>
    private const int MaxRounds = 24;

    /// <param name="folder">Absolute.</param>
    /// <param name="scanned">What a scan of the folder evaluates; its paths are relative to the folder.</param>
    /// <param name="environment">One of those that the folder declares; null for none of them.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RootModule Read(string folder, TerraformInput scanned, EnvironmentName? environment, CancellationToken cancellation)
    {
        string above = folder;
        for (int i = 0; i < MaxLevels && Path.GetDirectoryName(above) is { } parent; i++)
        {
            above = parent;
        }

        string relative = Path.GetRelativePath(above, folder).Replace('\\', '/');
        string prefix = relative == "." ? "" : relative + "/";
        var files = new DiskFileSystem(above);
        TerraformInput input = scanned with
        {
            Files = [.. scanned.Files.Select(source => new SourceText(prefix + source.Path, source.Content))],
            Paths = [.. scanned.Paths.Select(path => prefix + path).Order(StringComparer.Ordinal)],
            ReadFile = path => SourceReader.ReadText(files, path),
            VarFiles = [.. scanned.VarFiles.Select(path => prefix + path)],
            VarFileUses = [.. scanned.VarFileUses.Select(use => use with { Folder = use.Folder is { } at ? JoinFolder(relative, at) : null })],
            WorkspaceUses = [.. scanned.WorkspaceUses.Select(use => use with { Folder = use.Folder is { } at ? JoinFolder(relative, at) : null })],
            Environments =
            [
                .. scanned.Environments.Select(setting => setting with
                {
                    Root = setting.Root.Length == 0 ? "" : JoinFolder(relative, setting.Root),
                    VarFiles = [.. setting.VarFiles.Select(path => prefix + path)],
                }),
            ],
        };
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var inspection = TerraformInspection.Inspect(input, relative, environment, cancellation);
        for (int i = 0; i < MaxRounds; i++)
        {
            SourceText[] more = [.. inspection.MissingModules.Where(asked.Add).SelectMany(module => ReadModule(files, module))];
            if (more.Length == 0)
            {
                break;
            }

            input = input with { Files = [.. input.Files, .. more] };
            inspection = TerraformInspection.Inspect(input, relative, environment, cancellation);
        }

        return new RootModule(relative, inspection);
    }

    /// <summary>A path as it is seen from the folder: "../modules/x/main.tf".</summary>
    public string PathOf(string path) => Path.GetRelativePath("/" + Folder, "/" + path).Replace('\\', '/');

    private static string JoinFolder(string folder, string inner) =>
        inner is "." or "./" ? folder : folder == "." ? inner.TrimEnd('/') : $"{folder}/{inner.TrimEnd('/')}";

    private static IEnumerable<SourceText> ReadModule(DiskFileSystem files, string module) =>
        (files.List(module) ?? [])
            .Where(entry => entry.Kind == FileEntryKind.File
                && (entry.Name.EndsWith(".tf", StringComparison.Ordinal) || entry.Name.EndsWith(".tf.json", StringComparison.Ordinal)))
            .Select(entry => SourceReader.ReadText(files, module == "." ? entry.Name : $"{module}/{entry.Name}"))
            .OfType<SourceText>();
}
