using System.Collections.Immutable;
using GcpLint.Audit.Apis;
using GcpLint.Audit.Reading;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary>Makes of the words of a command line a source of live projects.</summary>
internal static class LiveReader
{
    /// <summary>gcloud's own setting (auth/access_token_file).</summary>
    private const string TokenFileVariable = "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE";

    /// <summary>A file with the credential, as Google's libraries have it.</summary>
    private const string CredentialVariable = "GOOGLE_APPLICATION_CREDENTIALS";

    /// <exception cref="UsageException">A name is none.</exception>
    public static LiveSource Create(AuditArguments arguments, ITerminal terminal, IProgress<string>? progress, HttpMessageHandler handler)
    {
        LiveArguments live = arguments.Live;
        string? tokenFile = FileOf(live.AccessTokenFile ?? terminal.GetEnvironmentVariable(TokenFileVariable), terminal);
        Credentials credentials = tokenFile is null || live.Impersonate is not null
            ? Credentials.OfGoogle(live.Impersonate, tokenFile, FileOf(terminal.GetEnvironmentVariable(CredentialVariable), terminal))
            : Credentials.OfTokenFile(tokenFile);
        var settings = new ApiSettings
        {
            Endpoint = live.Endpoint is { } endpoint ? ApiEndpoints.Parse(endpoint, "--endpoint") : null,
            Environment = terminal.GetEnvironmentVariable,
            QuotaProject = live.QuotaProject,
            Timeout = live.Timeout ?? ApiSettings.DefaultTimeout,
            UserAgent = $"{ToolVersion.Name}/{ToolVersion.Text.Split('+')[0]}",
        };
        return new LiveSource(new LiveRequest(Parents(arguments), credentials) { Settings = settings, FromServices = live.FromServices, Progress = progress }, handler);
    }

    private static string? FileOf(string? path, ITerminal terminal) => path is { Length: > 0 } ? Path.GetFullPath(path, terminal.CurrentDirectory) : null;

    private static ImmutableArray<string> Parents(AuditArguments arguments) =>
    [
        .. arguments.Projects.Select(id => Of("projects", "--project", id, IsProject))
            .Concat(arguments.Folders.Select(number => Of("folders", "--folder", number, IsNumber)))
            .Concat(arguments.Organizations.Select(number => Of("organizations", "--organization", number, IsNumber)))
            .Distinct(StringComparer.Ordinal),
    ];

    private static string Of(string kind, string option, string word, Func<string, bool> isName)
    {
        string name = word.StartsWith(kind + "/", StringComparison.Ordinal) ? word[(kind.Length + 1)..] : word;
        return isName(name) ? $"{kind}/{name}" : throw new UsageException($"{option}: '{word}' is no {(kind == "projects" ? "project id" : "number")}.");
    }

    /// <summary>Ids of projects of a domain have its name in front: "example.com:shop".</summary>
    private static bool IsProject(string name) =>
        name.Length is > 0 and <= 100 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.' or ':');

    private static bool IsNumber(string name) => name.Length is > 0 and <= 20 && name.All(char.IsAsciiDigit);
}
