using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GcpLint.Cli.Reporters.Console;

namespace GcpLint.Cli.Commands;

/// <summary>A line that a user could type, and what for.</summary>
internal sealed record CommandExample(string Line, string Purpose);

/// <summary>A command with the parts of its help that System.CommandLine has no place for.</summary>
/// <param name="Command">The command.</param>
/// <param name="Examples">At least one.</param>
/// <param name="Notes">Paragraphs behind the examples.</param>
internal sealed record DocumentedCommand(Command Command, IReadOnlyList<CommandExample> Examples, IReadOnlyList<string> Notes);

/// <summary>Writes the help of a command: usage, arguments, options, examples; the same on every machine.</summary>
internal sealed class HelpPage(IReadOnlyList<DocumentedCommand> documented, int width) : SynchronousCommandLineAction
{
    /// <summary>Descriptions begin at the same column, if the options are not longer than that.</summary>
    private const int FirstColumn = 30;

    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return (int)ExitCode.Clean;
    }

    public void Write(Command command, TextWriter output)
    {
        Paragraph(output, command.Description ?? "", "");
        output.WriteLine();
        output.WriteLine("Usage:");
        Paragraph(output, Usage(command), "  ");
        Section(output, "Arguments", command.Arguments.Where(argument => !argument.Hidden)
            .Select(argument => (NameOf(argument), argument.Description ?? "")));
        Section(output, "Commands", command.Subcommands.Where(child => !child.Hidden)
            .Select(child => (UsageOf(child), child.Description ?? "")));
        Section(output, "Options", OptionsOf(command).Where(option => !option.Hidden)
            .Select(option => (NameOf(option), option.Description ?? "")));
        if (documented.FirstOrDefault(candidate => candidate.Command == command) is not { } page)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (CommandExample example in page.Examples)
        {
            output.WriteLine($"  # {example.Purpose}");
            output.WriteLine($"  {example.Line}");
        }

        foreach (string note in page.Notes)
        {
            output.WriteLine();
            Paragraph(output, note, "");
        }
    }

    private static IEnumerable<Option> OptionsOf(Command command)
    {
        IEnumerable<Option> options = command.Options;
        for (Command? parent = ParentOf(command); parent is not null; parent = ParentOf(parent))
        {
            options = options.Concat(parent.Options.Where(option => option.Recursive));
        }

        // Help stands last: whoever reads this knows it.
        return options.OrderBy(option => option is HelpOption);
    }

    private static Command? ParentOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault();

    private static string Usage(Command command)
    {
        var words = new List<string>();
        for (Command? current = command; current is not null; current = ParentOf(current))
        {
            words.Insert(0, current is RootCommand ? ToolVersion.Name : current.Name);
        }

        if (command.Subcommands.Count > 0)
        {
            words.Add(command.Action is null ? "COMMAND" : "[COMMAND]");
        }

        words.AddRange(command.Arguments.Select(NameOf));
        words.Add("[OPTIONS]");
        return string.Join(' ', words);
    }

    private static string UsageOf(Command command) => string.Join(' ', command.Arguments.Select(NameOf).Prepend(command.Name));

    private static string NameOf(Argument argument)
    {
        string name = argument.HelpName ?? argument.Name;
        name = argument.Arity.MaximumNumberOfValues > 1 ? name + "..." : name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string NameOf(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Append(option.Name).OrderBy(name => name.Length));
        return option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? names : $"{names} {option.HelpName ?? "VALUE"}";
    }

    private void Section(TextWriter output, string title, IEnumerable<(string Name, string Description)> rows)
    {
        (string Name, string Description)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach ((string name, string description) in all)
        {
            string head = $"  {name}";
            string[] lines = [.. WordWrap.Lines(description, width - FirstColumn)];
            bool fits = head.Length + 2 <= FirstColumn;
            output.WriteLine(fits ? head.PadRight(FirstColumn) + lines[0] : head);
            foreach (string line in fits ? lines.Skip(1) : lines)
            {
                output.WriteLine(new string(' ', FirstColumn) + line);
            }
        }
    }

    private void Paragraph(TextWriter output, string text, string indent)
    {
        foreach (string line in WordWrap.Lines(text, width - indent.Length))
        {
            output.WriteLine(indent + line);
        }
    }
}
