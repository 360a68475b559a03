using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds accounts of the image that is shipped that are given a login shell.</summary>
internal sealed class NoLoginShell : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/no-login-shell");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.GetShippedLayers(context.Model))
        {
            foreach ((RunInstruction run, ContainerCommand command) in stage.GetRunCommands())
            {
                if (command.Name is "useradd" or "adduser" or "usermod" or "chsh"
                    && command.Option("-s", "--shell") is { } shell
                    && RepositoryPath.NameOf(shell) is "bash" or "sh" or "zsh" or "ash" or "dash" or "fish" or "ksh")
                {
                    context.ReportAt(run, $"`{command.Name}` gives the account of the service the login shell `{shell}`. Nobody logs in here: use `--shell /usr/sbin/nologin`.");
                }
            }
        }
    }
}
