using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Finds services that run whatever image a tag points at.</summary>
internal sealed class ImageTag : IResourceRule
{
    public RuleId Id => new("run/image-tag");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var workload = new RunWorkload(resource);
        bool isOnly = resource.Get(workload.ContainersPath).Kind == ValueKind.Map;
        for (int i = 0; i < workload.Containers.Length; i++)
        {
            Value image = workload.Containers[i].Get("image");
            string path = $"{workload.ContainersPath}{(isOnly ? "" : $"[{i}]")}.image";
            if (image.UnknownReason is { } reason && !reason.Default.IsSet && !EndsWithTag(image))
            {
                context.NotAssessed(resource.Locate(path), reason);
            }
            else if (Moving(image) is { } name)
            {
                context.Report(resource, path, $"`{resource.Address}` runs `{name}`, a tag that every build moves: nobody can tell what runs, and a rollback brings back the same image. Name a version, a commit or a digest.");
            }
        }
    }

    /// <summary>The image if its tag moves: of a parameter what it is when nobody sets it; of parts that are known in part the end.</summary>
    private static string? Moving(Value image)
    {
        if (image.UnknownReason is { Default.IsSet: true } open)
        {
            return Moving(open.Default);
        }

        string text = image.KnownText();
        return text.Length > 0 && !text.EndsWith('$') && ImageReference.TryParse(text, out ImageReference? reference) && reference.EffectiveTag == "latest" ? text : null;
    }

    private static bool EndsWithTag(Value image) => image.UnknownReason?.Parts is { } parts && parts.Items is [.., { Kind: ValueKind.String }];
}
