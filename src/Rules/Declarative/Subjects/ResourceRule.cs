using System.Collections.Frozen;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Declarative.Families;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>A rule about resources of certain types.</summary>
internal sealed class ResourceRule : DeclarativeRule, IResourceRule
{
    private readonly FrozenDictionary<string, Func<CloudResource, Value>>? _shapes;

    public ResourceRule(RulePrograms programs)
        : base(programs)
    {
        ResourceFamily[] reshaped = [.. programs.Metadata.Families.Select(ResourceFamily.Find).OfType<ResourceFamily>().Where(family => family.Reshape is not null)];
        if (reshaped.Length > 0)
        {
            _shapes = reshaped.SelectMany(family => family.Types.Select(type => (type, family.Reshape)))
                .DistinctBy(entry => entry.type).ToFrozenDictionary(entry => entry.type, entry => entry.Reshape ?? (resource => resource.Attributes), StringComparer.Ordinal);
        }
    }

    public IReadOnlyList<string> ResourceTypes => Metadata.ResourceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value[] slots = RuleVariables.Bind(context, deployment, Metadata.Options);
        Value shape = _shapes?.GetValueOrDefault(resource.Type) is { } reshape ? reshape(resource) : resource.Attributes;
        slots[RuleVariables.Resource] = ResourceValue.Of(resource, shape);
        slots[RuleVariables.Deployment] = RuleVariables.ValueOf(deployment);
        Check(JudgedSubject.Of(resource) with { Root = shape }, slots, context);
    }
}
