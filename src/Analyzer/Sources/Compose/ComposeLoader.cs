using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>Follows <c>include</c> and <c>extends</c> while files are merged. One for each project.</summary>
internal sealed class ComposeLoader(IComposeFiles? resolver, ValueMap variables)
{
    /// <summary>Services that extend each other and files that include each other; deeper is a cycle or a joke.</summary>
    private const int MaxDepth = 16;

    /// <summary>Files that one project may pull in: each level of includes could double them.</summary>
    private const int MaxIncludes = 100;

    private readonly ComposeInterpolation _interpolation = new(variables);
    private readonly Dictionary<ComposeFile, Value> _roots = [];
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private int _includes;

    public ComposeProject Load(IReadOnlyList<ComposeFile> files)
    {
        Value root = default;
        foreach (ComposeFile file in files)
        {
            root = new ComposeMerge(file.TagOf).Merge("", root, WithIncludes(file, 0));
        }

        var services = ImmutableArray.CreateBuilder<ComposeService>();
        foreach (ValueEntry entry in root.Get("services").AsMap)
        {
            SourceLocation location = entry.LocationIn(files[^1].Source);
            (Value body, string? missing) = Extend(entry, files, root, 0);
            services.Add(new ComposeService(entry with { Value = body }, location, missing));
        }

        return new ComposeProject([.. files], root, services.ToImmutable(), _diagnostics.ToImmutable());
    }

    /// <summary>The file's content, interpolated once.</summary>
    private Value RootOf(ComposeFile file)
    {
        if (!_roots.TryGetValue(file, out Value root))
        {
            root = _interpolation.Evaluate(file.Root);
            _roots[file] = root;
        }

        return root;
    }

    /// <summary>What a file includes lies under it.</summary>
    private Value WithIncludes(ComposeFile file, int depth)
    {
        Value root = RootOf(file);
        foreach (Value item in root.Get("include").OneOrMany())
        {
            Value included = default;
            foreach (Value path in (item.Kind == ValueKind.Map ? item.Get("path") : item).OneOrMany())
            {
                if (depth >= MaxDepth || ++_includes > MaxIncludes)
                {
                    Report("compose/include-limit", DiagnosticSeverity.Error, "Too many included files",
                        $"Files include each other more than {MaxDepth} levels deep, or more than {MaxIncludes} in all; perhaps in a circle.", path, file.Source);
                    return root;
                }

                if (Find(path, file.Source, "compose/include-not-found", "Included file not found") is { } found)
                {
                    included = new ComposeMerge(found.TagOf).Merge("", included, WithIncludes(found, depth + 1));
                }
            }

            root = new ComposeMerge(file.TagOf).Merge("", included, root);
        }

        return root;
    }

    /// <summary>A service laid over the one that it extends, and why that one is not known.</summary>
    private (Value Body, string? Missing) Extend(ValueEntry service, IReadOnlyList<ComposeFile> files, Value root, int depth)
    {
        Value extends = service.Value.Get("extends");
        if (!extends.IsSet)
        {
            return (service.Value, null);
        }

        SourceText from = extends.LocationIn(files[^1].Source).Source;
        ComposeFile own = files.FirstOrDefault(file => file.Source == from) ?? files[^1];
        Value name = extends.Kind == ValueKind.Map ? extends.Get("service") : extends;
        if (depth >= MaxDepth)
        {
            Report("compose/extends-cycle", DiagnosticSeverity.Error, "Services extend each other without end",
                $"'{Shorten(service.Key.AsString)}' extends itself over other services, or more than {MaxDepth} levels deep.", extends, from);
            return (service.Value, "the service extends itself");
        }

        Value path = extends.Get("file");
        IReadOnlyList<ComposeFile> baseFiles = files;
        if (path.IsSet)
        {
            if (Find(path, from, "compose/extends-not-found", "Extended file not found") is not { } found)
            {
                return (service.Value, $"the service extends one of {ScalarText.Of(path)}, which is not in the tree");
            }

            baseFiles = [found];
            root = RootOf(found);
        }

        ValueEntry extended = root.Get("services").AsMap.GetEntry(ScalarText.Of(name));
        if (extended.Key.IsAbsent)
        {
            Report("compose/extends-not-found", DiagnosticSeverity.Warning, "Extended service not found",
                $"No service is named '{Shorten(ScalarText.Of(name))}'; what is inherited from it is not known.", name, from);
            return (service.Value, $"the service extends {ScalarText.Of(name)}, which does not exist");
        }

        (Value body, string? missing) = Extend(extended, baseFiles, root, depth + 1);
        Value merged = new ComposeMerge(own.TagOf).Merge("", Without(body, "extends"), service.Value);
        return (merged, missing);
    }

    private ComposeFile? Find(Value path, SourceText from, string code, string summary)
    {
        string text = ScalarText.Of(path);
        string? resolved = path.IsKnown ? ComposePath.Resolve(path.LocationIn(from).Source, text) : null;
        ComposeFile? found = resolved is null ? null : resolver?.Find(resolved);
        if (found is null)
        {
            Report(code, DiagnosticSeverity.Warning, summary,
                $"'{Shorten(path.IsKnown ? text : ScalarText.Written(path))}' is not in the scanned tree; what it would add is not known.", path, from);
        }

        return found;
    }

    private static Value Without(Value map, string key) =>
        Value.Of(new ValueMap([.. map.AsMap.Entries.Where(entry => entry.Key.AsString != key)])).WithOrigin(map.Origin);

    private void Report(string code, DiagnosticSeverity severity, string summary, string detail, Value at, SourceText source) =>
        _diagnostics.Add(new Diagnostic(code, severity, summary, detail, at.LocationIn(source)));

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
