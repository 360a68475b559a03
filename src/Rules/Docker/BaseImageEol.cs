using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Looks up the language and the distribution in the tag of each base image.</summary>
internal sealed class BaseImageEol : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/base-image-eol");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject is { Image: not null, FinalStage: { } final })
        {
            var ended = ImageHistory.GetRuntimes(subject, final).Where(line => line.HasEnded(context.Today)).ToList();
            foreach (EndOfLife line in ended)
            {
                context.ReportAtBase(final, $"The image runs {line.DisplayName}, which {(line.Since.Length == 0 ? "is past its end of life" : $"has had no security updates {line.Since}")}. Build on a supported version.");
            }

            if (ended.Count > 0 || subject.HidesBase(context))
            {
                return;
            }
        }

        foreach (BuildStage stage in subject.Stages)
        {
            // What is literal in a tag with variables is judged all the same.
            if ((stage.Image ?? (stage.Parent is null ? stage.WrittenImage : null)) is not { } image)
            {
                continue;
            }

            var ended = EndedIn(BaseImage.Of(image), context.Today).DistinctBy(line => (line.Product, line.Cycle)).ToList();
            if (ended.Count > 0)
            {
                string lines = string.Join(", and ", ended.Select(line => line.Since.Length == 0 ? $"{line.DisplayName} is past its end of life" : $"{line.DisplayName} has had no security updates {line.Since}"));
                context.ReportAtBase(stage, $"`{image.Text}`: {lines}. Build on a supported version.");
            }
        }
    }

    private static IEnumerable<EndOfLife> EndedIn(BaseImage image, DateOnly today) =>
        LinesIn(image).OfType<EndOfLife>().Where(line => line.HasEnded(today));

    private static IEnumerable<EndOfLife?> LinesIn(BaseImage image)
    {
        EndOfLifeTable table = EndOfLifeTable.Current;
        if (image.IsDistroless)
        {
            int system = image.Name.IndexOf("-debian", StringComparison.Ordinal);
            yield return system < 0 ? null : table.Find("debian", image.Name[(system + "-debian".Length)..]);
            yield return image.Name.StartsWith("nodejs", StringComparison.Ordinal) && system < 0
                ? table.Find("nodejs", image.Name["nodejs".Length..])
                : image.Name.StartsWith("nodejs", StringComparison.Ordinal) ? table.Find("nodejs", image.Name["nodejs".Length..system]) : null;
            yield break;
        }

        if (table.FindProduct(image.Key) is { } product && table.GetKind(product) is "runtime" or "os" or "docker-image")
        {
            yield return table.Find(product, image.Version.Length > 0 ? image.Version : "*");
        }

        foreach (string part in image.TagParts)
        {
            yield return table.FindCodename(part);
            if (part.StartsWith("alpine", StringComparison.Ordinal))
            {
                yield return table.Find("alpine", part["alpine".Length..]);
            }
        }
    }
}
