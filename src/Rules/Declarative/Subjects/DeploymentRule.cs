using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>A rule about what a root module, script or project makes as a whole; a finding stands at its head.</summary>
internal sealed class DeploymentRule(RulePrograms programs) : DeclarativeRule(programs), IRule<Deployment>
{
    public void Check(Deployment subject, RuleContext context)
    {
        if (subject.Resources.IsEmpty)
        {
            return;
        }

        Value[] slots = RuleVariables.Bind(context, subject, Metadata.Options);
        Value value = RuleVariables.ValueOf(subject);
        slots[RuleVariables.Deployment] = value;
        Check(new JudgedSubject(value, null, subject.Head, subject.Head) { Project = subject.HeadResource }, slots, context);
    }
}
