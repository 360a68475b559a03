using System.CommandLine;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint scan</c>: its words.</summary>
internal sealed class ScanCommand(ITerminal terminal)
{
    private readonly Argument<string[]> _paths = new("paths")
    {
        HelpName = "PATH",
        Description = "Folders and files to scan; the working folder if neither they nor plans nor images are given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly RunOptions _run = new("scan");

    private readonly Option<string[]> _environments = new("--env") { HelpName = "NAME", Description = "Evaluate this environment only; may be given several times." };

    private readonly Option<string[]> _variables = new("--var") { HelpName = "NAME=VALUE", Description = "Set a Terraform variable, stronger than any file." };

    private readonly Option<string[]> _variableFiles = new("--var-file") { HelpName = "FILE", Description = "Read Terraform variables from a file, later ones stronger." };

    private readonly PlanOptions _plans = new();

    private readonly Option<string[]> _images = new("--image")
    {
        HelpName = "IMAGE",
        Description = "Judge a container image, by its name in a Docker Engine (DOCKER_HOST), or as oci:DIR[:TAG] or a tar file of `docker save`; may be given several times.",
    };

    private readonly Option<string?> _platform = new("--platform") { HelpName = "OS/ARCH", Description = "Of an image that is there for several; linux/amd64 if it is not given." };

    public DocumentedCommand Create()
    {
        var command = new Command("scan", "Scan folders and files and report what is wrong with them.");
        command.Arguments.Add(_paths);
        foreach (Option option in (Option[])[.. _run.First, _environments, _variables, _variableFiles, .. _plans.All, _images, _platform, .. _run.Last])
        {
            command.Options.Add(option);
        }

        _paths.Validators.Add(result => UsageErrors.RefuseOptions(result, command));
        command.SetAction(result => (int)new ScanRun(terminal, Read(result)).Run());
        return new DocumentedCommand(
            command,
            [
                new CommandExample("gcp-lint scan .", "everything below this folder"),
                new CommandExample("gcp-lint scan infra Dockerfile --fail-on medium", "a folder and a file; medium findings fail the run"),
                new CommandExample("gcp-lint scan . --report sarif=gcp-lint.sarif", "for people on the console, for code scanning in a file"),
                new CommandExample("gcp-lint scan infra --env prod --var region=europe-west1", "one environment, with a variable set"),
                new CommandExample("gcp-lint scan --plan plan.json", "a plan (terraform show -json), with findings at the lines of the source here"),
                new CommandExample("gcp-lint scan . --plan plan.json --state state.json", "the tree, and what will be and what is in place of its Terraform"),
                new CommandExample("gcp-lint scan . --org-policy constraints.yaml", "against your organisation's own constraints too"),
                new CommandExample("gcp-lint scan --image my-project/api:1.4", "what an image that the Docker Engine has is made of"),
                new CommandExample("gcp-lint scan . --image api.tar", "a repository and what `docker save` wrote of its image"),
                new CommandExample("gcp-lint scan . --profile strict --disable 'docker/*'", "all rules but those about Dockerfiles"),
            ],
            [
                "Exit codes: 0 nothing at or above the threshold; 1 findings at or above it; 2 wrong usage or configuration; "
                + "3 input that could not be analysed (it is listed; --allow-errors turns this off); 130 stopped by Ctrl-C. "
                + "The last line says what was looked at: reports for machines have it on standard error.",
            ]);
    }

    private ScanArguments Read(ParseResult result) => _run.Read(result) with
    {
        Paths = result.GetValue(_paths) ?? [],
        Plans = _plans.Read(result),
        Images = result.GetValue(_images) ?? [],
        Platform = result.GetValue(_platform),
        Environments = result.GetValue(_environments) ?? [],
        Variables = result.GetValue(_variables) ?? [],
        VariableFiles = result.GetValue(_variableFiles) ?? [],
    };
}
