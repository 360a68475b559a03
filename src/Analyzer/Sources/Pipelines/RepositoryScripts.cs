using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>The scripts of the repository, to be found by the paths by which scripts and steps name them.</summary>
internal sealed partial class RepositoryScripts
{
    private readonly Dictionary<string, ShellScript> _byPath;
    private readonly Dictionary<ShellScript, ShellWalk> _walks = new(ReferenceEqualityComparer.Instance);

    public RepositoryScripts(ImmutableArray<ShellScript> scripts)
    {
        _byPath = scripts.DistinctBy(script => script.Text.Source.Path).ToDictionary(script => script.Text.Source.Path, StringComparer.Ordinal);
    }

    /// <summary>A script followed into the files that it reads in.</summary>
    public ShellWalk Walk(ShellScript script)
    {
        if (!_walks.TryGetValue(script, out ShellWalk? walk))
        {
            _walks[script] = walk = Walk(script, ShellContext.Default);
        }

        return walk;
    }

    public ShellWalk Walk(ShellScript script, ShellContext context) =>
        script.Walk(context with { ResolveSource = path => Find(script.Text.Source.Path, path) });

    /// <summary>
    /// The environments that a script tells apart itself: <c>case "$ENVIRONMENT" in staging) … production) …</c>, with
    /// the variable that chooses.
    /// </summary>
    public (string Variable, ImmutableArray<string> Names) EnvironmentsOf(ShellScript script)
    {
        ShellWalk walk = Walk(script);
        IEnumerable<CaseGuard> branches = walk.Assignments.SelectMany(assignment => assignment.Guards)
            .Concat(walk.Executions.SelectMany(command => command.AllGuards)).OfType<CaseGuard>();
        foreach (IGrouping<string, CaseGuard> choice in branches.GroupBy(branch => branch.SubjectText.Trim('"', '$', '{', '}'), StringComparer.Ordinal))
        {
            ImmutableArray<string> names =
            [
                .. choice.SelectMany(branch => branch.Patterns).Where(pattern => DeploymentEnvironment.TierOf(pattern) != EnvironmentTier.Unknown && pattern.AsSpan().IndexOfAny("*?[ ") < 0)
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
            if (names.Length > 1 && names.Select(name => DeploymentEnvironment.TierOf(name)).Contains(EnvironmentTier.Production) && IsName(choice.Key))
            {
                return (choice.Key, names);
            }
        }

        return EnvironmentsComparedBy(walk);
    }

    /// <summary><c>if [ "$STAGE" = prod ]; then … else …</c> with <c>STAGE=${1:-dev}</c>: the names that are compared, and the one that holds if none is given.</summary>
    private static (string Variable, ImmutableArray<string> Names) EnvironmentsComparedBy(ShellWalk walk)
    {
        IEnumerable<Match> comparisons = walk.Executions.Where(command => command.Words.Length > 0 && command.Words[0].AsString is "[" or "[[" or "test")
            .Select(command => ComparisonPattern().Match(command.Location.Source.GetText(command.Location.Span))).Where(match => match.Success);
        foreach (IGrouping<string, string> choice in comparisons.GroupBy(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal))
        {
            IEnumerable<string> standard = walk.Assignments.Where(assignment => assignment.Name == choice.Key)
                .Select(assignment => assignment.Value.UnknownReason?.Default ?? assignment.Value).Select(value => value.AsString);
            ImmutableArray<string> names =
            [
                .. choice.Concat(standard).Where(name => DeploymentEnvironment.TierOf(name) != EnvironmentTier.Unknown && name.AsSpan().IndexOfAny("*?[ ") < 0)
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
            if (names.Length > 1 && names.Any(name => DeploymentEnvironment.TierOf(name) == EnvironmentTier.Production))
            {
                return (choice.Key, names);
            }
        }

        return ("", []);
    }

    [GeneratedRegex("""^(?:\[\[?|test)\s+"?\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?"?\s+==?\s+["']?([A-Za-z0-9_-]+)["']?(?:\s|$)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ComparisonPattern();

    private static bool IsName(string text) => text.Length > 0 && text.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_') && !char.IsAsciiDigit(text[0]);

    /// <summary>The paths of the files that a script reads in.</summary>
    public IEnumerable<string> SourcedBy(ShellScript script) =>
        Walk(script).Sources.Select(reference => Find(script.Text.Source.Path, reference.Path)?.Text.Source.Path).OfType<string>();

    /// <summary>
    /// The script that a word of a file means, null if it is none of the repository. Nobody knows the working directory:
    /// the folder of the file and those above it are tried, the nearest first.
    /// </summary>
    public ShellScript? Find(string from, Value path)
    {
        string text = PipelineCommand.TextOf(path);
        int open = text.LastIndexOf('*');
        text = open < 0 ? text : text[(open + 1)..];
        if (text.Length == 0 || (open >= 0 && text[0] != '/') || text.Contains('\0'))
        {
            return null;
        }

        string[] parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        List<string> folder = [.. from.Split('/')[..^1]];
        while (true)
        {
            if (Join(folder, parts) is { } whole && _byPath.TryGetValue(whole, out ShellScript? script))
            {
                return script;
            }

            if (folder.Count == 0)
            {
                return null;
            }

            folder.RemoveAt(folder.Count - 1);
        }
    }

    private static string? Join(List<string> folder, string[] parts)
    {
        List<string> path = [.. folder];
        foreach (string part in parts)
        {
            if (part == "..")
            {
                if (path.Count == 0)
                {
                    return null;
                }

                path.RemoveAt(path.Count - 1);
            }
            else if (part != ".")
            {
                path.Add(part);
            }
        }

        return string.Join('/', path);
    }
}
