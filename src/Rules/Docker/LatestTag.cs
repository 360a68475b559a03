using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds base images whose tag names no version.</summary>
internal sealed class LatestTag : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/latest-tag");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.HidesBase(context))
        {
            return;
        }

        foreach (BuildStage stage in subject.Stages)
        {
            // "static-debian12" has its version in the name.
            if (stage.Image is { HasVariables: false, Digest: null, EffectiveTag: "latest" } image && !(image.Tag is null && char.IsAsciiDigit(image.Name[^1]))
                && !(image.IsOfficial && !OfficialImages.Contains(image.Name)))
            {
                string how = image.Tag is null ? "has no tag, which means `latest`" : "names no version";
                context.ReportAtBase(stage, $"`{image.Text}` {how}: each build may stand on another major version. Write the version, or add the digest.");
            }
        }
    }
}
