using System.CommandLine;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary>
/// <c>gcp-lint completion</c>: scripts by which shells ask the program itself, through System.CommandLine's
/// <c>[suggest]</c> directive, what may follow.
/// </summary>
internal sealed class CompletionCommand(ITerminal terminal)
{
    private enum Shell : byte
    {
        Bash,
        Zsh,
        Fish,
    }

    private static readonly (string Word, Shell Value)[] Shells = [("bash", Shell.Bash), ("zsh", Shell.Zsh), ("fish", Shell.Fish)];

    private readonly Argument<string> _shell = new("shell") { HelpName = "SHELL", Description = "bash, zsh or fish." };

    public DocumentedCommand Create()
    {
        var command = new Command("completion", "Print a script that completes commands, options and rule ids in a shell.");
        command.Arguments.Add(_shell);
        _shell.CompletionSources.Add(_ => Shells.Select(shell => new System.CommandLine.Completions.CompletionItem(shell.Word)));
        command.SetAction(result => (int)Write(result.GetValue(_shell) ?? ""));
        return new DocumentedCommand(
            command,
            [
                new CommandExample("source <(gcp-lint completion bash)", "in ~/.bashrc"),
                new CommandExample("source <(gcp-lint completion zsh)", "in ~/.zshrc, behind compinit"),
                new CommandExample("gcp-lint completion fish | source", "in ~/.config/fish/config.fish"),
            ],
            []);
    }

    private ExitCode Write(string word)
    {
        terminal.Out.Write(Choices.Parse("SHELL", word, Shells) switch
        {
            Shell.Zsh => Zsh,
            Shell.Fish => Fish,
            _ => Bash,
        });
        return ExitCode.Clean;
    }

    private const string Bash =
        """
        _gcp_lint() {
          local IFS=$'\n'
          local line=${COMP_LINE#"${COMP_WORDS[0]}"}
          local point=$((COMP_POINT - ${#COMP_WORDS[0]}))
          line=${line# }
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$((point - 1))]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o bashdefault -o default -F _gcp_lint gcp-lint

        """;

    private const string Zsh =
        """
        _gcp_lint() {
          local line="${words[2,-1]}"
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -a found
          _files
        }
        compdef _gcp_lint gcp-lint

        """;

    private const string Fish =
        """
        function __gcp_lint_complete
          set -l line (string replace -r '^\S+\s*' '' -- (commandline -cp))
          gcp-lint "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c gcp-lint -a '(__gcp_lint_complete)'

        """;
}
