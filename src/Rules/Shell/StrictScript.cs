using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Rules.Shell;

/// <summary>Finds scripts that go on with the release or the changes after a command failed.</summary>
internal sealed class StrictScript : IRule<Pipeline>
{
    private static readonly string[] s_reading = ["describe", "list", "get-value", "get-iam-policy", "print-identity-token", "print-access-token", "read", "tail", "ls", "access", "info", "version", "cat", "query", "show"];

    public RuleId Id => new("shell/strict-mode");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (subject.Script is not { } script || !IsRun(script) || RepositoryPath.IsTest(subject.Path))
        {
            return;
        }

        List<PipelineCommand> all = [.. subject.Steps.SelectMany(step => step.Commands)];
        List<PipelineCommand> own = [.. all.Where(command => command.CalledScript is null && command.Location.Source == script.Text.Source)];
        HashSet<object> answered = new(own.SelectMany(command => command.Invocation?.Guards ?? []).OfType<CommandGuard>().Select(guard => guard.Condition.Syntax), ReferenceEqualityComparer.Instance);

        // The status of a script is that of its last command, which may be one of a script that it calls.
        PipelineCommand? last = all.FindLast(command => command.Text(0) is not "exit");
        foreach (PipelineCommand command in own.Where(command => !ReferenceEquals(command, last) && Changes(command)))
        {
            if (command.Invocation is { Mode.ExitOnError: false, IgnoredFailure: IgnoredFailure.None } run && !answered.Contains(run.Syntax) && !run.AllGuards.Any(guard => guard is CommandGuard { Succeeded: true, Condition: { Words: [{ AsString: not ("cd" or "pushd") }, ..] } }))
            {
                context.Report(subject.Head, new SourceLocation(script.Text.Source, script.Body.Span), $"The script goes on after an error: when `{string.Join(' ', command.ToString().Split(' ').Take(4))}` fails, the rest runs all the same and the script reports success. Start it with `set -euo pipefail`.");
                return;
            }
        }
    }

    private static bool IsRun(ShellScript script) => script.Text.Text.StartsWith("#!", StringComparison.Ordinal);

    private static bool Changes(PipelineCommand command) => command.Gcloud is { } line
        ? line.Path.Length > 0 && !line.Path.Split(' ').Any(word => s_reading.Contains(word)) && !line.Path.StartsWith("config ", StringComparison.Ordinal) && !line.Path.StartsWith("auth ", StringComparison.Ordinal)
        : command.Text(0) switch
        {
            "docker" or "podman" => command.Text(1) is "build" or "push" or "buildx",
            "terraform" or "tofu" => command.Text(1) is "apply" or "destroy",
            "kubectl" => command.Text(1) is "apply" or "delete" or "set" or "create",
            "helm" => command.Text(1) is "upgrade" or "install",
            _ => false,
        };
}
