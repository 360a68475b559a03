using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Rules.Terraform;

/// <summary>Asks a repository whether it tells environments apart anywhere.</summary>
internal sealed class EnvironmentSeparation : IRule<RepositoryModel>
{
    public RuleId Id => new("terraform/environment-separation");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        Deployment[] roots = [.. subject.Deployments.Where(deployment => deployment.Module is { } module && RootModules.IsApplied(module))];
        var repository = new WholeRepository(subject);
        if (roots.Length == 0 || repository.Main is not { Module: { } main } || !repository.ServesUsers && !repository.KeepsData
            || !RootModules.IsApplied(main) || roots.Any(IsOneOfSeveral)
            || roots.Select(root => root.Environment?.Name).Distinct().Count() > 1 || roots.Any(root => UsesWorkspaces(root.Module)))
        {
            return;
        }

        context.Report(
            repository.Main.Head,
            repository.Main.Head,
            $"`{main.Path}` is the only environment: every change is tried out where users are. Give each environment (dev, staging, prod) a folder or a file of variables and a state of its own.");
    }

    // The names of environments that files or folders are named after; a value in a file for all is no environment of its own.
    private static bool IsOneOfSeveral(Deployment root)
    {
        if (root.Environment is not { } environment)
        {
            return false;
        }

        string declaredAt = environment.DeclaredAt?.Source.Path ?? "";
        return root.Path.Split('/').Contains(environment.Name.Text)
            || (declaredAt.Contains(".tfvars", StringComparison.Ordinal) && declaredAt.Contains(environment.Name.Text, StringComparison.Ordinal));
    }

    private static bool UsesWorkspaces(TerraformModule? module) =>
        module is not null
        && (module.Locals.Any(local => IsWorkspace(local.Attribute))
            || module.Resources.Any(resource => resource.Body.Attributes.Any(IsWorkspace))
            || module.Calls.Any(call => call.Body.Attributes.Any(IsWorkspace))
            || module.Providers.Any(provider => provider.Body.Attributes.Any(IsWorkspace)));

    private static bool IsWorkspace(HclAttribute attribute) =>
        attribute.Expression.GetReferences().Any(reference => reference is { RootName: "terraform", Steps: [AttributeStep { Name: "workspace" }] });
}
