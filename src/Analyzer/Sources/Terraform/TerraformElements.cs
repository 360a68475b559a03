using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>A block at the top of a configuration file.</summary>
/// <param name="Block">As it stands in its file; of one that an override file changes, the original.</param>
/// <param name="Body">With the changes of override files.</param>
public abstract record TerraformElement(HclBlock Block, TerraformBody Body)
{
    /// <summary>Type and labels.</summary>
    public SourceLocation Header => Block.Location;

    /// <summary>The whole block.</summary>
    public SourceLocation Location => new(Block.Source, Block.Span);

    public HclAttribute? GetAttribute(string name) => Body.GetAttribute(name);
}

/// <summary>How a resource comes to be.</summary>
public enum TerraformResourceMode : byte
{
    Managed,
    Data,
    Ephemeral,
}

/// <summary><c>resource</c>, <c>data</c> or <c>ephemeral</c>.</summary>
public sealed record TerraformResourceBlock(HclBlock Block, TerraformBody Body, TerraformResourceMode Mode, string Type, string Name)
    : TerraformElement(Block, Body)
{
    /// <summary>Its address within the module: "google_x.y", "data.google_x.y".</summary>
    public string Address => Mode switch
    {
        TerraformResourceMode.Data => $"data.{Type}.{Name}",
        TerraformResourceMode.Ephemeral => $"ephemeral.{Type}.{Name}",
        _ => $"{Type}.{Name}",
    };
}

/// <summary><c>variable</c>.</summary>
public sealed record TerraformVariable(HclBlock Block, TerraformBody Body, string Name) : TerraformElement(Block, Body)
{
    /// <summary>Null if it has to be set from outside.</summary>
    public HclAttribute? Default => GetAttribute("default");

    public HclAttribute? Type => GetAttribute("type");

    public HclAttribute? Description => GetAttribute("description");

    public bool IsSensitive => TerraformLiterals.IsTrue(GetAttribute("sensitive"));

    public bool IsEphemeral => TerraformLiterals.IsTrue(GetAttribute("ephemeral"));

    /// <summary>Whether null is a value of its own: it is unless the author says otherwise.</summary>
    public bool IsNullable => !TerraformLiterals.IsFalse(GetAttribute("nullable"));

    public IEnumerable<HclBlock> Validations => Body.GetBlocks("validation");
}

/// <summary>One argument of a <c>locals</c> block.</summary>
public sealed record TerraformLocal(string Name, HclAttribute Attribute)
{
    public SourceLocation Location => Attribute.Location;
}

/// <summary><c>output</c>.</summary>
public sealed record TerraformOutput(HclBlock Block, TerraformBody Body, string Name) : TerraformElement(Block, Body)
{
    public HclAttribute? Value => GetAttribute("value");

    public bool IsSensitive => TerraformLiterals.IsTrue(GetAttribute("sensitive"));
}

/// <summary><c>module</c>.</summary>
public sealed record TerraformModuleCall(HclBlock Block, TerraformBody Body, string Name) : TerraformElement(Block, Body)
{
    /// <summary>The source if it is written as a plain string, "" otherwise.</summary>
    public string Source => TerraformLiterals.Text(GetAttribute("source")) ?? "";

    /// <summary>The version constraint if it is written as a plain string, null if there is none.</summary>
    public string? Version => TerraformLiterals.Text(GetAttribute("version"));

    /// <summary>It is a folder of this repository.</summary>
    public bool IsLocal => Source.StartsWith("./", StringComparison.Ordinal) || Source.StartsWith("../", StringComparison.Ordinal);
}

/// <summary><c>provider</c>.</summary>
public sealed record TerraformProvider(HclBlock Block, TerraformBody Body, string Name) : TerraformElement(Block, Body)
{
    /// <summary>Null for the default configuration of the provider.</summary>
    public string? Alias => TerraformLiterals.Text(GetAttribute("alias"));

    /// <summary>google or google-beta.</summary>
    public bool IsGoogle => Name is "google" or "google-beta";
}

/// <summary><c>terraform</c>; a module may have several.</summary>
public sealed record TerraformSettings(HclBlock Block, TerraformBody Body) : TerraformElement(Block, Body)
{
    public HclAttribute? RequiredVersion => GetAttribute("required_version");

    /// <summary>The block <c>backend "gcs"</c>, null if there is none.</summary>
    public HclBlock? Backend => Body.GetBlock("backend");

    public HclBlock? Cloud => Body.GetBlock("cloud");

    /// <summary>The entries of <c>required_providers</c>: their values are objects with source and version.</summary>
    public ImmutableArray<HclAttribute> RequiredProviders =>
        [.. Body.GetBlocks("required_providers").SelectMany(block => block.Body.Attributes)];
}

/// <summary><c>moved</c>, <c>import</c>, <c>removed</c>, <c>check</c> and what newer versions of Terraform bring.</summary>
public sealed record TerraformOtherBlock(HclBlock Block, TerraformBody Body) : TerraformElement(Block, Body)
{
    public string Type => Block.Type;
}
