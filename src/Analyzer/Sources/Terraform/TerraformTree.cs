using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Hcl.Json;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>All Terraform files of a repository, parsed and grouped into modules.</summary>
internal sealed class TerraformTree
{
    private readonly FrozenDictionary<string, ParsedFile> _variableFiles;
    private readonly ILookup<string, ParsedFile> _variableFilesNear;

    private TerraformTree(ModuleTree modules, ImmutableArray<ParsedFile> files)
    {
        Modules = modules;
        Files = files;
        ParsedFile[] variableFiles = [.. files.Where(file => file.File.Kind == TerraformFileKind.Variables)];
        _variableFiles = variableFiles.ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
        _variableFilesNear = variableFiles.SelectMany(file => Around(file.Path).Select(folder => (folder, file))).ToLookup(near => near.folder, near => near.file);
    }

    public ModuleTree Modules { get; }

    /// <summary>In ordinal order of the paths.</summary>
    public ImmutableArray<ParsedFile> Files { get; }

    public ParsedFile? GetVariableFile(string path) => _variableFiles.GetValueOrDefault(path);

    /// <summary>The files of variables in a folder and at most two levels below it, as in <c>environments/prod/</c>.</summary>
    public IEnumerable<ParsedFile> VariableFilesNear(string folder) => _variableFilesNear[folder];

    public static TerraformTree Read(TerraformInput input, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        (SourceText Source, TerraformFileKind Kind)[] sources =
        [
            .. input.Files.Select(source => (Source: source, Kind: KindOf(source.Path))).Where(file => file.Kind is not null)
                .Select(file => (file.Source, file.Kind ?? default)).DistinctBy(file => file.Source.Path)
                .OrderBy(file => file.Source.Path, StringComparer.Ordinal),
        ];
        var files = new ParsedFile[sources.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, input.Jobs), CancellationToken = cancellation };
        Parallel.For(0, sources.Length, options, i => files[i] = Parse(sources[i].Source, sources[i].Kind));
        ILookup<string, ParsedFile> folders = files.ToLookup(file => TerraformPath.FolderOf(file.Path));
        ImmutableArray<TerraformModule> modules =
        [
            .. folders.Where(folder => folder.Any(file => file.File.Kind != TerraformFileKind.Variables))
                .OrderBy(folder => folder.Key, StringComparer.Ordinal)
                .Select(folder => ModuleReader.Read(
                    folder.Key,
                    [.. folder.Where(file => file.File.Kind != TerraformFileKind.Variables).OrderBy(file => file.File.Kind)],
                    [.. folder.Where(file => file.File.Kind == TerraformFileKind.Variables).Select(file => file.File)],
                    diagnostics)),
        ];
        IEnumerable<SourceText> manifests = input.Files.Where(file => file.Path.EndsWith(".terraform/modules/modules.json", StringComparison.Ordinal));
        return new TerraformTree(ModuleTree.Create(modules, manifests), [.. files]);
    }

    /// <summary>What a file is to Terraform by its name; null if it is nothing to it.</summary>
    internal static TerraformFileKind? KindOf(string path)
    {
        string name = TerraformPath.NameOf(path);
        if (name.EndsWith(".tfvars", StringComparison.Ordinal) || name.EndsWith(".tfvars.json", StringComparison.Ordinal))
        {
            return TerraformFileKind.Variables;
        }

        bool json = name.EndsWith(".tf.json", StringComparison.Ordinal);
        if (!json && !name.EndsWith(".tf", StringComparison.Ordinal))
        {
            return null;
        }

        // Editors' backups and hidden files are nothing to Terraform either.
        string stem = json ? name[..^".tf.json".Length] : name[..^".tf".Length];
        if (stem.StartsWith('.') || stem.StartsWith('#'))
        {
            return null;
        }

        return stem == "override" || stem.EndsWith("_override", StringComparison.Ordinal) ? TerraformFileKind.Override : TerraformFileKind.Configuration;
    }

    private static IEnumerable<string> Around(string path)
    {
        string? folder = TerraformPath.FolderOf(path);
        for (int level = 0; level <= 2 && folder is not null; level++)
        {
            yield return folder;
            folder = TerraformPath.ParentOf(folder);
        }
    }

    private static ParsedFile Parse(SourceText source, TerraformFileKind kind)
    {
        bool json = source.Path.EndsWith(".json", StringComparison.Ordinal);
        HclFile hcl = json
            ? HclJsonParser.ParseFile(source, kind == TerraformFileKind.Variables ? JsonStrings.Literals : JsonStrings.Templates)
            : HclParser.ParseFile(source);
        return new ParsedFile(new TerraformFile(source, kind, hcl.Diagnostics, hcl.Comments), hcl);
    }
}
