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

    public static bool IsApplied(TerraformModule module) =>
        module.IsRoot && !module.IsReusableModule && (!module.Resources.IsEmpty || !module.Calls.IsEmpty) && !IsExhibit(module.Path);

    public static bool IsExhibit(string path)
    {
        foreach (string part in path.Split('/'))
        {
            if (s_exhibits.Contains(part))
            {
                return true;
            }
        }

        return false;
    }
}
