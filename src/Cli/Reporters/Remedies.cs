using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Cli.Reporters;

/// <summary>Which of a rule's remedies fits a file.</summary>
internal static class Remedies
{
    /// <summary>The first one in the language of the file, else the first one; null if the rule has none.</summary>
    public static RuleRemedy? For(FileKind kind, RuleMetadata rule)
    {
        foreach (string word in WordsOf(kind))
        {
            foreach (RuleRemedy remedy in rule.Documentation.Remedies)
            {
                if (remedy.Kind == word)
                {
                    return remedy;
                }
            }
        }

        return rule.Documentation.Remedies.IsEmpty ? null : rule.Documentation.Remedies[0];
    }

    private static string[] WordsOf(FileKind kind) => kind switch
    {
        FileKind.Terraform or FileKind.TerraformJson or FileKind.Tfvars => ["terraform", "text"],
        FileKind.Dockerfile or FileKind.DockerIgnore => ["dockerfile", "text"],
        FileKind.Compose => ["compose", "text"],
        FileKind.GitHubWorkflow or FileKind.GitHubAction => ["workflow", "gcloud", "shell", "text"],
        FileKind.CloudBuild => ["cloudbuild", "gcloud", "shell", "text"],
        FileKind.Shell => ["shell", "gcloud", "text"],
        FileKind.DotEnv => ["env", "text"],
        _ => ["text"],
    };
}
