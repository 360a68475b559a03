using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Counts the numbers in the tags of images whose tags go down to the patch.</summary>
internal sealed class PinPatchVersion : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/pin-patch-version");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.Stages)
        {
            if (stage.Image is not { Digest: null, HasVariables: false } image || BaseImage.Of(image) is not { Version: { Length: > 0 } version } known || !HasPatchTags(known.Key))
            {
                continue;
            }

            if (version.Count(c => c == '.') < 2)
            {
                context.ReportAtBase(stage, $"`{image.Text}` is another image after each patch of {known.Name} {version}. Write the patch version, or add the digest.");
            }
        }
    }

    private static bool HasPatchTags(string image) => image is "python" or "node" or "golang" or "ruby" or "php" or "rust" or "perl" or "nginx" or "httpd"
        or "nginxinc/nginx-unprivileged";
}
