using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Asks whether what is shipped stands on an image that is made for building.</summary>
internal sealed class MinimalBase : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/minimal-base");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.HidesBase(context))
        {
            return;
        }

        foreach (BuildStage root in subject.GetShippedStages(context.Model).Where(shipped => shipped.Stage.StartsSomething()).Select(shipped => shipped.Stage.Root).Distinct())
        {
            if (root.Image is not { } image)
            {
                continue;
            }

            BaseImage known = BaseImage.Of(image);
            bool isSdk = known.Key is "maven" or "gradle" or "mcr.microsoft.com/dotnet/sdk";
            if (known.Flavor == BaseFlavor.Full || isSdk)
            {
                context.ReportAtBase(root, $"`{image.Text}` brings compilers and hundreds of packages into the image that is shipped. Use a slim, Alpine or distroless variant for the last stage.");
            }
        }
    }
}
