using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>Rules as code scanning reads them.</summary>
internal static class SarifRules
{
    /// <summary>Code scanning's limit of short and full descriptions.</summary>
    public const int MaxDescription = 1024;

    /// <summary>Code scanning's limit of a rule's name.</summary>
    public const int MaxName = 255;

    /// <summary>Code scanning keeps so many tags of a rule.</summary>
    public const int MaxTags = 10;

    public static SarifRule Describe(ReportedRule rule)
    {
        RuleMetadata metadata = rule.Metadata;
        return new SarifRule(
            metadata.Id.Text,
            Cut(NameOf(metadata.Id), MaxName),
            new SarifText(Cut(metadata.Title, MaxDescription)),
            new SarifText(Cut(FullDescription(metadata), MaxDescription)),
            new SarifRuleConfiguration(LevelOf(rule.Severity)),
            metadata.References.IsEmpty ? null : metadata.References[0],
            new SarifText(RuleHelp.Text(metadata), RuleHelp.Markdown(metadata)),
            new SarifRuleProperties(
                PrecisionOf(metadata.Confidence),
                ProblemSeverityOf(rule.Severity),
                SecuritySeverityOf(rule.Severity),
                TagsOf(metadata)));
    }

    public static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    /// <summary>"SqlDeletionProtection" for "sql/deletion-protection": the form that SARIF recommends for names.</summary>
    public static string NameOf(RuleId id)
    {
        var name = new StringBuilder(id.Text.Length);
        bool upper = true;
        foreach (char unit in id.Text)
        {
            if (!char.IsAsciiLetterOrDigit(unit))
            {
                upper = true;
                continue;
            }

            name.Append(upper ? char.ToUpperInvariant(unit) : unit);
            upper = false;
        }

        return name.ToString();
    }

    /// <summary>At most <paramref name="limit"/> units, the last of them "…" if something was cut; no surrogate pair is split.</summary>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        int end = limit - 1;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return text[..end] + "…";
    }

    private static string FullDescription(RuleMetadata metadata)
    {
        string why = metadata.Documentation.Why.Trim();
        return why.Length == 0 ? metadata.Title + "." : why;
    }

    private static string PrecisionOf(RuleConfidence confidence) => confidence switch
    {
        RuleConfidence.High => "high",
        RuleConfidence.Medium => "medium",
        _ => "low",
    };

    private static string ProblemSeverityOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "recommendation",
    };

    /// <summary>
    /// The middle of code scanning's bands (critical above 9.0, high 7.0-8.9, medium 4.0-6.9, low 0.1-3.9): the borders
    /// are not defined by its text. What is only worth knowing has none.
    /// </summary>
    private static string? SecuritySeverityOf(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        Severity.Low => "2.0",
        _ => null,
    };

    private static ImmutableArray<string> TagsOf(RuleMetadata metadata) =>
    [
        .. new[] { "security", metadata.Id.Area, string.Create(CultureInfo.InvariantCulture, $"profile/{ProfileWord(metadata.Profile)}") }
            .Concat(metadata.Controls)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxTags),
    ];

    private static string ProfileWord(RuleProfile profile) => profile == RuleProfile.Default ? "default" : "strict";
}
