using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Rules.Terraform;

/// <summary>Which root modules somebody applies for good: rules about state and versions hold for these alone.</summary>
internal static class RootModules
{
    // Folders of things to be shown or tried out; what they make is thrown away.
    private static readonly HashSet<string> s_exhibits =
    [
        "example", "examples", "sample", "samples", "demo", "demos", "test", "tests", "testdata", "testing", "fixture", "fixtures", "snippets",
        "tutorial", "tutorials", "codelab", "codelabs", "quickstart", "quickstarts", "template", "templates",
    ];

    private static readonly HashSet<string> s_environments = ["environments", "environment", "envs", "env", "live", "stages"];

    public static bool IsApplied(TerraformModule module) =>
        module.IsRoot && !module.IsReusableModule && (!module.Resources.IsEmpty || !module.Calls.IsEmpty) && !IsExhibit(module.Path);

    public static bool IsExhibit(string path)
    {
        string[] parts = path.Split('/');
        for (int i = 0; i < parts.Length; i++)
        {
            // environments/test is an environment.
            if (s_exhibits.Contains(parts[i]) && (i == 0 || !s_environments.Contains(parts[i - 1])))
            {
                return true;
            }
        }

        return false;
    }
}
