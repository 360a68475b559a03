using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>The modules of a repository, and which of them are roots.</summary>
internal sealed class ModuleTree
{
    private const string ManifestEntries = "Modules";

    private readonly FrozenDictionary<string, TerraformModule> _modules;
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _installed;

    private ModuleTree(FrozenDictionary<string, TerraformModule> modules, FrozenDictionary<string, FrozenDictionary<string, string>> installed)
    {
        _modules = modules;
        _installed = installed;
    }

    /// <summary>In ordinal order of the paths.</summary>
    public required ImmutableArray<TerraformModule> Modules { get; init; }

    public ImmutableArray<TerraformModule> Roots => [.. Modules.Where(module => module.IsRoot)];

    public TerraformModule? Get(string path) => _modules.GetValueOrDefault(path);

    /// <summary>
    /// The folder that <c>terraform init</c> put a module into, by its key such as "network.subnets"; null if the user has
    /// not run it.
    /// </summary>
    public string? GetInstalled(string root, string key) => _installed.GetValueOrDefault(root)?.GetValueOrDefault(key);

    /// <summary>A root with every local module that its calls lead to, however often they are called.</summary>
    public IEnumerable<TerraformModule> ReachedFrom(TerraformModule root)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Reach(root, _modules, reached);
        return Modules.Where(module => reached.Contains(module.Path));
    }

    public static ModuleTree Create(ImmutableArray<TerraformModule> modules, IEnumerable<SourceText> manifests)
    {
        HashSet<string> roots = FindRoots(modules);
        ImmutableArray<TerraformModule> known = [.. modules.Select(module => module.WithRole(roots.Contains(module.Path), roots.Contains(module.Path) && IsReusable(module, modules)))];
        return new ModuleTree(known.ToFrozenDictionary(module => module.Path, StringComparer.Ordinal), ReadManifests(manifests)) { Modules = known };
    }

    private static HashSet<string> FindRoots(ImmutableArray<TerraformModule> modules)
    {
        var byPath = modules.ToDictionary(module => module.Path, StringComparer.Ordinal);
        var called = modules.SelectMany(module => CalledBy(module).Where(path => path != module.Path)).ToHashSet(StringComparer.Ordinal);
        var roots = new HashSet<string>(StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        TerraformModule[] own = [.. modules.Where(module => !TerraformPath.IsVendored(module.Path))];
        foreach (TerraformModule module in own.Where(module => IsApplied(module) || !called.Contains(module.Path)))
        {
            roots.Add(module.Path);
            Reach(module, byPath, reached);
        }

        // Modules that call each other in a circle have callers all, so that none of them would be looked at.
        foreach (TerraformModule module in own.Where(module => !reached.Contains(module.Path)))
        {
            if (!reached.Contains(module.Path))
            {
                roots.Add(module.Path);
                Reach(module, byPath, reached);
            }
        }

        return roots;
    }

    private static bool IsApplied(TerraformModule module) => module.Backend is not null || module.Cloud is not null;

    private static bool IsReusable(TerraformModule module, ImmutableArray<TerraformModule> all) =>
        !IsApplied(module) && module.VariableFiles.IsEmpty && module.Providers.IsEmpty
        && (LiesAmongModules(module.Path) || HasExamples(module.Path, all));

    private static IEnumerable<string> CalledBy(TerraformModule module) =>
        module.Calls.Where(call => call.IsLocal).Select(call => TerraformPath.Resolve(module.Path, call.Source)).OfType<string>();

    private static void Reach(TerraformModule start, IReadOnlyDictionary<string, TerraformModule> byPath, HashSet<string> reached)
    {
        var open = new Stack<TerraformModule>();
        open.Push(start);
        while (open.TryPop(out TerraformModule? module))
        {
            if (!reached.Add(module.Path))
            {
                continue;
            }

            foreach (string path in CalledBy(module))
            {
                if (byPath.TryGetValue(path, out TerraformModule? next))
                {
                    open.Push(next);
                }
            }
        }
    }

    // A module that is published shows how others call it.
    private static bool HasExamples(string path, ImmutableArray<TerraformModule> all)
    {
        string examples = TerraformPath.Join(path, "examples/");
        return all.Any(module => module.Path.StartsWith(examples, StringComparison.Ordinal));
    }

    private static bool LiesAmongModules(string path)
    {
        foreach (Range part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[part] is "modules" or "module")
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenDictionary<string, FrozenDictionary<string, string>> ReadManifests(IEnumerable<SourceText> manifests)
    {
        var installed = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        foreach (SourceText manifest in manifests)
        {
            // <root>/.terraform/modules/modules.json
            string root = TerraformPath.Resolve(TerraformPath.FolderOf(manifest.Path), "../..") ?? ".";
            installed[root] = ReadManifest(root, manifest);
        }

        return installed.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string> ReadManifest(string root, SourceText manifest)
    {
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(manifest.Content);
            foreach (JsonElement entry in document.RootElement.GetProperty(ManifestEntries).EnumerateArray())
            {
                string? key = entry.GetProperty("Key").GetString();
                string? folder = entry.GetProperty("Dir").GetString();
                if (!string.IsNullOrEmpty(key) && folder is not null && TerraformPath.Resolve(root, folder) is { } path)
                {
                    folders[key] = path;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Terraform wrote the file: one that is broken is as good as none, and the modules' outputs stay unknown.
            folders.Clear();
        }

        return folders.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
