using System.CommandLine;
using System.CommandLine.Parsing;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>Tells what is wrong with a command line, with the nearest right name.</summary>
internal static class UsageErrors
{
    public static void Write(ParseResult result, TextWriter output)
    {
        Command command = result.CommandResult.Command;
        string[] unknown = [.. result.UnmatchedTokens.Distinct()];
        string[] messages =
        [
            .. unknown.Select(token => Unknown(token, command)),
            .. result.Errors.Select(error => error.Message)
                .Where(message => !unknown.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal))),
        ];
        foreach (string message in messages.Distinct())
        {
            output.WriteLine($"{ToolVersion.Name}: {message}");
        }

        output.WriteLine($"See '{CommandLineOf(command)} --help'.");
    }

    /// <summary>What to say of a word that looks like an option but is none.</summary>
    public static string Unknown(string token, Command command)
    {
        bool isOption = token.StartsWith('-');
        IEnumerable<string> known = isOption
            ? NamesOf(command)
            : command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name);
        string name = isOption && token.IndexOf('=') is var equals and > 0 ? token[..equals] : token;
        string proposal = Spelling.Nearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        string kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"unknown {kind} '{name}'.{proposal}";
    }

    /// <summary>
    /// System.CommandLine takes an unknown option for one more argument where there may be several: this refuses what
    /// begins with '-' and is no file.
    /// </summary>
    public static void RefuseOptions(ArgumentResult result, Command command)
    {
        foreach (Token token in result.Tokens)
        {
            if (token.Value.Length > 1 && token.Value[0] == '-' && !Path.Exists(token.Value))
            {
                result.AddError(Unknown(token.Value, command));
            }
        }
    }

    private static IEnumerable<string> NamesOf(Command command)
    {
        IEnumerable<Option> options = command.Options;
        for (Command? parent = command.Parents.OfType<Command>().FirstOrDefault(); parent is not null; parent = parent.Parents.OfType<Command>().FirstOrDefault())
        {
            options = options.Concat(parent.Options.Where(option => option.Recursive));
        }

        return options.SelectMany(option => option.Aliases.Append(option.Name));
    }

    private static string CommandLineOf(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return command is RootCommand || parent is null ? ToolVersion.Name : $"{CommandLineOf(parent)} {command.Name}";
    }
}
