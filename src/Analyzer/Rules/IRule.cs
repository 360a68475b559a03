using GcpLint.Analyzer.Findings;

namespace GcpLint.Analyzer.Rules;

/// <summary>
/// A rule written in C#. What it is called, why it matters, how to mend it and its examples stand in
/// <c>rules/&lt;area&gt;/&lt;name&gt;.yaml</c>, as for every rule; the class has the check and its messages. A rule
/// implements <see cref="IRule{TSubject}"/> for each kind of subject that it looks at; it is pure: no clock, no files,
/// no state between subjects.
/// </summary>
public interface IRule
{
    RuleId Id { get; }
}

/// <summary>A rule that looks at one kind of subject at a time.</summary>
/// <typeparam name="TSubject">
/// A Dockerfile, a workflow, a step, a <see cref="Model.Deployment"/>, … or the whole <see cref="Model.RepositoryModel"/>.
/// </typeparam>
public interface IRule<in TSubject> : IRule
{
    void Check(TSubject subject, RuleContext context);
}

/// <summary>A rule that looks at resources of certain types.</summary>
public interface IResourceRule : IRule
{
    /// <summary>The types that it wants to see: "google_sql_database_instance".</summary>
    IReadOnlyList<string> ResourceTypes { get; }

    void Check(Model.CloudResource resource, Model.Deployment deployment, RuleContext context);
}
