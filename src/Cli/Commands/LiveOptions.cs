using System.CommandLine;
using System.Globalization;

namespace GcpLint.Cli.Commands;

/// <summary>The options of <c>gcp-lint audit</c> that say which live projects are read, and how they are reached.</summary>
internal sealed class LiveOptions
{
    private readonly Option<string[]> _projects = new("--project")
    {
        HelpName = "ID",
        Description = "A live project, by id or number. May be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _folders = new("--folder") { HelpName = "NUMBER", Description = "A folder with all its projects." };

    private readonly Option<string[]> _organizations = new("--organization") { HelpName = "NUMBER", Description = "An organization with all its projects." };

    private readonly Option<bool> _services = new("--from-services")
    {
        Description = "Ask the services of a project themselves, not Cloud Asset Inventory. That is also done where the inventory is not enabled or not granted.",
    };

    private readonly Option<string?> _impersonate = new("--impersonate") { HelpName = "ACCOUNT", Description = "Read as this service account." };

    private readonly Option<string?> _tokenFile = new("--access-token-file")
    {
        HelpName = "FILE",
        Description = "A file with an access token; otherwise application-default credentials are used.",
    };

    private readonly Option<string?> _quotaProject = new("--quota-project") { HelpName = "ID", Description = "The project whose quotas are used (default: that of the credential)." };

    private readonly Option<string?> _timeout = new("--timeout")
    {
        HelpName = "TIME",
        Description = "Stop reading after that, as 90s, 20m or 2h (default 1h), and judge what was read.",
    };

    private readonly Option<string?> _endpoint = new("--endpoint")
    {
        HelpName = "URL",
        Description = "One server for all services; CLOUDSDK_API_ENDPOINT_OVERRIDES_... moves one of them, as for gcloud.",
    };

    /// <summary>What is read.</summary>
    public IEnumerable<Option> Parents => [_projects, _folders, _organizations];

    /// <summary>How it is reached.</summary>
    public IEnumerable<Option> Ways => [_services, _impersonate, _tokenFile, _quotaProject, _timeout, _endpoint];

    public AuditArguments Read(ParseResult result, AuditArguments arguments) => arguments with
    {
        Projects = result.GetValue(_projects) ?? [],
        Folders = result.GetValue(_folders) ?? [],
        Organizations = result.GetValue(_organizations) ?? [],
        Live = new LiveArguments
        {
            Endpoint = result.GetValue(_endpoint),
            Impersonate = result.GetValue(_impersonate),
            AccessTokenFile = result.GetValue(_tokenFile),
            QuotaProject = result.GetValue(_quotaProject),
            Timeout = result.GetValue(_timeout) is { } text ? TimeOf(text) : null,
            FromServices = result.GetValue(_services),
        },
    };

    private static TimeSpan TimeOf(string text)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        return unit > 0 && double.TryParse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count * unit is > 0 and <= 86400
            ? TimeSpan.FromSeconds(count * unit)
            : throw new UsageException($"--timeout: '{text}' is no time of up to a day; it has the form 90s, 20m or 2h.");
    }
}
