using System.Globalization;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>
/// Compares the language versions of all Dockerfiles with the standard: what the Dockerfile in the root is built on, else
/// what most of at least three have. Things that have nothing to do with each other share no standard.
/// </summary>
internal sealed class BaseImageDrift : IRule<RepositoryModel>
{
    /// <summary>Fewer Dockerfiles have no majority worth the name.</summary>
    private const int FewestForMajority = 3;

    private readonly record struct Use(DockerfileModel File, BuildStage Stage, string Runtime, string Version);

    public RuleId Id => new("docker/base-image-drift");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        if (subject.IsCollection)
        {
            return;
        }

        foreach (IGrouping<string, Use> uses in subject.Dockerfiles.SelectMany(UsesOf).GroupBy(use => use.Runtime, StringComparer.Ordinal))
        {
            if (FindStandard(uses.ToList()) is not { } standard)
            {
                continue;
            }

            foreach (Use use in uses.Where(use => IsOlder(use.Version, standard.Version)))
            {
                context.ReportAtBase(use.Stage, $"`{use.Stage.From.Image.Text}` is {use.Runtime} {use.Version}, but the repository's standard is {standard.Version} (`{standard.File.Source.Path}`). Build on the same version.");
            }
        }
    }

    private static Use? FindStandard(List<Use> uses)
    {
        foreach (Use use in Enumerable.Reverse(uses))
        {
            if (!use.File.Source.Path.Contains('/') && RepositoryPath.NameOf(use.File.Source.Path) is "Dockerfile" or "Containerfile")
            {
                return use;
            }
        }

        int files = uses.Select(use => use.File).Distinct().Count();
        foreach (IGrouping<string, Use> version in uses.GroupBy(use => use.Version, StringComparer.Ordinal))
        {
            int count = version.Select(use => use.File).Distinct().Count();
            if (files >= FewestForMajority && 3 * count >= 2 * files)
            {
                return version.First();
            }
        }

        return null;
    }

    /// <summary>Who is ahead of the others is no laggard: somebody tries the next version first.</summary>
    private static bool IsOlder(string version, string standard) => ToVersion(version) < ToVersion(standard);

    private static Version? ToVersion(string line) => Version.TryParse(line.Contains('.') ? line : line + ".0", out Version? version) ? version : null;

    private static IEnumerable<Use> UsesOf(DockerfileModel file)
    {
        foreach (BuildStage stage in file.FinalStage is { } final ? file.GetReachable(final) : [])
        {
            if (stage.Image is { } image && BaseImage.Of(image) is { Runtime: { } runtime, Version.Length: > 0 } known && VersionLine(runtime, known.Version) is { } line)
            {
                yield return new Use(file, stage, runtime, line);
            }
        }
    }

    /// <summary>The part of a version that decides what code runs on it: a major version, or two numbers where those break.</summary>
    private static string? VersionLine(string runtime, string version)
    {
        string[] numbers = version.Split('.');
        bool minor = runtime is "python" or "golang" or "ruby" or "php" or "perl" or "elixir";
        return !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null
            : !minor ? numbers[0]
            : numbers.Length > 1 ? $"{numbers[0]}.{numbers[1]}" : null;
    }
}
