using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Rules;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>The configuration file, the command line and the rules that there are, laid over each other and checked.</summary>
/// <param name="Configuration">What holds.</param>
/// <param name="FailOn">The least severity that fails the run.</param>
/// <param name="Catalog">All rules, the user's own among them.</param>
internal sealed record ScanSettings(ScanConfiguration Configuration, FailOn FailOn, RuleCatalog Catalog)
{
    /// <exception cref="UsageException">The configuration or a rule of the user's own is wrong.</exception>
    public static ScanSettings Load(ScanArguments arguments, ScanPlace place, string currentDirectory)
    {
        SourceText? file = FindFile(arguments, place, currentDirectory);
        ConfigurationLayer layer = ConfigurationLayer.Empty;
        if (file is not null)
        {
            ConfigurationFile read = ConfigurationReader.Read(file);
            Refuse($"the configuration '{file.Path}' is wrong:", read.Diagnostics);
            layer = read.Layer;
        }

        layer = layer.Under(LayerOf(arguments));
        RuleCatalog catalog = LoadRules(arguments, layer, place, currentDirectory);
        if (file is not null)
        {
            Refuse($"the configuration '{file.Path}' is wrong:", ConfigurationReader.CheckRules(file, catalog.Rules.Select(rule => rule.Metadata)));
        }

        RefuseUnknown("--enable", arguments.Enable, catalog);
        RefuseUnknown("--disable", arguments.Disable, catalog);
        return new ScanSettings(layer.Resolve(), layer.FailOn ?? FailOn.High, catalog);
    }

    /// <summary>Whether a finding fails the run.</summary>
    public bool Fails(Severity severity) => FailOn != FailOn.Never && (byte)severity >= (byte)FailOn;

    private static ConfigurationLayer LayerOf(ScanArguments arguments) => new()
    {
        Profile = arguments.Profile,
        FailOn = arguments.FailOn,
        Enable = [.. arguments.Enable],
        Disable = [.. arguments.Disable],
    };

    private static SourceText? FindFile(ScanArguments arguments, ScanPlace place, string currentDirectory)
    {
        if (arguments.Config is not { } named)
        {
            return place.Files.GetKind(ConfigurationReader.FileName) is FileEntryKind.File
                ? SourceReader.ReadText(place.Files, ConfigurationReader.FileName)
                : null;
        }

        string full = Path.GetFullPath(named, currentDirectory);
        return (File.Exists(full) ? SourceReader.ReadText(new DiskFileSystem(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full)) : null)
            ?? throw new UsageException($"the configuration '{named}' cannot be read.");
    }

    /// <summary>
    /// Folders of the configuration are relative to the base of the scan, those of the command line to the working folder:
    /// each as its author sees it.
    /// </summary>
    private static RuleCatalog LoadRules(ScanArguments arguments, ConfigurationLayer layer, ScanPlace place, string currentDirectory)
    {
        RuleCatalog catalog = RuleCatalog.BuiltIn;
        IEnumerable<string> folders = layer.RuleFolders.Select(folder => Path.GetFullPath(folder, place.Files.Base))
            .Concat(arguments.RulesDirectories.Select(folder => Path.GetFullPath(folder, currentDirectory)));
        foreach (string folder in folders.Distinct(StringComparer.Ordinal))
        {
            catalog = catalog.With(RuleFolder.Read(folder));
            Refuse($"rules in '{Path.GetRelativePath(currentDirectory, folder).Replace('\\', '/')}' are wrong:", catalog.Diagnostics);
        }

        return catalog;
    }

    private static void RefuseUnknown(string option, IReadOnlyList<string> patterns, RuleCatalog catalog)
    {
        foreach (string pattern in patterns)
        {
            if (!catalog.Rules.Any(rule => RuleSelection.Matches(pattern, rule.Metadata.Id)))
            {
                throw new UsageException($"{option}: {UnknownRule(pattern, catalog)}");
            }
        }
    }

    /// <summary>"there is no rule 'docker/non-root'. Did you mean 'docker/non-root-user'?"</summary>
    public static string UnknownRule(string id, RuleCatalog catalog)
    {
        string[] ids = [.. catalog.Rules.Select(rule => rule.Metadata.Id.Text)];

        // Most people know the name and not the area, or the beginning of the name.
        string? nearest = ids.FirstOrDefault(known => known.EndsWith($"/{id}", StringComparison.Ordinal))
            ?? ids.FirstOrDefault(known => id.Length > 2 && known.StartsWith(id, StringComparison.Ordinal))
            ?? Spelling.Nearest(id, ids);
        return $"there is no rule '{id}'." + (nearest is null ? " 'gcp-lint rules' lists them." : $" Did you mean '{nearest}'?");
    }

    private static void Refuse(string what, IEnumerable<Diagnostic> diagnostics)
    {
        string[] errors =
        [
            .. diagnostics.Where(diagnostic => diagnostic.IsError)
                .Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Summary}. {diagnostic.Detail}".TrimEnd()),
        ];
        if (errors.Length > 0)
        {
            throw new UsageException(what, errors);
        }
    }
}
