using System.CommandLine;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary><c>gcp-lint audit</c>: its words.</summary>
internal sealed class AuditCommand(ITerminal terminal)
{
    private readonly Option<string[]> _from = new("--from")
    {
        HelpName = "FILE",
        Description = "An export of 'gcloud asset export' or 'gcloud asset list --format=json', plain or gzip; a folder of such files; '-' for standard input. May be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _complete = new("--complete")
    {
        HelpName = "TYPE",
        Description = "An asset type of which the exports hold all there is, or 'all': only then does it mean something that a thing is missing. Otherwise an export that has a project and its services counts as whole for the inventory of that project.",
    };

    private readonly Option<string?> _source = new("--source")
    {
        HelpName = "DIR",
        Description = "The repository that made the project: findings are placed at the lines that define their resources, and it says what has to exist. Without it the repository of the working folder.",
    };

    private readonly Option<bool> _noSource = new("--no-source") { Description = "Look at no repository: findings are placed in the exports." };

    private readonly Option<bool> _strictCoverage = new("--strict-coverage") { Description = "End with exit code 3 when something was not assessed because it was not read." };

    private readonly Option<bool> _inventory = new("--inventory") { Description = "Tell what there is, by type and location, instead of the findings." };

    private readonly Option<string?> _framework = new("--framework")
    {
        HelpName = "NAME",
        Description = "Report control by control on a framework, as cis-gcp-5.0, instead of the findings: pass, fail, manual or not assessed, with what says so.",
    };

    private readonly Option<TableFormat?> _table = Choices.Option(
        "--as",
        "The form of --inventory and --framework (default table).",
        ("table", TableFormat.Console),
        ("json", TableFormat.Json),
        ("csv", TableFormat.Csv),
        ("markdown", TableFormat.Markdown));

    private readonly Option<bool> _printRole = new("--print-role") { Description = "Print the custom role that an auditing principal needs, as YAML, and end." };

    private readonly LiveOptions _live = new();

    private readonly RunOptions _run = new("repository");

    public DocumentedCommand Create()
    {
        var command = new Command("audit", "Judge live projects by the same rules: over the interfaces of Google Cloud, or from exports of Cloud Asset Inventory.");
        foreach (Option option in (Option[])[.. _live.Parents, _from, _complete, _source, _noSource, _strictCoverage, _inventory, _framework, _table, .. _live.Ways, _printRole, .. _run.First, .. _run.Last])
        {
            command.Options.Add(option);
        }

        command.SetAction(result => (int)new AuditRun(terminal, Read(result)).Run());
        return new DocumentedCommand(
            command,
            [
                new CommandExample("gcp-lint audit --project shop", "a live project, with the credentials of 'gcloud auth application-default login'"),
                new CommandExample("gcp-lint audit --organization 123456789012 --impersonate auditor@sec.iam.gserviceaccount.com", "all projects of an organization, as a service account that may only read"),
                new CommandExample("gcp-lint audit --print-role > role.yaml", "what that account has to be granted"),
                new CommandExample("gcp-lint audit --from assets.ndjson", "an export, judged by the rules of scans"),
                new CommandExample("gcloud asset list --project shop --content-type resource --format json | gcp-lint audit --from -", "what the project has now"),
                new CommandExample("gcp-lint audit --from exports/ --strict-coverage --report sarif=audit.sarif", "a folder of shards; what was not read fails the run"),
                new CommandExample("gcp-lint audit --from assets.ndjson --framework cis-gcp-5.0 --as csv", "a compliance report, control by control"),
                new CommandExample("gcp-lint audit --from assets.ndjson --inventory", "what there is, by type and location"),
            ],
            [
                "What was not read is never a pass: each rule is failed, passed, not assessed (with the reason) or not applicable. "
                + "Policies, audit logs and sinks of folders and the organization hold for their projects where the exports have them; what depends on them is not assessed otherwise.",
                "Ctrl-C stops reading: what was read is judged, and the report says that it is a part. Nothing is ever changed in a project, and no contents of secrets are read.",
                "Exit codes are those of 'scan'; 3 with --strict-coverage also says that something was not read.",
            ]);
    }

    private AuditArguments Read(ParseResult result) => _live.Read(result, new AuditArguments
    {
        Run = _run.Read(result),
        From = result.GetValue(_from) ?? [],
        Complete = result.GetValue(_complete) ?? [],
        Source = result.GetValue(_source),
        NoSource = result.GetValue(_noSource),
        StrictCoverage = result.GetValue(_strictCoverage),
        Inventory = result.GetValue(_inventory),
        Framework = result.GetValue(_framework),
        Table = result.GetValue(_table) ?? TableFormat.Console,
        PrintRole = result.GetValue(_printRole),
    });
}
