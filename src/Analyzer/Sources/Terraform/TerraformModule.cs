using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>The configuration files of one folder, as they are written: nothing is evaluated here.</summary>
public sealed class TerraformModule
{
    /// <summary>The folder relative to the scan, "." for its root.</summary>
    public required string Path { get; init; }

    /// <summary>Its configuration files in ordinal order, override files last.</summary>
    public required ImmutableArray<TerraformFile> Files { get; init; }

    /// <summary>Files of variables in this very folder, in ordinal order.</summary>
    public ImmutableArray<TerraformFile> VariableFiles { get; init; } = [];

    public ImmutableArray<TerraformVariable> Variables { get; init; } = [];

    public ImmutableArray<TerraformLocal> Locals { get; init; } = [];

    public ImmutableArray<TerraformOutput> Outputs { get; init; } = [];

    /// <summary>Managed resources, data sources and ephemeral resources.</summary>
    public ImmutableArray<TerraformResourceBlock> Resources { get; init; } = [];

    public ImmutableArray<TerraformModuleCall> Calls { get; init; } = [];

    public ImmutableArray<TerraformProvider> Providers { get; init; } = [];

    /// <summary>The <c>terraform</c> blocks.</summary>
    public ImmutableArray<TerraformSettings> Settings { get; init; } = [];

    public ImmutableArray<TerraformOtherBlock> OtherBlocks { get; init; } = [];

    /// <summary>The module is the root of at least one deployment.</summary>
    public bool IsRoot { get; private init; }

    /// <summary>
    /// Nobody in the repository calls it, and nothing says that it is applied as it is: somebody else's configuration calls
    /// it. It is evaluated with unknown inputs; what it lacks may be what its callers have.
    /// </summary>
    public bool IsReusableModule { get; private init; }

    /// <summary>The block <c>backend "gcs"</c>, null if there is none.</summary>
    public HclBlock? Backend => Settings.Select(settings => settings.Backend).FirstOrDefault(backend => backend is not null);

    public HclBlock? Cloud => Settings.Select(settings => settings.Cloud).FirstOrDefault(cloud => cloud is not null);

    public HclAttribute? RequiredVersion =>
        Settings.Select(settings => settings.RequiredVersion).FirstOrDefault(version => version is not null);

    /// <summary>The entries of all <c>required_providers</c> blocks.</summary>
    public ImmutableArray<HclAttribute> RequiredProviders => [.. Settings.SelectMany(settings => settings.RequiredProviders)];

    /// <summary>Where a finding about something that is missing from the whole belongs; null for a module without any block.</summary>
    public SourceLocation? Head =>
        Providers.FirstOrDefault(provider => provider.IsGoogle)?.Header
        ?? Providers.FirstOrDefault()?.Header
        ?? Settings.FirstOrDefault()?.Header
        ?? Resources.FirstOrDefault(resource => resource.Mode == TerraformResourceMode.Managed)?.Header
        ?? Resources.FirstOrDefault()?.Header
        ?? Calls.FirstOrDefault()?.Header
        ?? Variables.FirstOrDefault()?.Header
        ?? Outputs.FirstOrDefault()?.Header
        ?? Locals.FirstOrDefault()?.Location;

    /// <summary>The same module when it is known what it is to the others.</summary>
    internal TerraformModule WithRole(bool isRoot, bool isReusableModule) => new()
    {
        Path = Path,
        Files = Files,
        VariableFiles = VariableFiles,
        Variables = Variables,
        Locals = Locals,
        Outputs = Outputs,
        Resources = Resources,
        Calls = Calls,
        Providers = Providers,
        Settings = Settings,
        OtherBlocks = OtherBlocks,
        IsRoot = isRoot,
        IsReusableModule = isReusableModule,
    };

    /// <summary>The folder that a call of a local module leads to, null for other modules and out of the tree.</summary>
    public string? FolderOf(TerraformModuleCall call) => call.IsLocal ? TerraformPath.Resolve(Path, call.Source) : null;

    public TerraformVariable? GetVariable(string name) => Variables.FirstOrDefault(variable => variable.Name == name);
}
