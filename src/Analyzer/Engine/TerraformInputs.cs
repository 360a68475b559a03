using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>Gathers what the Terraform loader needs from the request and the files that were read.</summary>
internal static class TerraformInputs
{
    public static TerraformInput Of(ScanRequest request, WalkResult walk, ImmutableArray<ReadFile> files)
    {
        ImmutableArray<SourceText> own =
        [
            .. files.Where(file => file.File.Kind is FileKind.Terraform or FileKind.TerraformJson or FileKind.Tfvars).Select(file => file.File.Source),
        ];
        TerraformUses uses = own.IsEmpty ? TerraformUses.None : TerraformUses.Of(files);
        var paths = new HashSet<string>(walk.Paths, StringComparer.Ordinal);
        return new TerraformInput
        {
            Files = own.IsEmpty ? own : [.. own, .. InstalledModules.Read(request.Files, walk.TerraformDataFolders)],
            Paths = walk.Paths,
            ReadFile = path => paths.Contains(path) ? SourceReader.ReadText(request.Files, path) : null,
            Environments = [.. request.Configuration.Environments.Select(ToSetting)],
            Variables = [.. request.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new TerraformVariableSetting(variable.Key, TextOf(variable.Value)))],
            VarFiles = request.VariableFiles,
            VarFileUses = uses.VarFiles,
            WorkspaceUses = uses.Workspaces,
            OnlyEnvironment = request.EnvironmentNames is [var only] ? new EnvironmentName(only) : null,
            Jobs = request.Jobs,
        };
    }

    private static TerraformEnvironmentSetting ToSetting(ConfiguredEnvironment environment) =>
        new(environment.Name, environment.Tier, environment.Root ?? "", environment.VariableFiles, environment.Workspace, environment.DeclaredAt)
        {
            Variables =
            [
                .. environment.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
                    .Select(variable => new TerraformVariableSetting(variable.Key, TextOf(variable.Value), environment.DeclaredAt)),
            ],
        };

    /// <summary>As Terraform's -var takes it: a string as it is, everything else as an expression.</summary>
    private static string TextOf(Value value) => value.TryGetString(out string? text) ? text : value.ToString();
}
