using System.CommandLine;
using GcpLint.Analyzer.Configuration;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint init</c>: a configuration file in which everything is explained and nothing is set.</summary>
internal sealed class InitCommand(ITerminal terminal)
{
    private readonly Option<bool> _force = new("--force") { Description = "Write over a file that is there." };

    public DocumentedCommand Create()
    {
        var command = new Command("init", $"Write a commented {ConfigurationReader.FileName} into the working folder.");
        command.Options.Add(_force);
        command.SetAction(result => (int)Write(result.GetValue(_force)));
        return new DocumentedCommand(command, [new CommandExample("gcp-lint init", $"write {ConfigurationReader.FileName}")], []);
    }

    /// <summary>Only what a file without settings means: a run with it is the same as a run without it.</summary>
    public const string Content =
        """
        # yaml-language-server: $schema=https://raw.githubusercontent.com/gcp-lint/gcp-lint/main/docs/gcp-lint.schema.json
        # Settings of gcp-lint. All of them are optional; what is shown is an example. 'gcp-lint rules' lists the rules.

        # Which rules run: those that are certain and matter (default), or all (strict).
        profile: default

        # The least severity that makes a scan end with exit code 1: never, low, medium, high or critical.
        fail-on: high

        # Patterns in the syntax of .gitignore. What matches 'exclude' is not read; with 'include' only what matches is.
        # exclude:
        #   - examples/
        # include:
        #   - infra/

        # Rules that run whatever the profile says, and rules that do not run: ids, or areas as docker/*.
        # enable:
        #   - docker/healthcheck
        # disable:
        #   - docker/*

        # Severity and options of single rules.
        # rules:
        #   docker/healthcheck:
        #     severity: low

        # Environments that the files do not show by themselves. Tiers: development, test, staging, production.
        # environments:
        #   prod:
        #     tier: production
        #     root: infra
        #     var-files: [infra/prod.tfvars]
        #     variables:
        #       region: europe-west1

        # Findings that do not count. A reason is required; 'until' is the last day on which it holds.
        # suppressions:
        #   - rules: [docker/non-root-user]
        #     paths: [tools/]
        #     reason: Runs in CI only, never deployed.
        #     until: 2027-01-31

        # What the projects of this organisation have to have; what is missing or differs is reported.
        # expect:
        #   apis: [run.googleapis.com]
        #   secrets: [jwt-secret]
        #   regions: [europe-west1]
        #   service-accounts:
        #     api:
        #       roles: [roles/cloudsql.client]
        #   environments:
        #     production:
        #       database-tiers: [db-custom-1-3840]

        # Policies of the organisation that are written elsewhere; what they refuse is reported.
        # org-policies:
        #   - constraint: sql.restrictPublicIp
        #     enforce: true

        # Folders with rules of your own, relative to this file.
        # rule-folders:
        #   - policies

        """;

    private ExitCode Write(bool force)
    {
        string path = Path.Combine(terminal.CurrentDirectory, ConfigurationReader.FileName);
        if (File.Exists(path) && !force)
        {
            throw new UsageException($"'{ConfigurationReader.FileName}' is there already; --force writes over it.");
        }

        AtomicFile.Write(path, writer => writer.Write(Content), terminal.Cancellation);
        terminal.Out.WriteLine($"Wrote {ConfigurationReader.FileName}");
        return ExitCode.Clean;
    }
}
