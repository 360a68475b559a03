using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>What a scan hands to <see cref="TerraformLoader"/>: texts and settings, no disk.</summary>
public sealed record TerraformInput
{
    /// <summary>
    /// Every file that Terraform may read, in any order: <c>.tf</c>, <c>.tf.json</c>, <c>.tfvars</c>, <c>.tfvars.json</c>
    /// and <c>.terraform/modules/modules.json</c>. Others are passed over, so a caller may hand in all that it has.
    /// </summary>
    public required ImmutableArray<SourceText> Files { get; init; }

    /// <summary>
    /// The text of any other file of the tree for <c>file()</c> and <c>templatefile()</c>, by its path relative to the
    /// scan; null for what is not there or not to be read. Without it such calls are unknown.
    /// </summary>
    public Func<string, SourceText?>? ReadFile { get; init; }

    /// <summary>
    /// The paths of all files of the tree in ordinal order, for <c>fileset()</c> and <c>fileexists()</c>; without them such
    /// calls are unknown.
    /// </summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>Environments as the configuration names them.</summary>
    public ImmutableArray<TerraformEnvironmentSetting> Environments { get; init; } = [];

    /// <summary>
    /// The names of variables that say which environment it is; the configuration may replace them.
    /// </summary>
    public ImmutableArray<string> EnvironmentVariables { get; init; } = TerraformEnvironments.DefaultVariables;

    /// <summary>Values of the command line (<c>--var name=value</c>), stronger than any file.</summary>
    public ImmutableArray<TerraformVariableSetting> Variables { get; init; } = [];

    /// <summary>Files of the command line (<c>--var-file</c>), relative to the scan, weakest first.</summary>
    public ImmutableArray<string> VarFiles { get; init; } = [];

    /// <summary>Where scripts and workflows of the repository run Terraform with a file of variables.</summary>
    public ImmutableArray<TerraformVarFileUse> VarFileUses { get; init; } = [];

    /// <summary>Where scripts and pipelines of the repository select a workspace.</summary>
    public ImmutableArray<TerraformWorkspaceUse> WorkspaceUses { get; init; } = [];

    /// <summary>Evaluate this environment only, null for all (<c>--env</c>).</summary>
    public EnvironmentName? OnlyEnvironment { get; init; }

    /// <summary><c>terraform.workspace</c>, null where nobody says it: it is unknown then.</summary>
    public string? Workspace { get; init; }

    /// <summary>How many files are parsed and deployments evaluated at the same time.</summary>
    public int Jobs { get; init; } = 1;
}

/// <summary>An environment that the configuration names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tier">What it says of it; null leaves it to the name.</param>
/// <param name="Root">The folder of the root module, "" for all roots.</param>
/// <param name="VarFiles">Relative to the scan, weakest first.</param>
/// <param name="Workspace">The workspace, null for unknown.</param>
/// <param name="Location">Where it says so.</param>
public sealed record TerraformEnvironmentSetting(
    EnvironmentName Name,
    EnvironmentTier? Tier,
    string Root,
    ImmutableArray<string> VarFiles,
    string? Workspace,
    SourceLocation? Location)
{
    /// <summary>Values of variables in this environment, stronger than its files.</summary>
    public ImmutableArray<TerraformVariableSetting> Variables { get; init; } = [];
}

/// <summary>A variable set from outside the configuration, as Terraform's <c>-var</c> takes it.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Text">
/// Its value: taken as it is where the variable's type is a primitive one, else read as an HCL expression.
/// </param>
/// <param name="Location">Where it was said, null for the command line.</param>
public sealed record TerraformVariableSetting(string Name, string Text, SourceLocation? Location = null);

/// <summary>A command such as <c>terraform workspace select prod</c>, or <c>TF_WORKSPACE=prod</c>.</summary>
/// <param name="Folder">The folder it runs in, relative to the scan; null where that is not known.</param>
/// <param name="Name">The workspace.</param>
/// <param name="Location">The name.</param>
public sealed record TerraformWorkspaceUse(string? Folder, string Name, SourceLocation Location);

/// <summary>A command such as <c>terraform plan -var-file=environments/prod.tfvars</c> in a script or a workflow.</summary>
/// <param name="Folder">The folder it runs in (with <c>-chdir</c>), relative to the scan; null where that is not known.</param>
/// <param name="File">The argument as written.</param>
/// <param name="Location">The argument.</param>
public sealed record TerraformVarFileUse(string? Folder, string File, SourceLocation Location);
