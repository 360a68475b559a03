using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>Modules that are called and whose folders are not in the tree: what they make, nobody here knows.</summary>
public static class UnreadModules
{
    /// <summary>Why nobody can tell that something is missing from the repository; null if all modules were read.</summary>
    public static Unknown? In(RepositoryModel model) => model.TerraformModules.Select(Unread).FirstOrDefault(unread => unread is not null);

    /// <summary>The same for what one root module calls, directly and through others.</summary>
    public static Unknown? Below(TerraformModule root, RepositoryModel model)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { root.Path };
        var open = new Stack<TerraformModule>([root]);
        while (open.TryPop(out TerraformModule? module))
        {
            if (Unread(module) is { } unread)
            {
                return unread;
            }

            foreach (TerraformModuleCall call in module.Calls)
            {
                if (TerraformPath.Resolve(module.Path, call.Source) is { } path && reached.Add(path)
                    && model.TerraformModules.FirstOrDefault(candidate => candidate.Path == path) is { } called)
                {
                    open.Push(called);
                }
            }
        }

        return null;
    }

    private static Unknown? Unread(TerraformModule module) =>
        module.Calls.FirstOrDefault(call => !call.IsLocal) is { } elsewhere
            ? new Unknown(UnknownKind.UnresolvedModule, $"module.{elsewhere.Name} comes from `{elsewhere.Source}`, which is not in this repository")
            : null;
}
