using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Cli.Commands;

/// <summary>The options that scans and audits have in common: which rules run, and what becomes of their findings.</summary>
internal sealed class RunOptions
{
    private readonly Option<ReportFormat?> _format =
        Choices.Option("--format", "What goes to standard output, or to the file of --output: console (default), sarif, github or json.", ReportFormats.Words);

    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "Write the report to a file instead." };

    private readonly Option<string[]> _reports = new("--report")
    {
        HelpName = "FORMAT=FILE",
        Description = "Write one more report; may be given several times.",
    };

    private readonly Option<FailOn?> _failOn = Choices.Option(
        "--fail-on",
        "The least severity that ends the run with exit code 1 (default high).",
        ("never", FailOn.Never),
        ("low", FailOn.Low),
        ("medium", FailOn.Medium),
        ("high", FailOn.High),
        ("critical", FailOn.Critical));

    private readonly Option<RuleProfile?> _profile = Choices.Option(
        "--profile",
        "Which rules run: those that are certain and matter (default), or all (strict).",
        ("default", RuleProfile.Default),
        ("strict", RuleProfile.Strict));

    private readonly Option<string[]> _enable = new("--enable") { HelpName = "ID", Description = "Run a rule, or an area as 'docker/*', whatever the profile says." };

    private readonly Option<string[]> _disable = new("--disable") { HelpName = "ID", Description = "Do not run a rule, or an area as 'docker/*'." };

    private readonly Option<string?> _config;

    private readonly Option<string[]> _rulesDirectories = new("--rules-dir") { HelpName = "DIR", Description = "A folder with rules of your own; may be given several times." };

    private readonly Option<string[]> _orgPolicies = new("--org-policy")
    {
        HelpName = "FILE",
        Description = "Custom constraints or policies of your organisation, as 'gcloud org-policies' takes them; may be given several times.",
    };

    private readonly Option<int?> _jobs = new("--jobs", "-j") { HelpName = "N", Description = "How many threads work (default: one a processor). The result is the same." };

    private readonly Option<string?> _today = new("--today") { HelpName = "DATE", Description = "The day, as 2027-01-31, that ages and expiries are measured against (default: now)." };

    private readonly Option<string?> _category = new("--category") { HelpName = "NAME", Description = "Tells several SARIF reports about one commit apart (default: the names of --env)." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "One line a finding, no source, no progress." };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colours; NO_COLOR in the environment does the same." };

    private readonly Option<bool> _stats = new("--stats") { Description = "Tell at the end where time and memory went." };

    private readonly Option<bool> _includeSuppressed = new("--include-suppressed") { Description = "Report suppressed findings too, marked as such; they never fail a run." };

    private readonly Option<bool> _allowErrors = new("--allow-errors") { Description = "Input that could not be analysed is listed but does not fail the run." };

    /// <param name="command">Whose root the configuration file is looked for in.</param>
    public RunOptions(string command)
    {
        _config = new Option<string?>("--config")
        {
            HelpName = "FILE",
            Description = $"The configuration file; otherwise {ConfigurationReader.FileName} in the root of the {command}, if there is one.",
        };
        _jobs.Validators.Add(RefuseNoJobs);
    }

    /// <summary>In the order of the help.</summary>
    public IReadOnlyList<Option> First => [_format, _output, _reports, _failOn, _profile, _enable, _disable, _config, _rulesDirectories, _orgPolicies];

    /// <inheritdoc cref="First"/>
    public IReadOnlyList<Option> Last => [_jobs, _today, _category, _quiet, _noColor, _stats, _includeSuppressed, _allowErrors];

    public ScanArguments Read(ParseResult result) => new()
    {
        Paths = [],
        Format = result.GetValue(_format) ?? ReportFormat.Console,
        Output = result.GetValue(_output),
        Reports = result.GetValue(_reports) ?? [],
        FailOn = result.GetValue(_failOn),
        Profile = result.GetValue(_profile),
        Enable = result.GetValue(_enable) ?? [],
        Disable = result.GetValue(_disable) ?? [],
        Config = result.GetValue(_config),
        RulesDirectories = result.GetValue(_rulesDirectories) ?? [],
        OrgPolicies = result.GetValue(_orgPolicies) ?? [],
        Jobs = result.GetValue(_jobs),
        Today = DateOf(result.GetValue(_today)),
        Category = result.GetValue(_category) ?? "",
        Quiet = result.GetValue(_quiet),
        NoColor = result.GetValue(_noColor),
        Stats = result.GetValue(_stats),
        IncludeSuppressed = result.GetValue(_includeSuppressed),
        AllowErrors = result.GetValue(_allowErrors),
    };

    private static DateOnly? DateOf(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date
        : throw new UsageException($"'{text}' is no value of --today. It is a date such as 2027-01-31.");

    private static void RefuseNoJobs(OptionResult result)
    {
        if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int jobs) && jobs > 0))
        {
            result.AddError($"'{result.Tokens[0].Value}' is no value of --jobs. It is a number from 1.");
        }
    }
}
