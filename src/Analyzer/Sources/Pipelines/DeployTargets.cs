using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Reads what a deployment changes.</summary>
internal static class DeployTargets
{
    public static DeployTarget OfCommand(PipelineCommand command, string[] operands)
    {
        if (command.Gcloud is not { } line)
        {
            bool kubernetes = CommandWords.BaseName(command.Text(0)) is not "firebase";
            return new DeployTarget { Platform = kubernetes ? "kubernetes" : "firebase", MayHaveMore = command.MayHaveMoreWords };
        }

        string platform = operands[0] switch
        {
            "run" => "run",
            "app" => "app",
            "functions" => "functions",
            "deploy" => "delivery",
            _ => "compute",
        };
        return new DeployTarget
        {
            Platform = platform,
            Service = line.Path == "app deploy" || line.Positionals.IsEmpty ? default : line.Positionals[0],
            Image = line.Get("--image"),
            NoTraffic = IsOn(line, "--no-traffic") || IsOn(line, "--no-promote") || IsSwitchedOff(line, "--promote") || IsSwitchedOff(line, "--traffic"),
            HasTag = line.Has("--tag") || line.Has("--update-tags") || line.Has("--version"),
            MayHaveMore = line.MayHaveMoreFlags,
        };
    }

    public static DeployTarget OfAction(Step step, WorkflowText text)
    {
        string flags = PipelineCommand.TextOf(text.Evaluate(step.With.Get("flags"), step));
        Value job = step.With.Get("job");
        string name = step.Uses?.Repository ?? "";
        return new DeployTarget
        {
            Platform = !job.IsAbsent ? "job" : name switch
            {
                "deploy-cloudrun" => "run",
                "deploy-appengine" => "app",
                "deploy-cloud-functions" => "functions",
                "create-cloud-deploy-release" => "delivery",
                "k8s-deploy" => "kubernetes",
                _ => "firebase",
            },
            Service = text.Evaluate(job.IsAbsent ? step.With.Get("service") : job, step),
            Image = text.Evaluate(step.With.Get("image"), step),
            NoTraffic = IsTrue(step, "no_traffic") || flags.Contains("--no-traffic", StringComparison.Ordinal) || ScalarText.Of(step.With.Get("promote")) == "false",
            HasTag = step.With.Get("tag").IsSet || flags.Contains("--tag", StringComparison.Ordinal),
            MayHaveMore = flags.Contains('*', StringComparison.Ordinal) || step.With.Get("metadata").IsSet,
        };
    }

    private static bool IsTrue(Step step, string input) => ScalarText.Of(step.With.Get(input)) is "true" or ['$', ..];

    private static bool IsOn(GcloudCommandLine line, string flag) => line.Flags.Any(given => given.Name == flag && !given.IsOff);

    private static bool IsSwitchedOff(GcloudCommandLine line, string flag) => line.Flags.Any(given => given.Name == flag && given.IsOff);
}
