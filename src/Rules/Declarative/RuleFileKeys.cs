using System.Collections.Immutable;

namespace GcpLint.Rules.Declarative;

/// <summary>The words of the format of rule files.</summary>
internal static class RuleFileKeys
{
    public static readonly ImmutableArray<string> Top =
    [
        "id", "title", "severity", "confidence", "profile", "since", "subject", "resources", "environments", "when", "for", "assert", "code",
        "subjects", "why", "remedy", "references", "controls", "equivalents", "options", "examples",
    ];

    /// <summary>Parts that only people and the examples' tests read: a scan leaves them out.</summary>
    public static readonly ImmutableArray<string> Documentation = ["why", "remedy", "examples"];

    public static readonly ImmutableArray<string> Required = ["id", "title", "severity", "since", "why", "remedy", "references", "examples"];

    public static readonly ImmutableArray<string> Assertion = ["that", "at", "message"];

    public static readonly ImmutableArray<string> Remedies =
        ["terraform", "gcloud", "console", "dockerfile", "compose", "workflow", "cloudbuild", "shell", "env", "text"];

    public static readonly ImmutableArray<string> Subjects =
    [
        "dockerfile", "dockerignore", "compose", "workflow", "action", "cloudbuild", "pipeline", "shell", "env", "knative", "terraform",
        "resource", "deployment", "repository", "suppression",
    ];

    /// <summary>What a declarative rule judges, in the order of <see cref="Analyzer.Rules.RuleSubject"/>.</summary>
    public static readonly ImmutableArray<string> DeclarativeSubjects = ["resource", "grant", "deployment", "repository"];

    public static readonly ImmutableArray<string> Option = ["type", "default", "description"];

    public static readonly ImmutableArray<string> OptionTypes = ["string", "int", "bool", "list"];

    public static readonly ImmutableArray<string> Examples = ["fail", "pass"];

    public static readonly ImmutableArray<string> Example = ["name", "file", "source", "files", "environment", "options", "today"];

    public static readonly ImmutableArray<string> Severities = ["info", "low", "medium", "high", "critical"];

    public static readonly ImmutableArray<string> Confidences = ["low", "medium", "high"];

    public static readonly ImmutableArray<string> Profiles = ["default", "strict"];

    public static readonly ImmutableArray<string> Environments = ["all", "production", "non-production"];
}
