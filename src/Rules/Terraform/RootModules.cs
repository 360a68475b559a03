using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Rules.Terraform;

/// <summary>Which root modules somebody applies for good: rules about state and versions hold for these alone.</summary>
internal static class RootModules
{
    public static bool IsApplied(TerraformModule module) =>
        module.IsRoot && !module.IsReusableModule && (!module.Resources.IsEmpty || !module.Calls.IsEmpty) && !IsExhibit(module.Path);

    public static bool IsExhibit(string path) => RepositoryPath.IsExhibit(path);
}
