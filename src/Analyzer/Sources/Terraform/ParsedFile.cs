using GcpLint.Hcl.Syntax;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>A file with its tree.</summary>
internal sealed record ParsedFile(TerraformFile File, HclFile Hcl)
{
    public string Path => File.Source.Path;
}
