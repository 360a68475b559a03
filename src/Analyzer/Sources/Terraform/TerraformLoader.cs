namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Reads the Terraform files of a repository and evaluates each root module for each of its environments.</summary>
public static class TerraformLoader
{
    /// <summary>Never throws on input; stops with <see cref="OperationCanceledException"/> when asked to.</summary>
    public static TerraformResult Load(TerraformInput input, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return input.Files.IsEmpty ? TerraformResult.Empty : new TerraformResult();
    }
}
