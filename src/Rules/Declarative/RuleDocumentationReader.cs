using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>Reads the parts of a rule file that are for people, and its examples.</summary>
internal static class RuleDocumentationReader
{
    public static RuleDocumentation Read(Value root, RuleFileCheck check) => new()
    {
        Why = check.Text(root, "why").TrimEnd(),
        Remedies = Remedies(root.Get("remedy"), check),
        Failing = Examples(root, "fail", check),
        Passing = Examples(root, "pass", check),
    };

    private static ImmutableArray<RuleRemedy> Remedies(Value value, RuleFileCheck check)
    {
        if (!value.IsSet || !check.IsMapping(value, "`remedy`", RuleFileKeys.Remedies))
        {
            return [];
        }

        if (value.AsMap.Count == 0)
        {
            check.Error(value, "A rule needs a remedy");
        }

        return [.. value.AsMap.Select(entry => new RuleRemedy(entry.Key.AsString, ScalarText.Of(entry.Value).TrimEnd()))];
    }

    private static ImmutableArray<RuleExample> Examples(Value root, string key, RuleFileCheck check)
    {
        Value examples = root.Get("examples");
        if (!examples.IsSet)
        {
            return [];
        }

        if (key == RuleFileKeys.Examples[0])
        {
            check.IsMapping(examples, "`examples`", RuleFileKeys.Examples);
        }

        Value list = examples.Get(key);
        if (list.Kind != ValueKind.List || list.AsList.Count == 0)
        {
            check.Error(examples, $"The rule has no example that is to {key}");
            return [];
        }

        return [.. list.AsList.Items.Select(item => Example(item, check)).OfType<RuleExample>()];
    }

    private static RuleExample? Example(Value item, RuleFileCheck check)
    {
        if (!check.IsMapping(item, "An example", RuleFileKeys.Example))
        {
            return null;
        }

        ImmutableArray<RuleExampleFile> files = Files(item, check);
        string name = check.Text(item, "name");
        if (files.IsEmpty || name.Length == 0)
        {
            check.Error(item, "An example needs `name`, and `file` with `source` or `files`");
            return null;
        }

        string today = check.Text(item, "today");
        bool hasDay = DateOnly.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        if (today.Length > 0 && !hasDay)
        {
            check.Error(item.Get("today"), "`today` must be a day such as 2026-01-31");
        }

        return new RuleExample
        {
            Name = name,
            Files = files,
            Environment = check.Text(item, "environment") is { Length: > 0 } environment ? environment : null,
            Options = item.Get("options").AsMap.ToImmutableDictionary(entry => entry.Key.AsString, entry => entry.Value),
            Today = hasDay ? day : null,
        };
    }

    private static ImmutableArray<RuleExampleFile> Files(Value item, RuleFileCheck check)
    {
        if (item.Get("file") is { IsSet: true })
        {
            return [new RuleExampleFile(check.Text(item, "file"), check.Text(item, "source"))];
        }

        return [.. item.Get("files").AsMap.Select(entry => new RuleExampleFile(entry.Key.AsString, entry.Value.AsString))];
    }
}
