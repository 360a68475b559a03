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

    /// <summary>One line for editors.</summary>
    public static string DescriptionOf(string key) => key switch
    {
        "id" => "The path of the file without its extension: AREA/NAME.",
        "title" => "The defect, without a full stop.",
        "severity" => "How bad it is.",
        "confidence" => "How sure a finding is; high if it is not written.",
        "profile" => "default: certain and matters; strict: everything else.",
        "since" => "The version that first had it.",
        "subject" => "What is judged: each resource (if it is not written), each grant, each deployment, or the repository once.",
        "resources" => "The types or families that it looks at, in the vocabulary of the Terraform google provider.",
        "environments" => "Where it holds.",
        "when" => "CEL: does the rule concern this subject at all.",
        "for" => "CEL: a list whose elements are judged one by one, each as `item`.",
        "assert" => "What is true for a good subject.",
        "code" => "The check is a class.",
        "subjects" => "What a class looks at.",
        "why" => "Markdown: what happens to whom if it is left.",
        "remedy" => "Snippets that work when pasted, by means.",
        "references" => "Pages of the vendor.",
        "controls" => "Controls of compliance frameworks: CIS-GCP-5.0/6.7.",
        "equivalents" => "Rules of other tools that mean the same defect.",
        "options" => "What users may set in their configuration.",
        _ => "Small repositories on which the rule reports exactly the marked places.",
    };

    /// <summary>Parts that only people and the examples' tests read: a scan leaves them out.</summary>
    public static readonly ImmutableArray<string> Documentation = ["why", "remedy", "examples"];

    public static readonly ImmutableArray<string> Required = ["id", "title", "severity", "since", "why", "remedy", "references", "examples"];

    public static readonly ImmutableArray<string> Assertion = ["that", "at", "message"];

    public static readonly ImmutableArray<string> Remedies =
        ["terraform", "gcloud", "console", "dockerfile", "compose", "workflow", "cloudbuild", "shell", "env", "text"];

    public static readonly ImmutableArray<string> Subjects =
    [
        "dockerfile", "image", "dockerignore", "compose", "workflow", "action", "cloudbuild", "pipeline", "shell", "env", "knative", "terraform",
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
