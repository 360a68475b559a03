using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Tells of a token whose it is, so that people see at a glance why a condition is too wide.</summary>
internal static class Witness
{
    /// <summary>"a workflow of `stranger/x` on `refs/heads/main`".</summary>
    public static string Describe(Value token)
    {
        bool isGitLab = token.Get("project_path").IsSet;
        string repository = token.Get(isGitLab ? "project_path" : "repository").AsString;
        string reference = token.Get(isGitLab ? "ref_path" : "ref").AsString;
        string environment = token.Get("environment") is { IsSet: true } name ? $" in its environment `{name.AsString}`" : "";
        return $"a {(isGitLab ? "pipeline" : "workflow")} of `{repository}` on `{reference}`{environment}";
    }
}
