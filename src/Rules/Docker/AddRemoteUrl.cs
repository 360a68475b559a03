using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds downloads by ADD that nothing verifies.</summary>
internal sealed class AddRemoteUrl : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/add-remote-url");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (AddInstruction add in subject.Stages.SelectMany(stage => stage.Instructions).OfType<AddInstruction>())
        {
            if (add.Checksum is null && add.Sources.Select(source => source.Text.Trim('"')).FirstOrDefault(IsDownload) is { } url)
            {
                context.ReportAt(add, $"`ADD {url}` takes whatever the server sends that day. Give `--checksum=sha256:…`, so that the build fails for another file.");
            }
        }
    }

    /// <summary>Repositories of Git are pinned by a commit and not by a checksum.</summary>
    private static bool IsDownload(string source) =>
        (source.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !source.EndsWith(".git", StringComparison.Ordinal) && !source.Contains(".git#", StringComparison.Ordinal);
}
