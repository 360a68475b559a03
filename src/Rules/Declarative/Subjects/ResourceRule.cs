using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>A rule about resources of certain types.</summary>
internal sealed class ResourceRule(RulePrograms programs) : DeclarativeRule(programs), IResourceRule
{
    public IReadOnlyList<string> ResourceTypes => Metadata.ResourceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value[] slots = RuleVariables.Bind(context, deployment, Metadata.Options);
        slots[RuleVariables.Resource] = ResourceValue.Of(resource);
        slots[RuleVariables.Deployment] = RuleVariables.ValueOf(deployment);
        Check(JudgedSubject.Of(resource), slots, context);
    }
}
