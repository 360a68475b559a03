using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>How scripts and pipelines of the repository run Terraform: with which files of variables, in which workspaces.</summary>
internal sealed record TerraformUses(ImmutableArray<TerraformVarFileUse> VarFiles, ImmutableArray<TerraformWorkspaceUse> Workspaces)
{
    private const string WorkspaceVariable = "TF_WORKSPACE";

    private static readonly SearchValues<string> s_signs = SearchValues.Create(["-var-file", "workspace", WorkspaceVariable], StringComparison.Ordinal);

    public static readonly TerraformUses None = new([], []);

    public static TerraformUses Of(ImmutableArray<ReadFile> files)
    {
        var varFiles = ImmutableArray.CreateBuilder<TerraformVarFileUse>();
        var workspaces = ImmutableArray.CreateBuilder<TerraformWorkspaceUse>();
        foreach (ReadFile file in files)
        {
            // Most files have none, and walking a script costs more than a search.
            if (file.Tree is not (ShellScript or Workflow or BuildFile) || !file.File.Source.Content.AsSpan().ContainsAny(s_signs))
            {
                continue;
            }

            foreach (TerraformUses uses in UsesOf(file.Tree))
            {
                varFiles.AddRange(uses.VarFiles);
                workspaces.AddRange(uses.Workspaces);
            }
        }

        return new TerraformUses(varFiles.ToImmutable(), workspaces.ToImmutable());
    }

    private static IEnumerable<TerraformUses> UsesOf(object? tree) => tree switch
    {
        ShellScript script => [OfScript(script, null)],
        Workflow workflow => workflow.Jobs.SelectMany(job => job.Steps).Select(Of),
        BuildFile build => build.Steps.Select(Of),
        _ => [],
    };

    private static TerraformUses OfScript(ShellScript script, string? folder) => new(
        [.. script.Commands.SelectMany(command => TerraformCommands.FindVarFiles(command, folder))],
        [.. script.Commands.Select(command => TerraformCommands.FindWorkspace(command.Name.AsString, command.Words, command.Location, folder)).OfType<TerraformWorkspaceUse>()]);

    private static TerraformUses Of(Step step) => step.Script is { } text && text.Text.AsSpan().ContainsAny(s_signs)
        ? OfScript(ShellScript.Parse(text, ShellParseOptions.Workflow), FolderOf(step.WorkingDirectory))
        : None;

    private static TerraformUses Of(BuildStep step)
    {
        string? folder = FolderOf(step.Build.Evaluate(step.Dir));
        TerraformUses own;
        if (step.Script is { } text)
        {
            own = OfScript(ShellScript.Parse(text), folder);
        }
        else
        {
            ImmutableArray<Value> words = [.. step.CommandLine.Select(step.Build.Evaluate)];
            string program = words.IsEmpty ? "" : words[0].AsString;
            program = program[(program.LastIndexOf('/') + 1)..];
            own = new TerraformUses(
                [.. TerraformCommands.FindVarFiles(program, words, step.Location, folder)],
                TerraformCommands.FindWorkspace(program, words, step.Location, folder) is { } selected ? [selected] : []);
        }

        IEnumerable<TerraformWorkspaceUse> set = step.Env.Select(step.Build.Evaluate)
            .Where(entry => entry.AsString.StartsWith(WorkspaceVariable + "=", StringComparison.Ordinal))
            .Select(entry => new TerraformWorkspaceUse(folder, entry.AsString[(WorkspaceVariable.Length + 1)..], entry.Origin?.Location ?? step.Location));
        return own with { Workspaces = [.. own.Workspaces, .. set] };
    }

    private static string? FolderOf(Value folder) => folder switch
    {
        { IsAbsent: true } => ".",
        { AsString: { Length: > 0 } path } => path.TrimEnd('/') is var trimmed && trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed,
        _ => null,
    };
}
