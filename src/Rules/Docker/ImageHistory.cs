using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Values;

namespace GcpLint.Rules.Docker;

/// <summary>What the history of an image leaves out: a check that depends on it is neither failed nor passed.</summary>
internal static class ImageHistory
{
    private static readonly ImmutableArray<(string Variable, string Product)> s_versions =
    [
        ("PYTHON_VERSION", "python"), ("NODE_VERSION", "nodejs"), ("RUBY_VERSION", "ruby"), ("PHP_VERSION", "php"), ("GOLANG_VERSION", "go"),
    ];

    /// <summary>
    /// BuildKit writes a command down without its mounts, and a cache that is mounted is not in the layer. Says so and
    /// returns true for a step of such an image.
    /// </summary>
    public static bool HidesMounts(this DockerfileModel subject, RunInstruction run, RuleContext context)
    {
        if (subject.Image is not { IsBuiltByBuildKit: true })
        {
            return false;
        }

        context.NotAssessed(run.Locate(run.Span), new Unknown(UnknownKind.Computed, "the history of an image that BuildKit made does not tell which caches were mounted"));
        return true;
    }

    /// <summary>The official images of languages note their version in a variable, which the images on top of them keep.</summary>
    public static IEnumerable<EndOfLife> GetRuntimes(DockerfileModel image, BuildStage stage)
    {
        ValueMap environment = image.GetEnvironment(stage);
        return s_versions
            .Select(version => environment.Get(version.Variable).AsString is { Length: > 0 } text ? EndOfLifeTable.Current.Find(version.Product, text) : null)
            .OfType<EndOfLife>();
    }

    /// <summary>Says that the base of an image is not known and returns true; false for a file.</summary>
    public static bool HidesBase(this DockerfileModel subject, RuleContext context)
    {
        if (subject is not { Image.BaseName: null, FinalStage: { } stage } || subject.Image is null)
        {
            return false;
        }

        context.NotAssessed(stage.From.Locate(stage.From.Image.Span), new Unknown(UnknownKind.Computed, "the image does not name its base (label org.opencontainers.image.base.name)"));
        return true;
    }
}
