using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform.Evaluation;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Reads the Terraform files of a repository and evaluates each root module for each of its environments.</summary>
public static class TerraformLoader
{
    /// <summary>Never throws on input; stops with <see cref="OperationCanceledException"/> when asked to.</summary>
    public static TerraformResult Load(TerraformInput input, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var diagnostics = new List<Diagnostic>();
        TerraformTree tree = TerraformTree.Read(input, diagnostics, cancellation);
        if (tree.Files.IsEmpty)
        {
            return TerraformResult.Empty;
        }

        ImmutableArray<(TerraformModule Root, RootEnvironment Environment)> work =
        [
            .. tree.Modules.Roots.SelectMany(root => TerraformEnvironments.Find(root, input, tree).Select(environment => (root, environment))),
        ];
        var references = new ReferenceCache();
        var deployments = new (Deployment Deployment, List<Diagnostic> Diagnostics)[work.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, input.Jobs), CancellationToken = cancellation };
        Parallel.For(0, work.Length, options, i =>
        {
            RootEvaluation evaluation = Evaluate(tree, input, work[i].Root, work[i].Environment, references, cancellation);
            deployments[i] = (evaluation.ToDeployment(), evaluation.Run.Diagnostics);
        });

        return new TerraformResult
        {
            Modules = tree.Modules.Modules,
            Files = [.. tree.Files.Select(file => file.File)],
            Deployments =
            [
                .. deployments.Select(entry => entry.Deployment)
                    .Where(deployment => input.OnlyEnvironment is null || deployment.Environment is null || deployment.Environment.Name == input.OnlyEnvironment),
            ],
            Diagnostics =
            [
                .. diagnostics.Concat(deployments.SelectMany(entry => entry.Diagnostics)).Distinct()
                    .OrderBy(diagnostic => diagnostic.Location.Source.Path, StringComparer.Ordinal)
                    .ThenBy(diagnostic => diagnostic.Location.Span)
                    .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal),
            ],
        };
    }

    internal static RootEvaluation Evaluate(
        TerraformTree tree,
        TerraformInput input,
        TerraformModule root,
        RootEnvironment environment,
        ReferenceCache references,
        CancellationToken cancellation)
    {
        var run = new EvaluationRun
        {
            Input = input,
            Tree = tree.Modules,
            Root = root,
            References = references,
            Where = environment.Name is { } name ? $" in environment {name}" : "",
            Workspace = environment.Workspace ?? input.Workspace,
            Files = new TreeFiles(input, root.Path),
            Cancellation = cancellation,
        };
        return new RootEvaluation(run, environment, InputsOf(tree, input, root, environment));
    }

    /// <summary>Values of variables in Terraform's order: what comes later counts.</summary>
    private static RootInputs InputsOf(TerraformTree tree, TerraformInput input, TerraformModule root, RootEnvironment environment)
    {
        var inputs = new RootInputs();
        IEnumerable<string> own = root.VariableFiles.Select(file => file.Source.Path);
        IEnumerable<string> paths = own.Where(path => TerraformPath.NameOf(path) == "terraform.tfvars")
            .Concat(own.Where(path => TerraformPath.NameOf(path) == "terraform.tfvars.json"))
            .Concat(own.Where(path => path.EndsWith(".auto.tfvars", StringComparison.Ordinal) || path.EndsWith(".auto.tfvars.json", StringComparison.Ordinal)))
            .Concat(environment.VarFiles)
            .Concat(input.VarFiles);
        foreach (string path in paths)
        {
            foreach (HclAttribute attribute in tree.GetVariableFile(path)?.Hcl.Body.Attributes ?? [])
            {
                inputs.Set(attribute);
            }
        }

        foreach (TerraformVariableSetting setting in environment.Variables.Concat(input.Variables))
        {
            inputs.Set(setting, root.GetVariable(setting.Name));
        }

        return inputs;
    }
}
