using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Rules;

/// <summary>The parts of a rule that only people read, and its examples.</summary>
public sealed record RuleDocumentation
{
    public static readonly RuleDocumentation Empty = new();

    /// <summary>Markdown: what happens to whom if it is left.</summary>
    public string Why { get; init; } = "";

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<RuleRemedy> Remedies { get; init; } = [];

    /// <summary>Examples that have the defect.</summary>
    public ImmutableArray<RuleExample> Failing { get; init; } = [];

    /// <summary>Examples that have it not, look-alikes among them.</summary>
    public ImmutableArray<RuleExample> Passing { get; init; } = [];
}

/// <summary>How to mend the defect by one means.</summary>
/// <param name="Kind">"terraform", "gcloud", "dockerfile", …; "text" for prose.</param>
/// <param name="Text">A snippet that works when pasted; Markdown for "text".</param>
public sealed record RuleRemedy(string Kind, string Text)
{
    /// <summary>The language of the snippet as Markdown's fences name it.</summary>
    public string Language => Kind switch
    {
        "terraform" => "hcl",
        "gcloud" or "shell" => "sh",
        "dockerfile" => "dockerfile",
        "compose" or "workflow" or "cloudbuild" => "yaml",
        "env" => "sh",
        _ => "",
    };
}

/// <summary>A small repository on which the rule has to report exactly the marked places.</summary>
public sealed record RuleExample
{
    public required string Name { get; init; }

    /// <summary>In the order of the rule file; the sources have their marks <c>[|…|]</c> still.</summary>
    public required ImmutableArray<RuleExampleFile> Files { get; init; }

    /// <summary>The environment in which the findings are expected; null for all.</summary>
    public string? Environment { get; init; }

    public ImmutableDictionary<string, Value> Options { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>The day of the run; null where the rule does not ask for it.</summary>
    public DateOnly? Today { get; init; }
}

/// <summary>A file of an example.</summary>
public sealed record RuleExampleFile(string Path, string MarkedSource);
