using System.Collections.Immutable;
using System.Text;
using GcpLint.Hcl.Evaluation;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>The files that functions may read: those of the scanned tree, seen from the folder of the root module.</summary>
internal sealed class TreeFiles(TerraformInput input, string root) : IFunctionFiles
{
    /// <summary>Larger files are not put into values.</summary>
    private const int MaxLength = 1 << 20;

    public FunctionFileStatus TryRead(string path, out ImmutableArray<byte> content)
    {
        content = [];
        if (input.ReadFile is null || TerraformPath.Resolve(root, path) is not { } resolved)
        {
            return FunctionFileStatus.Unavailable;
        }

        if (input.ReadFile(resolved) is not { } text)
        {
            return Exists(path) == FunctionFileStatus.Missing ? FunctionFileStatus.Missing : FunctionFileStatus.Unavailable;
        }

        // What is no UTF-8 was replaced when it was read: its bytes are not known.
        if (text.Length > MaxLength || text.Content.Contains('\uFFFD'))
        {
            return FunctionFileStatus.Unavailable;
        }

        content = [.. Encoding.UTF8.GetBytes(text.Content)];
        return FunctionFileStatus.Found;
    }

    public FunctionFileStatus Exists(string path)
    {
        if (input.Paths.IsEmpty || TerraformPath.Resolve(root, path) is not { } resolved)
        {
            return FunctionFileStatus.Unavailable;
        }

        return input.Paths.BinarySearch(resolved, StringComparer.Ordinal) >= 0 ? FunctionFileStatus.Found : FunctionFileStatus.Missing;
    }

    public FunctionFileStatus TryList(string folder, out ImmutableArray<string> files)
    {
        files = [];
        if (input.Paths.IsEmpty || TerraformPath.Resolve(root, folder) is not { } resolved)
        {
            return FunctionFileStatus.Unavailable;
        }

        string prefix = resolved == "." ? "" : resolved + "/";
        files = [.. input.Paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Select(path => path[prefix.Length..])];
        return FunctionFileStatus.Found;
    }
}
