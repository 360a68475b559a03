using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Tests.Engine;

/// <summary>Scans of small trees with rules made for a test.</summary>
internal static class Scan
{
    public static ScanRequest Request(IEnumerable<RuleDefinition> rules, params (string Path, string Text)[] files) => new()
    {
        Files = InMemoryFileSystem.OfTexts(files.Select(file => KeyValuePair.Create(file.Path, file.Text))),
        Rules = [.. rules],
        Configuration = new ScanConfiguration { Profile = RuleProfile.Strict },
        Today = new DateOnly(2026, 1, 31),
        Jobs = 2,
    };

    public static ScanResult Run(ScanRequest request) => ScanEngine.Run(request, TestContext.Current.CancellationToken);

    public static RuleDefinition ForEach<TSubject>(string id, Action<TSubject, RuleContext> check) =>
        new(Metadata(id, []), new SubjectRule<TSubject>(new RuleId(id), check));

    public static RuleDefinition ForResources(string id, string type, Action<CloudResource, RuleContext> check, RuleEnvironments environments = RuleEnvironments.All) =>
        new(Metadata(id, [type], environments), new ResourceRule(new RuleId(id), [type], check));

    public static RuleMetadata Metadata(string id, ImmutableArray<string> types, RuleEnvironments environments = RuleEnvironments.All, RuleProfile profile = RuleProfile.Default) =>
        new(() => RuleDocumentation.Empty)
        {
            Id = new RuleId(id),
            Title = id,
            Severity = Severity.Medium,
            Profile = profile,
            Environments = environments,
            IsCode = true,
            ResourceTypes = types,
            Path = id + ".yaml",
        };

    private sealed class SubjectRule<TSubject>(RuleId id, Action<TSubject, RuleContext> check) : IRule<TSubject>
    {
        public RuleId Id => id;

        public void Check(TSubject subject, RuleContext context) => check(subject, context);
    }

    private sealed class ResourceRule(RuleId id, IReadOnlyList<string> types, Action<CloudResource, RuleContext> check) : IResourceRule
    {
        public RuleId Id => id;

        public IReadOnlyList<string> ResourceTypes => types;

        public void Check(CloudResource resource, Deployment deployment, RuleContext context) => check(resource, context);
    }
}
