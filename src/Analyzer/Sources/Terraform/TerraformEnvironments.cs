using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>How repositories declare environments.</summary>
public static class TerraformEnvironments
{
    /// <summary>Variables whose value names the environment, the most telling first.</summary>
    public static readonly ImmutableArray<string> DefaultVariables =
        ["environment", "env", "stage", "environment_name", "env_name", "deployment_environment"];

    // Folders whose files of variables, or whose own folders, are environments.
    private static readonly ImmutableArray<string> s_folders = ["environments", "environment", "envs", "env", "tfvars", "vars", "stages"];

    // Files of variables that are there to be copied or that several environments share.
    private static readonly ImmutableArray<string> s_noEnvironments =
        ["example", "examples", "sample", "template", "common", "shared", "global", "default", "defaults", "terraform", "variables"];

    /// <summary>What a root is evaluated for: in order of the names; one without a name where nothing is declared.</summary>
    internal static ImmutableArray<RootEnvironment> Find(TerraformModule root, TerraformInput input, TerraformTree tree)
    {
        var found = new SortedDictionary<string, RootEnvironment>(StringComparer.Ordinal);
        foreach (TerraformEnvironmentSetting setting in input.Environments.Where(setting => setting.Root.Length == 0 || setting.Root == root.Path))
        {
            found[setting.Name.Text] = new RootEnvironment(setting.Name, setting.Tier, setting.Location)
            {
                VarFiles = setting.VarFiles,
                Variables = setting.Variables,
                Workspace = setting.Workspace,
            };
        }

        if (found.Count > 0)
        {
            return [.. found.Values];
        }

        foreach (ParsedFile file in tree.VariableFilesNear(root.Path))
        {
            if (NameOf(root.Path, file.Path, tree) is { } name)
            {
                Add(found, name, file.Path, new SourceLocation(file.File.Source, default));
            }
        }

        AddUses(root, input, tree, found);
        AddWorkspaces(root, input, found);
        if (found.Count == 0 && NameOfFolder(root.Path) is { } folder)
        {
            found[folder] = new RootEnvironment(new EnvironmentName(folder), null, null);
        }

        return found.Count > 0 ? [.. found.Values] : [RootEnvironment.Unnamed];
    }

    private static void Add(SortedDictionary<string, RootEnvironment> found, string name, string path, SourceLocation? location)
    {
        found[name] = found.TryGetValue(name, out RootEnvironment? known)
            ? known with { VarFiles = known.VarFiles.Contains(path) ? known.VarFiles : known.VarFiles.Add(path) }
            : new RootEnvironment(new EnvironmentName(name), null, location) { VarFiles = [path] };
    }

    private static void AddUses(
        TerraformModule root,
        TerraformInput input,
        TerraformTree tree,
        SortedDictionary<string, RootEnvironment> found)
    {
        foreach (TerraformVarFileUse use in input.VarFileUses)
        {
            // A script that does not say where it runs means the root from which its file can be reached.
            if (use.Folder is not null && use.Folder != root.Path)
            {
                continue;
            }

            string? path = TerraformPath.Resolve(root.Path, use.File);
            if (path is not null && tree.GetVariableFile(path) is not null && !found.Values.Any(known => known.VarFiles.Contains(path)))
            {
                string stem = TerraformPath.VariableFileStem(path);
                if (!s_noEnvironments.Contains(stem))
                {
                    Add(found, stem, path, use.Location);
                }
            }
        }
    }

    // A workspace with the name of an environment is one; others (a person's, a ticket's) come and go.
    private static void AddWorkspaces(TerraformModule root, TerraformInput input, SortedDictionary<string, RootEnvironment> found)
    {
        foreach (TerraformWorkspaceUse use in input.WorkspaceUses.Where(use => use.Folder is null || use.Folder == root.Path))
        {
            if (found.TryGetValue(use.Name, out RootEnvironment? known))
            {
                found[use.Name] = known with { Workspace = use.Name };
            }
            else if (DeploymentEnvironment.TierOf(use.Name) != EnvironmentTier.Unknown && root.Files.Any(file => file.Source.Content.Contains("terraform.workspace", StringComparison.Ordinal)))
            {
                found[use.Name] = new RootEnvironment(new EnvironmentName(use.Name), null, use.Location) { Workspace = use.Name };
            }
        }
    }

    /// <summary>The environment that a file of variables declares for a root; null if it declares none.</summary>
    private static string? NameOf(string root, string path, TerraformTree tree)
    {
        string folder = TerraformPath.FolderOf(path);
        string stem = TerraformPath.VariableFileStem(path);
        bool plain = s_noEnvironments.Contains(stem);
        if (folder == root)
        {
            bool loaded = path.Contains(".auto.tfvars", StringComparison.Ordinal);
            return plain || loaded || DeploymentEnvironment.TierOf(stem) == EnvironmentTier.Unknown ? null : stem;
        }

        // Of a folder with another name, only files that are named as an environment; those of a module are the module's.
        string? parent = TerraformPath.ParentOf(folder);
        if (parent == root && (s_folders.Contains(TerraformPath.NameOf(folder)) || (DeploymentEnvironment.TierOf(stem) != EnvironmentTier.Unknown && tree.Modules.Get(folder) is null)))
        {
            return plain ? null : stem;
        }

        // environments/prod/terraform.tfvars
        return parent is not null && TerraformPath.ParentOf(parent) == root && s_folders.Contains(TerraformPath.NameOf(parent))
            && stem is not ("example" or "sample" or "template")
            ? TerraformPath.NameOf(folder)
            : null;
    }

    /// <summary>The environment of a root below <c>environments/prod</c>, or in a folder that is named as one.</summary>
    private static string? NameOfFolder(string root)
    {
        if (root == ".")
        {
            return null;
        }

        string[] parts = root.Split('/');
        for (int i = 0; i + 1 < parts.Length; i++)
        {
            if (parts[i] is "environments" or "environment" or "envs" or "env" or "live" or "stages")
            {
                return parts[i + 1];
            }
        }

        return parts.LastOrDefault(part => DeploymentEnvironment.TierOf(part) != EnvironmentTier.Unknown && part.AsSpan().IndexOfAny("-_. ") < 0);
    }
}

/// <summary>An environment of one root, before it is evaluated.</summary>
/// <param name="Name">Null where the repository tells no environments apart.</param>
/// <param name="Tier">What the configuration says; null leaves it to the variables and the name.</param>
/// <param name="DeclaredAt">The file or line that declares it.</param>
internal sealed record RootEnvironment(EnvironmentName? Name, EnvironmentTier? Tier, SourceLocation? DeclaredAt)
{
    public static readonly RootEnvironment Unnamed = new(null, null, null);

    /// <summary>Relative to the scan, weakest first.</summary>
    public ImmutableArray<string> VarFiles { get; init; } = [];

    public ImmutableArray<TerraformVariableSetting> Variables { get; init; } = [];

    public string? Workspace { get; init; }
}
