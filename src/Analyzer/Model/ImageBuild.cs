using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Model;

/// <summary>A command of a pipeline, a script or a Compose file that builds an image. Paths are relative to the root of the scan.</summary>
/// <param name="Dockerfile">The path of the Dockerfile.</param>
/// <param name="Context">The folder of the build context, "" for the root.</param>
/// <param name="Target">The stage that is asked for; null for the last one.</param>
/// <param name="IsTargetKnown">False where a variable names the stage.</param>
/// <param name="IsShipped">The image is pushed or deployed by the same file, and not merely used there.</param>
/// <param name="Location">The command.</param>
public sealed record ImageBuild(string Dockerfile, string Context, string? Target, bool IsTargetKnown, bool IsShipped, SourceLocation Location)
{
    /// <summary>The names that the image is given, as far as they are known: a variable stands as written.</summary>
    public ImmutableArray<string> Names { get; init; } = [];
}
