using System.Text;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Cli.Reporters;

/// <summary>What a rule's file says to people, as Markdown and as plain text: SARIF's help and <c>explain</c> show it.</summary>
internal static class RuleHelp
{
    public static string Markdown(RuleMetadata rule)
    {
        var text = new StringBuilder();
        Paragraph(text, $"**{rule.Title}.**");
        Paragraph(text, rule.Documentation.Why);
        foreach (RuleRemedy remedy in rule.Documentation.Remedies)
        {
            Paragraph(text, remedy.Kind == "text" ? "**Remedy**" : $"**Remedy ({remedy.Kind})**");
            if (remedy.Kind is "text" or "console")
            {
                Paragraph(text, remedy.Text);
            }
            else
            {
                string fence = Fence(remedy.Text);
                Paragraph(text, $"{fence}{remedy.Language}\n{remedy.Text.TrimEnd()}\n{fence}");
            }
        }

        List(text, "References", rule.References.Select(reference => $"<{reference}>"));
        List(text, "Controls", rule.Controls);
        List(text, "The same defect in other tools", rule.Equivalents.Select(equivalent => $"`{equivalent}`"));
        Paragraph(text, $"Suppress with `# gcp-lint: ignore[{rule.Id}] reason`.");
        return text.ToString().TrimEnd();
    }

    public static string Text(RuleMetadata rule)
    {
        var text = new StringBuilder();
        Paragraph(text, rule.Title + ".");
        Paragraph(text, rule.Documentation.Why);
        foreach (RuleRemedy remedy in rule.Documentation.Remedies)
        {
            string head = remedy.Kind == "text" ? "Remedy:" : $"Remedy ({remedy.Kind}):";
            Paragraph(text, $"{head}\n{Indent(remedy.Text.TrimEnd(), "    ")}");
        }

        List(text, "References", rule.References);
        List(text, "Controls", rule.Controls);
        List(text, "The same defect in other tools", rule.Equivalents);
        return text.ToString().TrimEnd();
    }

    public static string Indent(string text, string indent) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length == 0 ? line : indent + line));

    /// <summary>More backquotes than the snippet has in a row, so that it cannot close its own fence.</summary>
    private static string Fence(string snippet)
    {
        int longest = 0;
        int run = 0;
        foreach (char unit in snippet)
        {
            run = unit == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', Math.Max(3, longest + 1));
    }

    private static void Paragraph(StringBuilder text, string paragraph)
    {
        string trimmed = paragraph.ReplaceLineEndings("\n").Trim('\n', ' ');
        if (trimmed.Length > 0)
        {
            text.Append(trimmed).Append("\n\n");
        }
    }

    private static void List(StringBuilder text, string head, IEnumerable<string> items)
    {
        string[] lines = [.. items.Select(item => $"- {item}")];
        if (lines.Length > 0)
        {
            Paragraph(text, $"{head}:\n\n{string.Join('\n', lines)}");
        }
    }
}
