using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Gcloud;

namespace GcpLint.Rules.Shell;

/// <summary>Finds deletions that nobody is asked about: <c>--quiet</c> answers gcloud's own question.</summary>
internal sealed class UnconfirmedDelete : IRule<Pipeline>
{
    /// <summary>What holds data or serves users.</summary>
    private static readonly string[] s_valuable = ["sql", "run services", "storage", "secrets", "container clusters", "projects", "kms", "redis", "spanner", "bigtable", "alloydb", "firestore", "artifacts repositories", "compute instances", "compute disks", "pubsub", "functions", "app"];

    public RuleId Id => new("shell/unconfirmed-delete");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (subject.Kind != PipelineKind.Script || RepositoryPath.IsTest(subject.Path))
        {
            return;
        }

        bool asked = false;
        foreach (PipelineCommand command in subject.Steps.SelectMany(step => step.Commands))
        {
            asked |= Asks(command);
            if (!asked && command is { CalledScript: null, RunsOnFailure: false, Gcloud: { Tool: CloudTool.Gcloud } line } && line.Path.EndsWith(" delete", StringComparison.Ordinal)
                && line.Has("--quiet") && Array.Exists(s_valuable, group => line.Path.StartsWith(group, StringComparison.Ordinal)))
            {
                context.Report(command.Location, command.Location, $"`gcloud {line.Path} --quiet` deletes without a question: a wrong argument or variable is enough. Ask for the name with `read` first, or leave `--quiet` out.");
            }
        }
    }

    /// <summary>A question to a person: read with a prompt, or a menu.</summary>
    private static bool Asks(PipelineCommand command) =>
        command.Invocation is { Name.AsString: "read" } && command.Words.Any(word => PipelineCommand.TextOf(word) is ['-', .. var options] && options.Contains('p'));
}
