using System.CommandLine;
using GcpLint.Analyzer.Rules;
using GcpLint.Cli.Reporters;
using GcpLint.Cli.Reporters.Console;
using GcpLint.Cli.Terminal;
using GcpLint.Rules;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint explain</c>: all that a rule's file says to people.</summary>
internal sealed class ExplainCommand(ITerminal terminal)
{
    private readonly Argument<string> _id = new("id") { HelpName = "ID", Description = "The id of a rule, as sql/deletion-protection." };

    private readonly Option<bool> _markdown = new("--markdown") { Description = "Markdown, as in the documentation." };

    public DocumentedCommand Create()
    {
        var command = new Command("explain", "Tell why a rule matters, how to mend what it finds and what it looks like.");
        command.Arguments.Add(_id);
        command.Options.Add(_markdown);
        _id.CompletionSources.Add(_ => RuleCatalog.BuiltIn.Rules.Select(rule => new System.CommandLine.Completions.CompletionItem(rule.Metadata.Id.Text)));
        command.SetAction(result => (int)Explain(result.GetValue(_id) ?? "", result.GetValue(_markdown)));
        return new DocumentedCommand(
            command,
            [
                new CommandExample("gcp-lint explain docker/non-root-user", "everything about a rule"),
                new CommandExample("gcp-lint explain docker/non-root-user --markdown", "the same as a page"),
            ],
            []);
    }

    private ExitCode Explain(string id, bool markdown)
    {
        RuleCatalog catalog = RuleCatalog.BuiltIn;
        RuleMetadata rule = catalog.Find(id)?.Metadata ?? throw new UsageException(ScanSettings.UnknownRule(id, catalog));
        if (markdown)
        {
            terminal.Out.WriteLine(RuleHelp.Markdown(rule));
        }
        else
        {
            Write(rule, new StyledWriter(terminal.Out, terminal.IsOutTerminal && string.IsNullOrEmpty(terminal.GetEnvironmentVariable("NO_COLOR"))));
        }

        return ExitCode.Clean;
    }

    private void Write(RuleMetadata rule, StyledWriter output)
    {
        int width = Math.Clamp(terminal.Width, ReportOptions.DefaultWidth, 100);
        output.WriteLine(rule.Id.Text, Ink.Strong);
        output.WriteLine(rule.Title);
        output.WriteLine();
        Field(output, "severity", rule.Severity.Word, ConsoleReporter.InkOf(rule.Severity));
        Field(output, "profile", RuleTable.Word(rule.Profile));
        Field(output, "confidence", RuleTable.Word(rule.Confidence));
        Field(output, "looks at", string.Join(", ", rule.ResourceTypes.IsEmpty ? rule.Subjects : rule.ResourceTypes));
        Field(output, "environments", RuleTable.Word(rule.Environments));
        Field(output, "since", rule.Since);
        Field(output, "controls", string.Join(", ", rule.Controls));
        Field(output, "same as", string.Join(", ", rule.Equivalents));
        Section(output, "Why", rule.Documentation.Why, width);
        foreach (RuleRemedy remedy in rule.Documentation.Remedies)
        {
            string title = remedy.Kind == "text" ? "Remedy" : $"Remedy ({remedy.Kind})";
            if (remedy.Kind is "text" or "console")
            {
                Section(output, title, remedy.Text, width);
            }
            else
            {
                Verbatim(output, title, remedy.Text);
            }
        }

        if (!rule.Options.IsEmpty)
        {
            Verbatim(output, "Options", string.Join('\n', rule.Options.Select(option => $"{option.Name} ({RuleTable.Word(option.Type)}, default {option.Default}): {option.Description}")));
        }

        Examples(output, "Fails", rule.Documentation.Failing);
        Examples(output, "Passes", rule.Documentation.Passing);
        if (!rule.References.IsEmpty)
        {
            Verbatim(output, "References", string.Join('\n', rule.References));
        }

        Verbatim(output, "Suppress", $"# gcp-lint: ignore[{rule.Id}] reason");
    }

    private static void Examples(StyledWriter output, string title, IEnumerable<RuleExample> examples)
    {
        foreach (RuleExample example in examples)
        {
            IEnumerable<string> files = example.Files.Select(file => $"# {file.Path}\n{WithoutMarks(file.MarkedSource).TrimEnd()}");
            Verbatim(output, $"{title}: {example.Name}", string.Join("\n\n", files));
        }
    }

    private static string WithoutMarks(string marked) =>
        marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static void Field(StyledWriter output, string name, string value, Ink ink = Ink.Plain)
    {
        if (value.Length > 0)
        {
            output.Write($"{name,-13}", Ink.Faint).WriteLine(value, ink);
        }
    }

    private static void Section(StyledWriter output, string title, string text, int width)
    {
        if (text.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(title, Ink.Strong);
        foreach (string line in WordWrap.Lines(Unwrapped(text), width - 2))
        {
            output.WriteLine(line.Length == 0 ? "" : "  " + line);
        }
    }

    /// <summary>Each paragraph and each item of a list as one line: the author's line ends mean nothing to Markdown.</summary>
    private static string Unwrapped(string text)
    {
        var lines = new List<string>();
        bool continues = false;
        foreach (string line in text.Trim().ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            if (continues && line.Length > 0 && !line.StartsWith("- ", StringComparison.Ordinal))
            {
                lines[^1] += " " + line;
            }
            else
            {
                lines.Add(line);
            }

            continues = line.Length > 0;
        }

        return string.Join('\n', lines);
    }

    private static void Verbatim(StyledWriter output, string title, string text)
    {
        output.WriteLine();
        output.WriteLine(title, Ink.Strong);
        foreach (string line in RuleHelp.Indent(text.TrimEnd(), "  ").Split('\n'))
        {
            output.WriteLine(line);
        }
    }
}
