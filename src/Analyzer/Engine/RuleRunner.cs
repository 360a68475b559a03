using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Shows each subject to the rules that asked for its kind: one job a file or chunk of resources, each with a slot of
/// its own, so that the result does not depend on who was first.
/// </summary>
internal sealed class RuleRunner
{
    /// <summary>Resources a job: enough to make a job worth its start, few enough to keep all threads busy.</summary>
    private const int ChunkSize = 64;

    private readonly RepositoryModel _model;
    private readonly DateOnly _today;
    private readonly RuleTable _table;
    private readonly List<Action<CheckSlot>> _jobs = [];

    public RuleRunner(ImmutableArray<SelectedRule> selected, RepositoryModel model, DateOnly today)
    {
        _model = model;
        _today = today;
        _table = new RuleTable(selected, model);
    }

    /// <summary>What is wrong with the rules themselves.</summary>
    public ImmutableArray<Diagnostic> RuleDiagnostics => _table.Diagnostics;

    /// <summary>Shows the whole model to the rules: each kind of subject, then the repository as a whole.</summary>
    public ImmutableArray<CheckSlot> CheckModel(int jobs, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        ModelSubjects.Add(this, _model);
        foreach (Deployment deployment in _model.Deployments)
        {
            AddDeployment(deployment);
        }

        Add<RepositoryModel>([_model], model => model.Head);
        return Run(jobs, progress, cancellation);
    }

    /// <summary>Shows a model that has images and nothing else to the rules that judge images.</summary>
    public ImmutableArray<CheckSlot> CheckImages(int jobs, CancellationToken cancellation)
    {
        Add(_model.Dockerfiles, image => new SourceLocation(image.Source, default), ImageJudging.JudgesImages);
        Add(_model.Texts, text => new SourceLocation(text, default), ImageJudging.JudgesImages);
        return Run(jobs, null, cancellation);
    }

    /// <summary>Adds a job for each subject, if a rule looks at its kind.</summary>
    /// <param name="subjects">All of one kind.</param>
    /// <param name="locate">The place that stands for one of them.</param>
    /// <param name="choose">Of the rules that look at the kind; null for all of them.</param>
    public void Add<TSubject>(ImmutableArray<TSubject> subjects, Func<TSubject, SourceLocation> locate, Func<SelectedRule, bool>? choose = null)
    {
        if (subjects.IsEmpty)
        {
            return;
        }

        ImmutableArray<ActiveRule<IRule<TSubject>>> rules = _table.For<TSubject>();
        if (choose is not null)
        {
            rules = [.. rules.Where(rule => choose(rule.Selected))];
        }

        if (rules.IsEmpty)
        {
            return;
        }

        foreach (TSubject subject in subjects)
        {
            _jobs.Add(slot =>
            {
                foreach (ActiveRule<IRule<TSubject>> rule in rules)
                {
                    Check(slot, rule, subject, null, locate(subject), static (check, subject, context) => check.Check(subject, context));
                }
            });
        }
    }

    /// <summary>Runs what was added.</summary>
    public ImmutableArray<CheckSlot> Run(int jobs, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var slots = new CheckSlot[_jobs.Count];
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, jobs), CancellationToken = cancellation };
        Parallel.For(0, slots.Length, options, i =>
        {
            _jobs[i](slots[i] = new CheckSlot());
            progress?.Report(new ScanProgress(ScanStage.Check, Interlocked.Increment(ref done), slots.Length));
        });
        _jobs.Clear();
        return ImmutableArray.Create(slots);
    }

    private void AddDeployment(Deployment deployment)
    {
        // What a live project has is the same in each of its environments: the whole is judged once.
        ImmutableArray<ActiveRule<IRule<Deployment>>> rules = deployment.Whole is null ? _table.For<Deployment>() : [];
        if (!rules.IsEmpty)
        {
            _jobs.Add(slot =>
            {
                foreach (ActiveRule<IRule<Deployment>> rule in rules.Where(rule => rule.HoldsIn(deployment)))
                {
                    Check(slot, rule, deployment, deployment, deployment.Head, static (check, subject, context) => check.Check(subject, context));
                }
            });
        }

        for (int start = 0; _table.HasResourceRules && start < deployment.Judged.Length; start += ChunkSize)
        {
            int first = start;
            int end = Math.Min(first + ChunkSize, deployment.Judged.Length);
            _jobs.Add(slot => CheckResources(slot, deployment, first, end));
        }
    }

    private void CheckResources(CheckSlot slot, Deployment deployment, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            CloudResource resource = deployment.Judged[i];
            foreach (ActiveRule<IResourceRule> rule in _table.ForType(resource.Type))
            {
                if (rule.HoldsIn(deployment))
                {
                    Check(slot, rule, (resource, deployment), deployment, resource.Header,
                        static (check, subject, context) => check.Check(subject.resource, subject.deployment, context));
                }
            }
        }
    }

    /// <summary>The boundary behind which a rule's bug costs its own result only.</summary>
    private void Check<TCheck, TSubject>(
        CheckSlot slot, ActiveRule<TCheck> rule, TSubject subject, Deployment? deployment, SourceLocation location, Action<TCheck, TSubject, RuleContext> run)
    {
        slot.Checks.Add(rule.Index);
        var context = new SubjectContext(rule.Index, rule.Selected.Options, _model, _today, deployment, slot);
        try
        {
            run(rule.Check, subject, context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            slot.Crashed.Add(rule.Index);
            slot.Diagnostics.Add(new Diagnostic(
                "engine/rule-failed",
                DiagnosticSeverity.Error,
                $"Rule {rule.Selected.Id} failed",
                $"{failure.GetType().Name}: {failure.Message} The subject was not judged by this rule. This is a bug of gcp-lint or of a rule of your own.",
                location));
        }
    }
}
