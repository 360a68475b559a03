using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Declarative;
using GcpLint.Rules.Declarative.Typing;
using GcpLint.Text;

namespace GcpLint.Rules;

/// <summary>All rules there are, in the order of their ids.</summary>
public sealed class RuleCatalog
{
    private const string Prefix = "rules/";

    private static readonly Lazy<RuleCatalog> LazyBuiltIn = new(ReadBuiltIn);

    private readonly FrozenDictionary<RuleId, RuleDefinition> _byId;

    internal RuleCatalog(IEnumerable<RuleDefinition> rules, ImmutableArray<Diagnostic> diagnostics)
    {
        Rules = [.. rules.OrderBy(rule => rule.Metadata.Id)];
        Diagnostics = diagnostics;
        _byId = Rules.ToFrozenDictionary(rule => rule.Metadata.Id);
    }

    /// <summary>The rules that come with the program.</summary>
    public static RuleCatalog BuiltIn => LazyBuiltIn.Value;

    public ImmutableArray<RuleDefinition> Rules { get; }

    /// <summary>What is wrong with the files of users' own rules; a rule with an error is not in <see cref="Rules"/>.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Null if there is no such rule.</summary>
    public RuleDefinition? Find(string id) => _byId.GetValueOrDefault(new RuleId(id));

    /// <summary>The texts of the built-in rule files, by their paths below <c>rules/</c>.</summary>
    internal static ImmutableArray<SourceText> BuiltInSources()
    {
        Assembly assembly = typeof(RuleCatalog).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return [.. names.Select(name => ReadResource(assembly, name))];
    }

    /// <summary>
    /// The rules with those of users' own files added. A file is read and checked at once, against the provider's schema
    /// too: its mistakes have to be told whether or not a scan would need the rule.
    /// </summary>
    /// <param name="files">Their paths are relative to the folder of rules that they belong to.</param>
    public RuleCatalog With(IEnumerable<SourceText> files)
    {
        var rules = Rules.ToList();
        var diagnostics = Diagnostics.ToBuilder();
        var ids = rules.Select(rule => rule.Metadata.Id).ToHashSet();
        foreach (SourceText source in files)
        {
            RuleFileResult read = RuleFileReader.Read(source);
            diagnostics.AddRange(read.Diagnostics);
            if (read.File is { } checkedFile)
            {
                diagnostics.AddRange(RuleTypeCheck.Check(checkedFile));
            }

            if (read.File is not { } file || diagnostics.Any(diagnostic => diagnostic.IsError && diagnostic.Location.Source == source))
            {
                continue;
            }

            if (file.Metadata.IsCode || !ids.Add(file.Metadata.Id))
            {
                string summary = file.Metadata.IsCode ? "A rule of your own cannot be code" : $"There is a rule `{file.Metadata.Id}` already";
                diagnostics.Add(new Diagnostic("rule/invalid", DiagnosticSeverity.Error, summary, "Write its check as `assert`, under an id of its own.", new SourceLocation(source, default)));
                continue;
            }

            rules.Add(new RuleDefinition(file.Metadata, () => RuleCompiler.Compile(file)));
        }

        return new RuleCatalog(rules, diagnostics.ToImmutable());
    }

    private static RuleCatalog ReadBuiltIn()
    {
        ImmutableArray<SourceText> sources = BuiltInSources();
        FrozenDictionary<RuleId, IRule> code = CodeRules.All.ToFrozenDictionary(rule => rule.Id);
        var rules = new RuleDefinition?[sources.Length];
        Parallel.For(0, sources.Length, i =>
        {
            if (RuleFileReader.ReadTrusted(sources[i]) is { } file)
            {
                rules[i] = file.Metadata.IsCode ? OfCode(file.Metadata, code) : new RuleDefinition(file.Metadata, () => RuleCompiler.Compile(file));
            }
        });
        return new RuleCatalog(rules.OfType<RuleDefinition>(), []);
    }

    private static RuleDefinition? OfCode(RuleMetadata metadata, FrozenDictionary<RuleId, IRule> code) =>
        code.TryGetValue(metadata.Id, out IRule? check) ? new RuleDefinition(metadata, check) : null;

    private static SourceText ReadResource(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new SourceText(name[Prefix.Length..], reader.ReadToEnd());
    }
}
