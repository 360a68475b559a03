using System.Collections.Immutable;
using System.CommandLine;
using GcpLint.Analyzer.Rules;
using GcpLint.Cli.Terminal;
using GcpLint.Rules;
using GcpLint.Rules.Examples;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint rules</c>: lists, scaffolds and tests rules.</summary>
internal sealed class RulesCommand(ITerminal terminal)
{
    private enum ListFormat : byte
    {
        Table,
        Json,
        Markdown,
    }

    private readonly Option<ListFormat?> _format = Choices.Option(
        "--format",
        "table (default), json or markdown.",
        ("table", ListFormat.Table),
        ("json", ListFormat.Json),
        ("markdown", ListFormat.Markdown));

    private readonly Option<RuleProfile?> _profile = Choices.Option(
        "--profile",
        "Only the rules of a profile; strict has all.",
        ("default", RuleProfile.Default),
        ("strict", RuleProfile.Strict));

    private readonly Argument<string> _newId = new("id") { HelpName = "AREA/NAME", Description = "The id of the new rule: what it is about, in lower case, as sql/backups." };

    private readonly Option<bool> _code = new("--code") { Description = "Its check is a C# class: for rules that need more than one subject." };

    private readonly Argument<string> _directory = new("directory") { HelpName = "DIR", Description = "A folder with AREA/NAME.yaml files." };

    /// <summary>The command and those below it, each with its help.</summary>
    public ImmutableArray<DocumentedCommand> Create()
    {
        var list = new Command("rules", "List the rules; scaffold and test rules of your own.");
        list.Options.Add(_format);
        list.Options.Add(_profile);
        list.SetAction(result => (int)List(result.GetValue(_format) ?? ListFormat.Table, result.GetValue(_profile) ?? RuleProfile.Strict));

        var create = new Command("new", "Write the files of a new rule, to be filled in.");
        create.Arguments.Add(_newId);
        create.Options.Add(_code);
        create.SetAction(result => (int)new RuleScaffold(terminal).Write(result.GetValue(_newId) ?? "", result.GetValue(_code)));
        list.Subcommands.Add(create);

        var test = new Command("test", "Run the examples of the rules in a folder.");
        test.Arguments.Add(_directory);
        test.SetAction(result => (int)Test(result.GetValue(_directory) ?? ""));
        list.Subcommands.Add(test);

        return
        [
            new DocumentedCommand(
                list,
                [
                    new CommandExample("gcp-lint rules", "all rules"),
                    new CommandExample("gcp-lint rules --profile default --format markdown", "what runs unless asked, as a table for a document"),
                    new CommandExample("gcp-lint rules --format json", "every field, for programs"),
                ],
                []),
            new DocumentedCommand(
                create,
                [
                    new CommandExample("gcp-lint rules new sql/backups", "rules/sql/backups.yaml"),
                    new CommandExample("gcp-lint rules new pipeline/rollback --code", "and src/Rules/Pipeline/Rollback.cs"),
                ],
                []),
            new DocumentedCommand(
                test,
                [new CommandExample("gcp-lint rules test policies", "each example of each rule in policies/")],
                ["Exit codes: 0 all examples are as they say; 1 some are not; 2 a rule file is wrong."]),
        ];
    }

    private ExitCode List(ListFormat format, RuleProfile profile)
    {
        RuleMetadata[] rules = [.. RuleCatalog.BuiltIn.Rules.Select(rule => rule.Metadata).Where(rule => rule.Profile <= profile)];
        terminal.Out.WriteLine(format switch
        {
            ListFormat.Json => RuleTable.Json(rules),
            ListFormat.Markdown => RuleTable.Markdown(rules),
            _ => RuleTable.Text(rules),
        });
        return ExitCode.Clean;
    }

    private ExitCode Test(string directory)
    {
        ImmutableArray<SourceText> files = RuleFolder.Read(Path.GetFullPath(directory, terminal.CurrentDirectory));
        RuleCatalog builtIn = RuleCatalog.BuiltIn;
        RuleCatalog catalog = builtIn.With(files);
        string[] errors = [.. catalog.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Summary}. {diagnostic.Detail}".TrimEnd())];
        if (errors.Length > 0)
        {
            throw new UsageException($"rules in '{directory}' are wrong:", errors);
        }

        int run = 0;
        int failed = 0;
        foreach (RuleDefinition rule in catalog.Rules.Where(rule => builtIn.Find(rule.Metadata.Id.Text) is null))
        {
            foreach (ExampleOutcome outcome in ExampleRunner.Run(rule))
            {
                run++;
                if (outcome.Difference is { } difference)
                {
                    failed++;
                    terminal.Out.WriteLine($"FAILED {SafeText.Line(outcome.ToString())}");
                    terminal.Out.WriteLine(SafeText.Lines(difference));
                }
            }
        }

        terminal.Out.WriteLine($"{run} examples, {failed} failed");
        return failed > 0 ? ExitCode.Findings : run > 0 ? ExitCode.Clean : throw new UsageException($"no rule in '{directory}' has an example.");
    }
}
