using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Values;
using Pipeline = GcpLint.Analyzer.Model.Pipelines.Pipeline;

namespace GcpLint.Rules.Env;

/// <summary>A .env file that a script reads its variables from.</summary>
/// <param name="File">The file.</param>
/// <param name="IsSourced">The shell reads it and expands what its values name; otherwise they are taken as they stand.</param>
internal readonly record struct LoadedEnvFile(DotEnvFile File, bool IsSourced);

/// <summary>
/// The .env files that a script, a workflow or a build file loads, however it does so: <c>source .env</c>, a function
/// <c>load_env ".env.$ENVIRONMENT"</c>, <c>export $(grep … .env | xargs)</c>, a loop that reads lines.
/// </summary>
internal sealed partial class EnvFileLoads
{
    private static readonly ImmutableArray<string> s_readers = ["grep", "cat", "sed", "awk", "xargs", "cut", "tr"];

    private EnvFileLoads(ImmutableArray<LoadedEnvFile> files, ImmutableArray<ShellScript> scripts)
    {
        Files = files;
        Scripts = scripts;
    }

    /// <summary>By path; each file once.</summary>
    public ImmutableArray<LoadedEnvFile> Files { get; }

    /// <summary>The shell texts of the pipeline and the scripts of the repository that they read in.</summary>
    public ImmutableArray<ShellScript> Scripts { get; }

    /// <summary>Whether a loader leaves out what is to be replaced later, or replaces it itself.</summary>
    public bool HandlesPlaceholders => Scripts.Any(script => PlaceholderPattern().IsMatch(script.Text.Text));

    public static EnvFileLoads Of(Deployment deployment, RepositoryModel model) =>
        model.Pipelines.FirstOrDefault(pipeline => pipeline.Path == deployment.Path) is { } pipeline && deployment.Kind == DeploymentKind.Commands
            ? Of(pipeline, model)
            : new EnvFileLoads([], []);

    public static EnvFileLoads Of(Pipeline pipeline, RepositoryModel model)
    {
        ImmutableArray<ShellScript> scripts = ScriptsOf(pipeline, model);
        if (model.EnvFiles.IsEmpty)
        {
            return new EnvFileLoads([], scripts);
        }

        var loaded = new SortedDictionary<string, LoadedEnvFile>(StringComparer.Ordinal);
        foreach ((string pattern, bool isSourced) in pipeline.Steps.SelectMany(step => step.Commands).SelectMany(LoadsOf).Concat(scripts.SelectMany(LoopsOf)).Distinct())
        {
            string name = RepositoryPath.NameOf(pattern.TrimEnd('*').EndsWith('/') ? "" : pattern);
            if (!name.Contains(".env", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (DotEnvFile file in model.EnvFiles)
            {
                if (!EnvFileNames.IsExample(file) && Wildcard.Matches(name, RepositoryPath.NameOf(file.Source.Path)))
                {
                    loaded.TryAdd(file.Source.Path, new LoadedEnvFile(file, isSourced));
                }
            }
        }

        return new EnvFileLoads([.. loaded.Values], scripts);
    }

    /// <summary>The entry that a variable of the environment comes from, in each loaded file that has it.</summary>
    public IEnumerable<(LoadedEnvFile File, DotEnvEntry Entry)> Find(string name) =>
        from file in Files
        from entry in file.File.Entries
        where entry.Name == name
        select (file, entry);

    /// <summary>The name of the variable of the environment that a value is, or "".</summary>
    public static string NameOf(Value value) =>
        value.UnknownReason is { Kind: UnknownKind.EnvironmentVariable, Parts: null or { Count: 1 } } reason ? NameIn(reason.Detail) : "";

    /// <summary>The variables of the environment in a value, alone or among other text.</summary>
    public static IEnumerable<string> NamesIn(Value value) =>
        (value.UnknownReason?.Parts?.Items ?? [value]).Select(NameOf).Where(name => name.Length > 0);

    private static string NameIn(string detail)
    {
        int end = detail.IndexOf(' ', StringComparison.Ordinal);
        return detail.StartsWith('$') && end > 0 ? detail[1..end].Trim('{', '}') : "";
    }

    private static IEnumerable<(string Pattern, bool IsSourced)> LoadsOf(PipelineCommand command)
    {
        if (command.CalledScript is not null || command.Invocation is not { } invocation || command.Words.Length < 2)
        {
            yield break;
        }

        string name = command.Text(0);
        bool isSourced = name is "source" or ".";
        if (isSourced || invocation.IsFunctionCall || (s_readers.Contains(name) && invocation.IsInSubstitution))
        {
            foreach (string text in command.Words.Skip(1).SelectMany(TextsOf))
            {
                yield return (text, isSourced);
            }
        }
    }

    /// <summary>What a word may be; where that is not all known, also what is written, with a star for each expansion.</summary>
    private static IEnumerable<string> TextsOf(Value word)
    {
        if (word.UnknownReason is not { } reason)
        {
            return [PipelineCommand.TextOf(word)];
        }

        IEnumerable<string> known = reason.Alternatives?.Items.Select(PipelineCommand.TextOf) ?? [];
        return reason.AlternativesAreAll || word.Origin is not { Location: var place }
            ? known
            : known.Append(ExpansionPattern().Replace(place.Source.GetText(place.Span).Trim('"'), "*"));
    }

    /// <summary><c>while read … done &lt; FILE</c></summary>
    private static IEnumerable<(string Pattern, bool IsSourced)> LoopsOf(ShellScript script)
    {
        foreach (Match match in LoopPattern().Matches(script.Text.Text))
        {
            yield return (ExpansionPattern().Replace(match.Groups[1].Value.Trim('"', '\''), "*"), false);
        }
    }

    private static ImmutableArray<ShellScript> ScriptsOf(Pipeline pipeline, RepositoryModel model)
    {
        IEnumerable<ShellScript> own = pipeline.Script is { } script ? [script] : pipeline.Steps.Select(step => step.Script).OfType<ShellScript>();
        ImmutableArray<ShellScript> all = [.. own];
        IEnumerable<ShellScript> read = all.SelectMany(one => one.DefaultWalk.Sources)
            .Select(source => PipelineCommand.TextOf(source.Path))
            .Select(path => path[(path.LastIndexOf('*') + 1)..].TrimStart('.').TrimStart('/'))
            .Where(path => path.Length > 0)
            .SelectMany(path => model.Scripts.Where(one => one.Text.Source.Path == path || one.Text.Source.Path.EndsWith("/" + path, StringComparison.Ordinal)));
        return [.. all.Concat(read).Distinct()];
    }

    [GeneratedRegex("""\bdone\s*<\s*("[^"\n]*"|'[^'\n]*'|[^\s;&|<>()]+)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LoopPattern();

    [GeneratedRegex("""\$\{[^}\n]*\}|\$[A-Za-z0-9_]+""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExpansionPattern();

    /// <summary>A literal "${" is asked for, or the variables of the text are replaced.</summary>
    [GeneratedRegex("""'[^'\n]{0,8}\$\\?\{|\\\$\\?\{|\benvsubst\b|\bSECRET_[^A-Za-z0-9\n]{0,3}\*""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlaceholderPattern();
}
