using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>A rule that takes part in a run.</summary>
/// <param name="Index">Its place among the selected rules.</param>
/// <param name="Selected">The rule and its settings.</param>
/// <param name="Check">The check, seen as what the subject needs.</param>
internal readonly record struct ActiveRule<TCheck>(int Index, SelectedRule Selected, TCheck Check)
{
    /// <summary>Whether the rule's environments include that of a deployment.</summary>
    public bool HoldsIn(Deployment deployment) => Selected.Definition.Metadata.Environments switch
    {
        RuleEnvironments.Production => deployment.IsProduction,
        RuleEnvironments.NonProduction => !deployment.IsProduction,
        _ => true,
    };
}

/// <summary>
/// The selected rules by what they look at. Rules about resources are compiled only if the model has a resource of
/// their types: most repositories use a tenth of them.
/// </summary>
internal sealed class RuleTable
{
    /// <summary>Written as a resource type: every resource.</summary>
    public const string AnyType = "*";

    private readonly ImmutableArray<SelectedRule> _selected;
    private readonly FrozenDictionary<string, ImmutableArray<ActiveRule<IResourceRule>>> _byType;
    private readonly ImmutableArray<ActiveRule<IResourceRule>> _anyType;

    public RuleTable(ImmutableArray<SelectedRule> selected, RepositoryModel model)
    {
        _selected = selected;
        var present = model.Deployments.SelectMany(deployment => deployment.Resources).Select(resource => resource.Type).ToHashSet(StringComparer.Ordinal);
        var byType = new Dictionary<string, ImmutableArray<ActiveRule<IResourceRule>>.Builder>(StringComparer.Ordinal);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        for (int i = 0; i < selected.Length; i++)
        {
            SelectedRule rule = selected[i];
            if (IsNeeded(rule.Definition.Metadata, present))
            {
                AddResourceRule(i, rule, present, byType, diagnostics);
            }
        }

        _byType = byType.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToImmutable(), StringComparer.Ordinal);
        _anyType = _byType.GetValueOrDefault(AnyType, []);
        Diagnostics = diagnostics.ToImmutable();
    }

    /// <summary>What is wrong with rules that were compiled.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public bool HasResourceRules => _byType.Count > 0;

    public ImmutableArray<ActiveRule<IResourceRule>> ForType(string type) => _byType.GetValueOrDefault(type, _anyType);

    /// <summary>The rules that look at one kind of subject, in the order of their ids.</summary>
    public ImmutableArray<ActiveRule<IRule<TSubject>>> For<TSubject>()
    {
        var rules = ImmutableArray.CreateBuilder<ActiveRule<IRule<TSubject>>>();
        for (int i = 0; i < _selected.Length; i++)
        {
            if (IsAboutMore(_selected[i].Definition.Metadata) && _selected[i].Definition.Compilation.Check is IRule<TSubject> check)
            {
                rules.Add(new ActiveRule<IRule<TSubject>>(i, _selected[i], check));
            }
        }

        return rules.ToImmutable();
    }

    /// <summary>Than resources of its types: it may look at any kind of subject, in code or in CEL.</summary>
    private static bool IsAboutMore(RuleMetadata metadata) => metadata.IsCode || metadata.Subject != RuleSubject.Resource;

    private static bool IsNeeded(RuleMetadata metadata, HashSet<string> present) =>
        metadata.IsCode || metadata.ResourceTypes.Any(type => present.Contains(type) || (type == AnyType && present.Count > 0));

    private static void AddResourceRule(
        int index,
        SelectedRule rule,
        HashSet<string> present,
        Dictionary<string, ImmutableArray<ActiveRule<IResourceRule>>.Builder> byType,
        ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        RuleCompilation compilation = rule.Definition.Compilation;
        diagnostics.AddRange(compilation.Diagnostics);
        if (compilation.Check is not IResourceRule check)
        {
            return;
        }

        bool any = check.ResourceTypes.Contains(AnyType);
        IEnumerable<string> types = any ? present.Append(AnyType) : check.ResourceTypes.Distinct(StringComparer.Ordinal);
        foreach (string type in types)
        {
            if (!byType.TryGetValue(type, out ImmutableArray<ActiveRule<IResourceRule>>.Builder? rules))
            {
                rules = byType[type] = ImmutableArray.CreateBuilder<ActiveRule<IResourceRule>>();
            }

            rules.Add(new ActiveRule<IResourceRule>(index, rule, check));
        }
    }
}
