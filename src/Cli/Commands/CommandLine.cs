using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GcpLint.Cli.Reporters;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary>From words of a command line to the end of a run.</summary>
internal static class CommandLine
{
    /// <summary>Help is no wider: long lines are hard to read.</summary>
    private const int MaxHelpWidth = 100;

    public static ExitCode Run(IReadOnlyList<string> words, ITerminal terminal)
    {
        RootCommand root = Create(terminal);
        ParseResult parsed = root.Parse(words);
        if (parsed.Action is ParseErrorAction)
        {
            UsageErrors.Write(parsed, terminal.Error);
            return ExitCode.Usage;
        }

        try
        {
            return (ExitCode)parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException wrong)
        {
            Complain(terminal, wrong.Message);
            foreach (string detail in wrong.Details)
            {
                terminal.Error.WriteLine($"  {SafeText.Line(detail)}");
            }

            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Complain(terminal, failure.Message);
            return ExitCode.Usage;
        }
    }

    private static void Complain(ITerminal terminal, string message) =>
        terminal.Error.WriteLine($"{ToolVersion.Name}: {SafeText.WithoutCommands(SafeText.Line(message), atLineStart: false)}");

    private static RootCommand Create(ITerminal terminal)
    {
        var root = new RootCommand("Lints what decides how a service reaches Google Cloud: Dockerfiles, compose, Terraform, Cloud Build, GitHub workflows, shell scripts and .env files.");
        DocumentedCommand[] commands =
        [
            new ScanCommand(terminal).Create(),
            new AuditCommand(terminal).Create(),
            new ExplainCommand(terminal).Create(),
            .. new RulesCommand(terminal).Create(),
            new InspectCommand(terminal).Create(),
            new InitCommand(terminal).Create(),
            new CompletionCommand(terminal).Create(),
        ];
        foreach (DocumentedCommand command in commands.Where(command => command.Command.Parents.All(parent => parent is not Command)))
        {
            root.Subcommands.Add(command.Command);
        }

        var rootPage = new DocumentedCommand(
            root,
            [
                new CommandExample("gcp-lint scan .", "everything below this folder"),
                new CommandExample("gcp-lint explain sql/deletion-protection", "why a rule matters and how to mend it"),
                new CommandExample("gcp-lint init", "a configuration file to start from"),
            ],
            []);
        var help = new HelpPage([rootPage, .. commands], Math.Clamp(terminal.Width, ReportOptions.DefaultWidth, MaxHelpWidth));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption)
            {
                option.Description = "Show this help.";
                option.Action = help;
            }
            else if (option is VersionOption)
            {
                option.Description = "Show the version.";
                option.Action = new VersionAction();
            }
        }

        root.SetAction(result =>
        {
            help.Write(root, result.InvocationConfiguration.Error);
            return (int)ExitCode.Usage;
        });
        return root;
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"{ToolVersion.Name} {ToolVersion.Text}");
            return (int)ExitCode.Clean;
        }
    }
}
