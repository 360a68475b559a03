using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
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
    /// <param name="sources">The Terraform files in and below it, relative to it.</param>
    /// <param name="paths">All files in and below it, relative to it.</param>
    /// <param name="variables">Values of the command line.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RootModule Read(
        string folder,
        ImmutableArray<SourceText> sources,
        ImmutableArray<string> paths,
        ImmutableArray<TerraformVariableSetting> variables,
        CancellationToken cancellation)
    {
        string above = folder;
        for (int i = 0; i < MaxLevels && Path.GetDirectoryName(above) is { } parent; i++)
        {
            above = parent;
        }

        string relative = Path.GetRelativePath(above, folder).Replace('\\', '/');
        string prefix = relative == "." ? "" : relative + "/";
        var files = new DiskFileSystem(above);
        var input = new TerraformInput
        {
            Files = [.. sources.Select(source => new SourceText(prefix + source.Path, source.Content))],
            Paths = [.. paths.Select(path => prefix + path).Order(StringComparer.Ordinal)],
            ReadFile = path => SourceReader.ReadText(files, path),
            Variables = variables,
        };
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var inspection = TerraformInspection.Inspect(input, relative, cancellation: cancellation);
        for (int i = 0; i < MaxRounds; i++)
        {
            SourceText[] more = [.. inspection.MissingModules.Where(asked.Add).SelectMany(module => ReadModule(files, module))];
            if (more.Length == 0)
            {
                break;
            }

            input = input with { Files = [.. input.Files, .. more] };
            inspection = TerraformInspection.Inspect(input, relative, cancellation: cancellation);
        }

        return new RootModule(relative, inspection);
    }

    /// <summary>A path as it is seen from the folder: "../modules/x/main.tf".</summary>
    public string PathOf(string path) => Path.GetRelativePath("/" + Folder, "/" + path).Replace('\\', '/');

    private static IEnumerable<SourceText> ReadModule(DiskFileSystem files, string module) =>
        (files.List(module) ?? [])
            .Where(entry => entry.Kind == FileEntryKind.File
                && (entry.Name.EndsWith(".tf", StringComparison.Ordinal) || entry.Name.EndsWith(".tf.json", StringComparison.Ordinal)))
            .Select(entry => SourceReader.ReadText(files, module == "." ? entry.Name : $"{module}/{entry.Name}"))
            .OfType<SourceText>();
}
