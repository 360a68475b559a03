using System.Buffers;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds commands of a build that are told not to check who they download from.</summary>
internal sealed class UnverifiedDownload : IRule<DockerfileModel>
{
    private static readonly SearchValues<char> s_curlSwitches = SearchValues.Create("fsSLkiIvgO0123456789");

    public RuleId Id => new("docker/unverified-download");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.Stages)
        {
            foreach ((RunInstruction run, ContainerCommand command) in stage.GetRunCommands())
            {
                if (SwitchOf(command) is { } option)
                {
                    context.ReportAt(run, $"`{command.Name} {option}` takes what anybody between the builder and the server sends. Leave the option out, and install the certificate or key that is missing.");
                }
            }
        }
    }

    private static string? SwitchOf(ContainerCommand command) => command.Name switch
    {
        "curl" => command.Has("-k", "--insecure") ? "--insecure" : command.Arguments.Any(IsCurlCluster) ? "-k" : null,
        "wget" => command.Has("--no-check-certificate") ? "--no-check-certificate" : null,
        "apt-get" or "apt" => Find(command, "--allow-unauthenticated", "--force-yes"),
        "apk" => Find(command, "--allow-untrusted"),
        "dnf" or "yum" or "microdnf" or "tdnf" => Find(command, "--nogpgcheck"),
        "rpm" => Find(command, "--nosignature", "--nodigest"),
        "npm" or "yarn" when command.Has("strict-ssl") && command.Has("false") => "strict-ssl false",
        "git" when command.Arguments.Any(word => word is "http.sslVerify=false" || (word == "http.sslVerify" && command.Has("false"))) => "http.sslVerify=false",
        _ => null,
    };

    private static string? Find(ContainerCommand command, params ReadOnlySpan<string> options)
    {
        foreach (string option in options)
        {
            if (command.Has(option))
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>"-fsSLk": letters without values, "k" among them.</summary>
    private static bool IsCurlCluster(string word) =>
        word is ['-', not '-', _, ..] && word.Contains('k', StringComparison.Ordinal) && !word.AsSpan(1).ContainsAnyExcept(s_curlSwitches);
}
