using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;

namespace GcpLint.Rules.Actions;

/// <summary>Finds service account keys by which workflows sign in.</summary>
internal sealed class WorkloadIdentity : IRule<Workflow>
{
    /// <summary>Inputs that take a key, by the action.</summary>
    private static readonly (string Action, string Input)[] s_inputs =
    [
        ("google-github-actions/auth", "credentials_json"),
        ("google-github-actions/setup-gcloud", "service_account_key"),
        ("google-github-actions/deploy-cloudrun", "credentials"),
        ("google-github-actions/get-gke-credentials", "credentials"),
        ("google-github-actions/get-secretmanager-secrets", "credentials"),
        ("google-github-actions/upload-cloud-storage", "credentials"),
        ("google-github-actions/deploy-cloud-functions", "credentials"),
        ("google-github-actions/deploy-appengine", "credentials"),
    ];

    public RuleId Id => new("actions/workload-identity");

    public void Check(Workflow subject, RuleContext context)
    {
        foreach (Step step in subject.Steps)
        {
            foreach ((string action, string input) in s_inputs)
            {
                if (step.Uses?.FullName == action && step.With.AsMap.GetEntry(input) is { Key.Origin: { } key })
                {
                    Report(context, key.Location, step, $"`{input}`");
                }
            }

            if (step.Uses?.FullName == "docker/login-action" && step.With.Get("username").AsString is "_json_key" or "_json_key_base64"
                && step.With.AsMap.GetEntry("password") is { Key.Origin: { } password })
            {
                Report(context, password.Location, step, "`_json_key`");
            }
        }

        foreach (PipelineCommand command in context.Model.Pipelines.Where(pipeline => pipeline.Workflow == subject).SelectMany(pipeline => pipeline.Steps).SelectMany(step => step.Commands))
        {
            if (command is { CalledScript: null, Gcloud.Path: "auth activate-service-account" } && command.Location.Source == subject.Source)
            {
                context.Report(command.Location, command.Location, "`gcloud auth activate-service-account` needs an exported key, which is valid for years wherever it goes. Sign in with `google-github-actions/auth` and `workload_identity_provider`.");
            }
        }
    }

    private static void Report(RuleContext context, SourceLocation place, Step step, string what) =>
        context.Report(place, step.Location, $"The workflow signs in with an exported service account key ({what}), which is valid for years wherever it goes. Use `workload_identity_provider` of `google-github-actions/auth` and delete the key.");
}
