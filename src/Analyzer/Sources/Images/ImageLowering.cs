using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Images;

/// <summary>
/// Writes the Dockerfile that an image tells of, so that the rules about Dockerfiles judge it. The configuration decides
/// what holds in the end; the history says at which step it came, and what was there before. What the base image's
/// steps ran is a comment: its owner mends it, not the owner of this image.
/// </summary>
public static class ImageLowering
{
    private const string DebianBuilder = "# debian.sh ";

    /// <summary>What no name of an image has, and what would mean something in a Dockerfile.</summary>
    private static readonly SearchValues<char> s_notInNames = SearchValues.Create(" \t\r\n$\\#");

    /// <summary>The source of the result is named as the image; a line stands for a step of the history.</summary>
    public static DockerfileModel Lower(ContainerImage image)
    {
        ImmutableArray<HistoryStep> steps = [.. image.History.Select(entry => HistoryStep.Read(entry, image.Settings.Shell))];
        var text = new DockerfileWriter();
        string? baseName = BaseName(image);
        text.Instruction("FROM", baseName ?? "scratch");
        var settings = new SettingSteps(image.Settings, steps);
        var variables = new VariableSteps(image.Settings.Environment);
        int own = FirstOwnStep(image.History, steps);
        for (int i = 0; i < steps.Length; i++)
        {
            WriteStep(text, steps[i], i, i < own, settings, variables);
        }

        settings.WriteMissing(text);
        variables.WriteMissing(text);
        settings.WriteAccount(text);
        var source = new SourceText(image.Name, text.ToString());
        return DockerfileModel.ReadBack(source, image with { BaseName = baseName });
    }

    private static void WriteStep(DockerfileWriter text, HistoryStep step, int index, bool isOfBase, SettingSteps settings, VariableSteps variables)
    {
        foreach (string argument in isOfBase ? [] : step.BuildArguments)
        {
            variables.Write(text, "ARG", argument);
        }

        switch (step.Keyword)
        {
            case "RUN" when !isOfBase:
                text.Run(step.Arguments);
                break;
            case "ADD" or "COPY" when !isOfBase && !step.IsRootFileSystem:
                WriteTransfer(text, step);
                break;
            case "ENV":
                variables.Write(text, "ENV", step.Arguments);
                break;
            case "ARG" when !isOfBase:
                variables.Write(text, "ARG", step.Arguments);
                break;
            case "USER" or "WORKDIR" or "STOPSIGNAL" when step.Arguments.Length > 0:
                text.Instruction(step.Keyword, step.Arguments);
                break;
            default:
                if (!settings.Write(text, index))
                {
                    text.Comment(step.IsInstruction ? $"{step.Keyword} {step.Arguments}" : step.Arguments);
                }

                break;
        }
    }

    /// <summary>The classic builder writes a checksum for the source; the target then tells the name of a single file.</summary>
    private static void WriteTransfer(DockerfileWriter text, HistoryStep step)
    {
        const string Mark = " in ";
        int mark = step.Arguments.LastIndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0)
        {
            text.Instruction(step.Keyword, step.Arguments);
            return;
        }

        string target = step.Arguments[(mark + Mark.Length)..].Trim();
        string source = step.Arguments[..mark].Trim();
        bool isFile = source.StartsWith("file:", StringComparison.Ordinal) && !target.EndsWith('/') && RepositoryPath.NameOf(target).Length > 0;
        text.Instruction(step.Keyword, $"{(isFile ? RepositoryPath.NameOf(target) : source)} {target}");
    }

    private static string? BaseName(ContainerImage image)
    {
        string? name = image.BaseName
            ?? image.Settings.Labels.GetValueOrDefault("org.opencontainers.image.base.name")
            ?? image.History.Select(entry => FromOf(entry.Comment)).LastOrDefault(from => from is not null);
        if (name is { Length: > 0 } && !name.AsSpan().ContainsAny(s_notInNames) && ImageReference.Parse(name) is not null)
        {
            return name;
        }

        // Debian's own images begin with a line that names the release.
        string? release = image.History.Select(entry => entry.CreatedBy).FirstOrDefault(text => text.StartsWith(DebianBuilder, StringComparison.Ordinal))?
            .Split('\'').FirstOrDefault(word => EndOfLifeTable.Current.FindCodename(word)?.Product == "debian");
        return release is null ? null : $"debian:{release}";
    }

    /// <summary>buildah notes the base beside the first step on it; beside the others stand the numbers of the layers below.</summary>
    private static string? FromOf(string comment)
    {
        const string From = "FROM ";
        return comment.StartsWith(From, StringComparison.Ordinal) && comment[From.Length..].Trim() is { Length: > 0 } name and not "scratch" && !name.All(char.IsAsciiHexDigitLower) ? name : null;
    }

    /// <summary>
    /// The index of the first step that is not the base image's. No image says so: buildah does, and else the base ends
    /// with the last CMD or ENTRYPOINT before the last layer, for those close an image.
    /// </summary>
    private static int FirstOwnStep(ImmutableArray<ImageHistoryEntry> history, ImmutableArray<HistoryStep> steps)
    {
        for (int i = history.Length - 1; i > 0; i--)
        {
            if (FromOf(history[i].Comment) is not null)
            {
                return i;
            }
        }

        int last = steps.Length - 1;
        while (last >= 0 && history[last].IsEmptyLayer)
        {
            last--;
        }

        for (int i = last; i >= 0; i--)
        {
            if (steps[i].Keyword is "CMD" or "ENTRYPOINT" || steps[i].IsRootFileSystem || history[i].CreatedBy.StartsWith(DebianBuilder, StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
