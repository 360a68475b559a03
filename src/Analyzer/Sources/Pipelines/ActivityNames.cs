using System.Collections.Frozen;
using GcpLint.Analyzer.Model.Pipelines;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>What people mean by the names of their targets, scripts, jobs and functions.</summary>
internal static class ActivityNames
{
    private static readonly FrozenDictionary<string, ActivityKind> s_words = new Dictionary<string, ActivityKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["test"] = ActivityKind.Test,
        ["tests"] = ActivityKind.Test,
        ["unittest"] = ActivityKind.Test,
        ["unit"] = ActivityKind.Test,
        ["pytest"] = ActivityKind.Test,
        ["spec"] = ActivityKind.Test,
        ["lint"] = ActivityKind.Lint,
        ["typecheck"] = ActivityKind.Lint,
        ["eslint"] = ActivityKind.Lint,
        ["smoke"] = ActivityKind.SmokeTest,
        ["smoketest"] = ActivityKind.SmokeTest,
        ["healthcheck"] = ActivityKind.SmokeTest,
        ["health"] = ActivityKind.SmokeTest,
        ["migrate"] = ActivityKind.Migrate,
        ["migrations"] = ActivityKind.Migrate,
        ["migration"] = ActivityKind.Migrate,
        ["rollback"] = ActivityKind.RollBack,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the words of a name say, the most telling one first: "smoke-test" is no test of the code.</summary>
    public static ActivityKind? Of(string name)
    {
        ActivityKind? found = null;
        foreach (string word in name.Split('-', '_', ':', '.', '/', ' '))
        {
            if (s_words.TryGetValue(word, out ActivityKind kind) && (found is null || kind is ActivityKind.SmokeTest or ActivityKind.Migrate))
            {
                found = kind;
            }
        }

        return found;
    }

    public static bool SayRollBack(string name)
    {
        string plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return plain.Contains("rollback", StringComparison.OrdinalIgnoreCase) || plain.Contains("revert", StringComparison.OrdinalIgnoreCase)
            || plain.Contains("rollingback", StringComparison.OrdinalIgnoreCase);
    }
}
