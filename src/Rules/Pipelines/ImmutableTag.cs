using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Pipelines;

/// <summary>Finds images that are published under a tag that moves, and under no other.</summary>
internal sealed class ImmutableTag : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/immutable-tag");

    public void Check(Pipeline subject, RuleContext context)
    {
        // "docker tag" gives names that the build does not have.
        if (subject.Steps.SelectMany(step => step.Commands).Any(command => command.Text(0) is "docker" or "podman" or "crane" && command.Text(1) is "tag" or "copy"))
        {
            return;
        }

        foreach (StepActivity build in subject.Activities.Where(activity => activity.Kind is ActivityKind.Build or ActivityKind.Push or ActivityKind.SubmitBuild))
        {
            List<(string Name, Value Word)> tags = build.Command is { } command ? [.. TagsOf(command)] : [];
            if (tags.Count > 0 && tags.TrueForAll(tag => tag.Name.EndsWith(":latest", StringComparison.Ordinal) && IsPublished(tag.Name)))
            {
                SourceLocation place = tags[0].Word.Origin?.Location ?? build.Location;
                context.Report(PipelinePlaces.FirstLine(place), build.Location, $"The image is published as `{tags[0].Name}` alone: nobody can tell which build runs, and there is nothing to go back to. Add a tag of its own, such as the commit, and deploy that one.");
            }
        }

        CheckVariables(subject, context);
    }

    /// <summary>A script that writes its build file names the image in a variable.</summary>
    private static void CheckVariables(Pipeline subject, RuleContext context)
    {
        if (subject.Script is not { } script || !subject.Activities.Any(activity => activity is { Kind: ActivityKind.SubmitBuild, Command: { CalledScript: null } command } && !TagsOf(command).Any()))
        {
            return;
        }

        foreach (ShellAssignment assignment in script.DefaultWalk.Assignments.DistinctBy(assignment => assignment.Location))
        {
            string name = PipelineCommand.TextOf(assignment.Value);
            if (name.EndsWith(":latest", StringComparison.Ordinal) && IsPublished(name))
            {
                context.Report(PipelinePlaces.FirstLine(assignment.Location), assignment.Location, $"`{assignment.Name}` is `{name}`: each build moves the tag, so nobody can tell which one runs. Add a tag of its own, such as the commit or the time, and deploy that one.");
            }
        }
    }

    private static IEnumerable<(string Name, Value Word)> TagsOf(PipelineCommand command)
    {
        for (int i = 1; i < command.Words.Length; i++)
        {
            string word = command.Text(i);
            if (word is "-t" or "--tag" or "--destination" && i + 1 < command.Words.Length)
            {
                yield return (command.Text(i + 1), command.Words[i + 1]);
                i++;
            }
            else if (word.StartsWith("--tag=", StringComparison.Ordinal) || word.StartsWith("--destination=", StringComparison.Ordinal) || word.StartsWith("-t=", StringComparison.Ordinal))
            {
                yield return (word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..], command.Words[i]);
            }
        }
    }

    /// <summary>It names a registry: "app:latest" stays on the machine.</summary>
    private static bool IsPublished(string image) =>
        image.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && (image.AsSpan(0, slash).Contains('.') || image.AsSpan(0, slash).Contains('*'));
}
