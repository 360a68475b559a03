using System.CommandLine;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint inspect</c>: the model as it was read, before any rule.</summary>
internal sealed class InspectCommand(ITerminal terminal)
{
    private enum InspectFormat : byte
    {
        Json,
        Text,
    }

    private readonly Argument<string> _path = new("path")
    {
        HelpName = "PATH",
        Description = "A folder; its own Terraform files are the root module.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<InspectFormat?> _format = Choices.Option("--format", "json (default), or text with the way each value came.", ("json", InspectFormat.Json), ("text", InspectFormat.Text));

    private readonly Option<string?> _environment = new("--env") { HelpName = "NAME", Description = "With the variables of this environment; otherwise with those that Terraform reads by itself." };

    private readonly Option<string[]> _variables = new("--var") { HelpName = "NAME=VALUE", Description = "Set a Terraform variable, stronger than any file." };

    private readonly PlanOptions _plans = new();

    public DocumentedCommand Create()
    {
        var command = new Command("inspect", "Print the model as it was read: files, resources with their values, outputs and locals.");
        command.Arguments.Add(_path);
        command.Options.Add(_format);
        command.Options.Add(_environment);
        command.Options.Add(_variables);
        foreach (Option option in _plans.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(result => (int)(_plans.Read(result) is { IsEmpty: false } plans
            ? InspectPlans(plans, result.GetValue(_path) ?? ".", result.GetValue(_format) ?? InspectFormat.Json, result.GetValue(_environment))
            : Inspect(result.GetValue(_path) ?? ".", result.GetValue(_format) ?? InspectFormat.Json, result.GetValue(_environment), result.GetValue(_variables) ?? [])));
        return new DocumentedCommand(
            command,
            [
                new CommandExample("gcp-lint inspect infra --format json", "what a root module makes"),
                new CommandExample("gcp-lint inspect infra --env prod", "the same in one environment"),
                new CommandExample("gcp-lint inspect infra --format text", "where each value comes from"),
                new CommandExample("gcp-lint inspect --plan plan.json", "what a plan makes, sensitive values masked"),
            ],
            ["A value that is not known before an apply is {\"$unknown\": true, \"reason\": \"...\"}."]);
    }

    private ExitCode InspectPlans(PlanArguments plans, string path, InspectFormat format, string? environment) => format == InspectFormat.Json
        ? new PlanInspection(terminal, plans).Run(path, environment)
        : throw new UsageException("plans and states are printed as --format json only.");

    private ExitCode Inspect(string path, InspectFormat format, string? environment, string[] variables)
    {
        string folder = Path.GetFullPath(path, terminal.CurrentDirectory);
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder '{path}'.");
        }

        var files = new DiskFileSystem(folder);
        ConfigurationLayer layer = SourceReader.ReadText(files, ConfigurationReader.FileName) is { } configuration
            ? ConfigurationReader.Read(configuration).Layer
            : ConfigurationLayer.Empty;
        ScanResult result = ScanEngine.Run(
            new ScanRequest
            {
                Files = files,
                Rules = [],
                Configuration = layer.Resolve(),
                Today = DateOnly.FromDateTime(terminal.Time.GetLocalNow().DateTime),
                EnvironmentNames = environment is null ? [] : [environment],
                Variables = Assignments.Parse(variables),
            },
            terminal.Cancellation);
        RootModule root = environment is null ? EvaluateAlone(result, folder) : EvaluateIn(result, folder, environment);
        if (format == InspectFormat.Text)
        {
            InspectionText.Write(terminal.Out, root);
        }
        else
        {
            InspectionJson.Write(terminal.Out, result, root);
        }

        return ExitCode.Clean;
    }

    /// <summary>
    /// The root module as Terraform sees it when nobody names a file of variables: environments that the repository
    /// declares are left aside.
    /// </summary>
    private RootModule EvaluateAlone(ScanResult result, string folder)
    {
        TerraformInput input = InputOf(result);
        return RootModule.Read(folder, input with { Files = [.. input.Files.Where(file => !IsOtherVariableFile(file.Path))] }, null, terminal.Cancellation);
    }

    private RootModule EvaluateIn(ScanResult result, string folder, string environment) =>
        result.Model.Deployments.Any(deployment => deployment.Path == "." && deployment.Environment?.Name.Text == environment)
            ? RootModule.Read(folder, InputOf(result), new EnvironmentName(environment), terminal.Cancellation)
            : throw new UsageException($"there is no environment '{environment}' of the root module.");

    private static TerraformInput InputOf(ScanResult result) => result.Terraform ?? new TerraformInput { Files = [] };

    private static bool IsOtherVariableFile(string path) =>
        (path.EndsWith(".tfvars", StringComparison.Ordinal) || path.EndsWith(".tfvars.json", StringComparison.Ordinal)) && !IsReadByItself(path);

    private static bool IsReadByItself(string path) =>
        path is "terraform.tfvars" or "terraform.tfvars.json"
        || path.EndsWith(".auto.tfvars", StringComparison.Ordinal)
        || path.EndsWith(".auto.tfvars.json", StringComparison.Ordinal);
}
