using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>A rule about everything that a repository deploys; it speaks once, at the deployment that stands for all.</summary>
internal sealed class RepositoryRule(RulePrograms programs) : DeclarativeRule(programs), IRule<RepositoryModel>
{
    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.Main is not { } main)
        {
            return;
        }

        Value[] slots = RuleVariables.Bind(context, null, Metadata.Options);
        Value value = RuleVariables.ValueOf(subject, whole);
        slots[RuleVariables.Repository] = value;
        Check(new JudgedSubject(value, null, main.Head, main.Head) { Project = main.HeadResource }, slots, context);
    }
}
