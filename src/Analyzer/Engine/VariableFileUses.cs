using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Analyzer.Engine;

/// <summary>Finds the commands of scripts and workflows that run Terraform with a file of variables.</summary>
internal static class VariableFileUses
{
    private const string Option = "-var-file";

    public static ImmutableArray<TerraformVarFileUse> Of(ImmutableArray<ReadFile> files)
    {
        var uses = ImmutableArray.CreateBuilder<TerraformVarFileUse>();
        foreach (ReadFile file in files)
        {
            // Most files have none, and walking a script costs more than a search.
            if (file.Tree is not (ShellScript or Workflow) || !file.File.Source.Content.Contains(Option, StringComparison.Ordinal))
            {
                continue;
            }

            if (file.Tree is ShellScript script)
            {
                uses.AddRange(script.Commands.SelectMany(command => TerraformCommands.FindVarFiles(command, folder: null)));
            }
            else if (file.Tree is Workflow workflow)
            {
                uses.AddRange(workflow.Jobs.SelectMany(job => job.Steps).SelectMany(Of));
            }
        }

        return uses.ToImmutable();
    }

    private static IEnumerable<TerraformVarFileUse> Of(Step step)
    {
        if (step.Script is not { } text || !text.Text.Contains(Option, StringComparison.Ordinal))
        {
            return [];
        }

        string? folder = step.WorkingDirectory switch
        {
            { IsAbsent: true } => ".",
            { AsString: { Length: > 0 } path } => path.TrimEnd('/') is var trimmed && trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed,
            _ => null,
        };
        return ShellScript.Parse(text, ShellParseOptions.Workflow).Commands.SelectMany(command => TerraformCommands.FindVarFiles(command, folder));
    }
}
