using System.Text.RegularExpressions;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;
using Pipeline = GcpLint.Analyzer.Model.Pipelines.Pipeline;

namespace GcpLint.Rules.Env;

/// <summary>Compares .env files with the variables that the scripts which load them refuse to run without.</summary>
internal sealed partial class RequiredVariables : IRule<RepositoryModel>
{
    private static readonly string[] s_demands = ["require", "check", "validate", "ensure", "need", "assert", "must", "verify"];

    public RuleId Id => new("env/required-variables");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var missing = new SortedDictionary<string, (DotEnvFile File, SortedDictionary<string, string> Names)>(StringComparer.Ordinal);
        foreach (Value expected in subject.Expectations.Variables)
        {
            foreach (DotEnvFile file in subject.EnvFiles.Where(file => !file.Variables.ContainsKey(expected.AsString) && expected.Origin is not null))
            {
                SourceLocation head = new(file.Source, default);
                context.Report(new RuleReport
                {
                    Location = head,
                    Scope = head,
                    Message = $"`{file.Source.Path}` does not set `{expected.AsString}`, which every env file is expected to have. Add it.",
                    Related = [new RelatedLocation("expected here", expected.Origin?.Location ?? head)],
                });
            }
        }

        foreach (Pipeline pipeline in subject.Pipelines)
        {
            EnvFileLoads loads = EnvFileLoads.Of(pipeline, subject);
            if (loads.Files.IsEmpty)
            {
                continue;
            }

            foreach (string name in DemandedBy(pipeline, loads).Where(name => subject.EnvFiles.Any(file => file.Variables.ContainsKey(name))))
            {
                foreach (LoadedEnvFile loaded in loads.Files.Where(loaded => !loaded.File.Variables.ContainsKey(name)))
                {
                    if (!missing.TryGetValue(loaded.File.Source.Path, out (DotEnvFile File, SortedDictionary<string, string> Names) found))
                    {
                        missing[loaded.File.Source.Path] = found = (loaded.File, new SortedDictionary<string, string>(StringComparer.Ordinal));
                    }

                    found.Names.TryAdd(name, pipeline.Path);
                }
            }
        }

        foreach ((DotEnvFile file, SortedDictionary<string, string> names) in missing.Values)
        {
            SourceLocation head = new(file.Source, default);
            context.Report(head, head, $"`{file.Source.Path}` does not set {string.Join(", ", names.Keys.Select(name => $"`{name}`"))}, without which {string.Join(", ", names.Values.Distinct(StringComparer.Ordinal).Select(path => $"`{path}`"))} refuses to run. Add it.");
        }
    }

    /// <summary>Names that the script tests for and does not set itself.</summary>
    private static SortedSet<string> DemandedBy(Pipeline pipeline, EnvFileLoads loads)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (PipelineCommand command in pipeline.Steps.SelectMany(step => step.Commands).Where(command => command.CalledScript is null))
        {
            AddTested(command, names);
            if (command.Invocation is { IsFunctionCall: true } && command.Words.Length > 1 && IsDemand(command.Text(0)) && command.Words.Skip(1).All(word => NamePattern().IsMatch(word.AsString)))
            {
                names.UnionWith(command.Words.Skip(1).Select(word => word.AsString));
            }
        }

        foreach (ShellScript script in loads.Scripts.Where(script => pipeline.Script is null || script == pipeline.Script))
        {
            string text = script.Text.Text;
            names.UnionWith(ErrorPattern().Matches(text).Concat(EmptyPattern().Matches(text)).Select(match => match.Groups[1].Value));
            if (text.Contains("${!", StringComparison.Ordinal))
            {
                names.UnionWith(ListPattern().Matches(text).SelectMany(match => match.Groups[1].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(name => name.Trim('"', '\'')).Where(name => NamePattern().IsMatch(name)));
            }
        }

        names.ExceptWith(loads.Scripts.SelectMany(script => script.DefaultWalk.Assignments).Where(assignment => !assignment.IsExported || assignment.Value.IsKnown).Select(assignment => assignment.Name));
        return names;
    }

    /// <summary><c>[ -z "$NAME" ]</c></summary>
    private static void AddTested(PipelineCommand command, SortedSet<string> names)
    {
        if (command.Text(0) is not ("[" or "test" or "[["))
        {
            return;
        }

        for (int i = 1; i + 1 < command.Words.Length; i++)
        {
            if (command.Text(i) == "-z")
            {
                Value tested = command.Words[i + 1];
                names.UnionWith(EnvFileLoads.NamesIn(tested).Where(name => NamePattern().IsMatch(name) && tested.UnknownReason?.Default is null or { IsAbsent: true }));
            }
        }
    }

    private static bool IsDemand(string function) => s_demands.Any(word => function.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    /// <summary>${NAME:?message}</summary>
    [GeneratedRegex(@"\$\{([A-Z][A-Z0-9_]*):?\?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorPattern();

    /// <summary>[[ -z $NAME ]]</summary>
    [GeneratedRegex("""\[\[ -z "?\$\{?([A-Z][A-Z0-9_]*)(?::?-)?\}?"? \]\]""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyPattern();

    /// <summary>for name in A B; do …, required=(A B): asked for through ${!name}.</summary>
    [GeneratedRegex("""(?:\bfor [A-Za-z_]+ in |\b[A-Za-z_]*[Rr][Ee][Qq][A-Za-z_]*=\()([A-Z][A-Z0-9_"'\s]*)[;)]""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListPattern();
}
