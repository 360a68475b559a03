using System.Text.Json;
using GcpLint.Analyzer.Findings;

namespace GcpLint.Tests.Scenarios;

/// <summary>What a scenario's <c>expected.json</c> says; its README has the meaning of the keys.</summary>
internal sealed class ExpectedFindings
{
    /// <summary>A place counts at its line, or this many lines off.</summary>
    private const int Tolerance = 2;

    private readonly JsonElement _root;

    private ExpectedFindings(JsonElement root)
    {
        _root = root;
    }

    /// <summary>What has to be found in <c>current</c>.</summary>
    public IEnumerable<Entry> Current => Entries(_root.GetProperty("current")).Where(entry => !entry.NeedsConfiguration);

    /// <summary>Look-alikes in <c>current</c>.</summary>
    public IEnumerable<Entry> LookAlikes => Entries(_root.GetProperty("current_must_not_report"));

    /// <summary>Places in <c>recommended</c> that are easy to get wrong.</summary>
    public IEnumerable<Entry> RecommendedLookAlikes =>
        _root.GetProperty("recommended").TryGetProperty("must_not_report_at", out JsonElement places) ? Entries(places) : [];

    public static ExpectedFindings Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return new ExpectedFindings(document.RootElement.Clone());
    }

    /// <summary>Whether <c>recommended</c> must not have a finding of this rule.</summary>
    public bool IsForbidden(RuleId rule)
    {
        JsonElement recommended = _root.GetProperty("recommended");
        return recommended.GetProperty("must_not_report").EnumerateArray().Any(pattern => Entry.Matches(pattern.GetString()!, rule))
            && !(recommended.TryGetProperty("allowed", out JsonElement allowed) && allowed.EnumerateArray().Any(pattern => Entry.Matches(pattern.GetString()!, rule)));
    }

    private static IEnumerable<Entry> Entries(JsonElement list) => list.EnumerateArray().Select(item => new Entry(item));

    /// <summary>One expected, or forbidden, finding.</summary>
    internal sealed class Entry(JsonElement item)
    {
        public bool NeedsConfiguration => item.TryGetProperty("needs_configuration", out JsonElement needs) && needs.ValueKind != JsonValueKind.Null;

        private string? Environment => Text("environment");

        public static bool Matches(string pattern, RuleId rule) =>
            pattern.EndsWith('*') ? rule.Text.StartsWith(pattern[..^1], StringComparison.Ordinal) : rule.Text == pattern;

        public bool IsMetBy(Finding finding) =>
            Matches(Text("rule")!, finding.Rule)
            && (Text("mentions") is not { } mentions || finding.Message.Contains(mentions, StringComparison.Ordinal))
            && (Environment is not { } environment || finding.Environments.SequenceEqual([environment]))
            && IsAt(finding);

        /// <summary>In lines from the place that is given first.</summary>
        public int DistanceTo(Finding finding) => Math.Abs(finding.Location.Line - item.GetProperty("line").GetInt32());

        public override string ToString() => $"{Text("rule")} {Text("file")}:{item.GetProperty("line")}{(Environment is { } environment ? $" in {environment}" : "")}";

        private bool IsAt(Finding finding)
        {
            string path = finding.Location.Source.Path;
            return Text("scope") switch
            {
                "repository" or "project" => true,
                "file" when path == Text("file") => true,
                _ => Places().Any(place => place.File == path && finding.Location.Line >= place.First - Tolerance && finding.Location.Line <= place.Last + Tolerance),
            };
        }

        private IEnumerable<(string File, int First, int Last)> Places()
        {
            IEnumerable<JsonElement> all = item.TryGetProperty("also", out JsonElement also) ? [item, .. also.EnumerateArray()] : [item];
            foreach (JsonElement place in all)
            {
                int line = place.GetProperty("line").GetInt32();
                bool hasSpan = place.TryGetProperty("span", out JsonElement span) && span.ValueKind == JsonValueKind.Array;
                yield return (place.GetProperty("file").GetString()!, hasSpan ? Math.Min(line, span[0].GetInt32()) : line, hasSpan ? Math.Max(line, span[1].GetInt32()) : line);
            }
        }

        private string? Text(string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
