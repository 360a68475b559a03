using System.Collections.Frozen;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;

namespace GcpLint.Rules.Actions;

/// <summary>Finds outputs that are read and never made: they are empty, and no error tells it.</summary>
internal sealed class UnknownOutput : IRule<Workflow>
{
    private static readonly Lazy<FrozenDictionary<string, string[]>> s_outputs = new(() => FactTable.Lines("action-outputs.tsv")
        .ToFrozenDictionary(columns => columns[0], columns => columns[1].Split(',', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal));

    public RuleId Id => new("actions/unknown-output");

    public void Check(Workflow subject, RuleContext context)
    {
        foreach (Job job in subject.Jobs)
        {
            foreach (WorkflowExpression expression in WorkflowExpression.Find(job.Body))
            {
                foreach (ExpressionNode node in expression.Root.References())
                {
                    if (node.Path?.Split('.') is ["steps", var id, "outputs", var name] && !id.Contains('[', StringComparison.Ordinal) && name != "*" && !name.Contains('[', StringComparison.Ordinal))
                    {
                        CheckStep(job, id, name, expression.Locate(node), context);
                    }
                    else if (node.Path?.Split('.') is ["needs", var needed, "outputs", var output] && output != "*" && !output.Contains('[', StringComparison.Ordinal))
                    {
                        CheckJob(subject, needed, output, expression.Locate(node), context);
                    }
                }
            }
        }
    }

    private static void CheckStep(Job job, string id, string name, SourceLocation place, RuleContext context)
    {
        Step? step = job.Steps.FirstOrDefault(step => string.Equals(ScalarText.Of(step.Id), id, StringComparison.OrdinalIgnoreCase));
        if (step is null)
        {
            context.Report(place, job.Location, $"No step of `{job.Id}` has the id `{id}`: `steps.{id}.outputs.{name}` is empty. Give the step that id, or name the one that is meant.");
            return;
        }

        if (step.Uses is { Kind: ActionReferenceKind.Repository, Path.Length: 0 } uses && Major(uses) is { } major
            && s_outputs.Value.TryGetValue($"{uses.FullName}@v{major}", out string[]? known) && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            string has = known.Length > 0 ? $"; it has {string.Join(", ", known.Select(output => $"`{output}`"))}" : "";
            context.Report(place, job.Location, $"`{uses.Text}` has no output `{name}`{has}. The expression is empty, and no error tells it.");
        }
    }

    private static void CheckJob(Workflow workflow, string id, string name, SourceLocation place, RuleContext context)
    {
        if (workflow.FindJob(id) is { Uses: null } job && !job.Outputs.AsMap.Entries.Any(entry => string.Equals(entry.Key.AsString, name, StringComparison.OrdinalIgnoreCase)))
        {
            context.Report(place, job.Location, $"The job `{id}` has no output `{name}`: the expression is empty, and no error tells it. Add it to `outputs` of the job.");
        }
    }

    /// <summary>The major version of a tag; null for branches and commits.</summary>
    private static string? Major(ActionReference uses)
    {
        string version = uses.Ref.TrimStart('v');
        int dot = version.IndexOf('.', StringComparison.Ordinal);
        string major = dot < 0 ? version : version[..dot];
        return !uses.IsPinned && major.Length is > 0 and < 4 && major.All(char.IsAsciiDigit) ? major : null;
    }
}
