using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Declarative;
using GcpLint.Rules.Examples;

namespace GcpLint.Rules.Documentation;

/// <summary>The page of a rule and the index of all, in Markdown: made from the metadata, checked in, compared by a test.</summary>
public static class RuleDocument
{
    /// <summary>The page <c>docs/rules/&lt;area&gt;/&lt;name&gt;.md</c>.</summary>
    public static string Render(RuleDefinition rule)
    {
        RuleMetadata metadata = rule.Metadata;
        RuleDocumentation documentation = metadata.Documentation;
        var page = new StringBuilder();
        page.Append($"# {metadata.Id}\n\n{metadata.Title}.\n\n");
        AddFacts(page, metadata);
        AddSection(page, "Why it matters", documentation.Why);
        AddRemedies(page, documentation);
        AddOptions(page, metadata);
        AddExamples(page, "Reported", documentation.Failing);
        AddExamples(page, "Not reported", documentation.Passing);
        AddSection(page, "References", string.Join('\n', metadata.References.Select(reference => $"- <{reference}>")));
        AddSection(
            page,
            "Suppress",
            $"In a comment on the line or the line above, with the reason:\n\n{Fence($"# gcp-lint: ignore[{metadata.Id}] why it does not count here", "")}");
        page.Append($"Source: [`rules/{metadata.Path}`](../../../rules/{metadata.Path})\n");
        return page.ToString();
    }

    /// <summary>The index <c>docs/rules/README.md</c>: a table an area.</summary>
    public static string RenderIndex(IEnumerable<RuleDefinition> rules)
    {
        var page = new StringBuilder("# Rules\n\nMade from `rules/`. The default profile has the rules that are certain and matter; `strict` has all.\n");
        foreach (IGrouping<string, RuleMetadata> area in rules.Select(rule => rule.Metadata).OrderBy(rule => rule.Id).GroupBy(rule => rule.Id.Area, StringComparer.Ordinal))
        {
            page.Append($"\n## {area.Key}\n\n| rule | severity | profile | what it reports |\n|---|---|---|---|\n");
            foreach (RuleMetadata rule in area)
            {
                page.Append($"| [{rule.Id}]({rule.Id}.md) | {Word(RuleFileKeys.Severities, (int)rule.Severity)} | {Word(RuleFileKeys.Profiles, (int)rule.Profile)} | {Cell(rule.Title)} |\n");
            }
        }

        return page.ToString();
    }

    private static void AddFacts(StringBuilder page, RuleMetadata metadata)
    {
        page.Append("| | |\n|---|---|\n");
        AddFact(page, "Severity", Word(RuleFileKeys.Severities, (int)metadata.Severity));
        AddFact(page, "Confidence", Word(RuleFileKeys.Confidences, (int)metadata.Confidence));
        AddFact(page, "Profile", Word(RuleFileKeys.Profiles, (int)metadata.Profile));
        AddFact(page, "Looks at", string.Join(", ", (metadata.ResourceTypes.IsEmpty ? metadata.Subjects : metadata.ResourceTypes).Select(name => $"`{name}`")));
        AddFact(page, "Environments", metadata.Environments == RuleEnvironments.All ? "" : Word(RuleFileKeys.Environments, (int)metadata.Environments));
        AddFact(page, "Controls", string.Join(", ", metadata.Controls));
        AddFact(page, "Same defect in other tools", string.Join(", ", metadata.Equivalents.Select(name => $"`{name}`")));
        AddFact(page, "Since", metadata.Since);
        page.Append('\n');
    }

    private static void AddFact(StringBuilder page, string name, string value)
    {
        if (value.Length > 0)
        {
            page.Append($"| {name} | {Cell(value)} |\n");
        }
    }

    private static void AddRemedies(StringBuilder page, RuleDocumentation documentation) => AddSection(
        page,
        "How to mend it",
        string.Join("\n\n", documentation.Remedies.Select(remedy => remedy.Kind is "text" or "console" ? remedy.Text : Fence(remedy.Text, remedy.Language))));

    private static void AddOptions(StringBuilder page, RuleMetadata metadata)
    {
        if (metadata.Options.IsEmpty)
        {
            return;
        }

        var table = new StringBuilder("| option | type | default | |\n|---|---|---|---|\n");
        foreach (RuleOption option in metadata.Options)
        {
            table.Append($"| `{option.Name}` | {Word(RuleFileKeys.OptionTypes, (int)option.Type)} | `{Cell(option.Default.ToString())}` | {Cell(option.Description)} |\n");
        }

        AddSection(page, "Options", table.ToString().TrimEnd());
    }

    private static void AddExamples(StringBuilder page, string title, ImmutableArray<RuleExample> examples)
    {
        var text = new StringBuilder();
        foreach (RuleExample example in examples)
        {
            text.Append($"{char.ToUpperInvariant(example.Name[0])}{example.Name[1..]}:\n\n");
            foreach (RuleExampleFile file in example.Files)
            {
                string caption = example.Files.Length > 1 ? $"`{file.Path}`\n\n" : "";
                text.Append($"{caption}{Fence(ExampleSource.Parse(file.Path, file.MarkedSource).Source.Content.TrimEnd(), LanguageOf(file.Path))}\n\n");
            }
        }

        AddSection(page, title, text.ToString().TrimEnd());
    }

    private static void AddSection(StringBuilder page, string title, string text)
    {
        if (text.Length > 0)
        {
            page.Append($"## {title}\n\n{text}\n\n");
        }
    }

    /// <summary>A fence that is longer than any run of backquotes in the text.</summary>
    private static string Fence(string text, string language)
    {
        string fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{fence}{language}\n{text}\n{fence}";
    }

    private static string LanguageOf(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) ? "dockerfile" : Path.GetExtension(name) switch
        {
            ".tf" or ".tfvars" => "hcl",
            ".yaml" or ".yml" => "yaml",
            ".json" => "json",
            ".sh" => "sh",
            _ => "",
        };
    }

    private static string Word(ImmutableArray<string> words, int index) => words[index];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
