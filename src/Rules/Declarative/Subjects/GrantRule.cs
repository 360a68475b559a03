using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Declarative.Graph;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>A rule about grants: members, bindings and policies of all types are one thing to it.</summary>
internal sealed class GrantRule(RulePrograms programs) : DeclarativeRule(programs), IRule<Deployment>
{
    public void Check(Deployment subject, RuleContext context)
    {
        Value[]? slots = null;
        foreach (Grant grant in Grants.Of(subject))
        {
            if (slots is null)
            {
                slots = RuleVariables.Bind(context, subject, Metadata.Options);
                slots[RuleVariables.Deployment] = RuleVariables.ValueOf(subject);
            }

            Value value = GrantValue.Of(grant, subject);
            slots[RuleVariables.Resource] = ResourceValue.Of(grant.Source);
            slots[RuleVariables.Grant] = value;
            Check(new JudgedSubject(value, grant.Source, grant.Source.Header, grant.Source.Block), slots, context);
        }
    }
}
