using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
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

    private static readonly ImmutableArray<string> s_defaultShell = ["/bin/sh", "-c"];

    /// <summary>The source of the result is named as the image; a line stands for a step of the history.</summary>
    public static DockerfileModel Lower(ContainerImage image)
    {
        ImmutableArray<HistoryStep> steps = [.. image.History.Select(entry => HistoryStep.Read(entry, image.Settings.Shell))];
        var text = new DockerfileWriter();
        string? baseName = BaseName(image);
        text.Instruction("FROM", baseName ?? "scratch");
        var settings = new SettingSteps(image.Settings, steps);
        int own = FirstOwnStep(image.History, steps);
        for (int i = 0; i < steps.Length; i++)
        {
            WriteStep(text, steps[i], i, i < own, settings, image.Settings);
        }

        settings.WriteMissing(text);
        var source = new SourceText(image.Name, text.ToString());
        return DockerfileModel.ReadBack(source, image with { BaseName = baseName });
    }

    private static void WriteStep(DockerfileWriter text, HistoryStep step, int index, bool isOfBase, SettingSteps settings, ImageSettings image)
    {
        foreach (string argument in isOfBase ? [] : step.BuildArguments)
        {
            WriteVariables(text, "ARG", argument, []);
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
                WriteVariables(text, "ENV", step.Arguments, image.Environment);
                break;
            case "ARG" when !isOfBase:
                WriteVariables(text, "ARG", step.Arguments, []);
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

    /// <summary>
    /// "A=b c D=e" without quotes. A value that the image has in the end is known; of an earlier one the next name is the
    /// end.
    /// </summary>
    private static void WriteVariables(DockerfileWriter text, string keyword, string assignments, ImmutableArray<string> known)
    {
        int position = 0;
        while (position < assignments.Length)
        {
            ReadOnlySpan<char> rest = assignments.AsSpan(position);
            int name = HistoryStep.NameLength(rest);
            if (name == 0)
            {
                // ARG without a value, or the legacy form "ENV name value".
                text.Comment($"{keyword} {rest}");
                return;
            }

            int end = KnownLength(rest, known) is var length and > 0 ? position + length : FindEnd(assignments, position + name + 1);
            string value = assignments[(position + name + 1)..end].TrimEnd();
            text.Instruction(keyword, $"{rest[..name]}={DockerfileWriter.Value(Unquoted(value))}");
            position = end;
            while (position < assignments.Length && assignments[position] == ' ')
            {
                position++;
            }
        }
    }

    private static int KnownLength(ReadOnlySpan<char> text, ImmutableArray<string> known)
    {
        int longest = 0;
        foreach (string pair in known)
        {
            if (pair.Length > longest && text.StartsWith(pair, StringComparison.Ordinal) && (pair.Length == text.Length || text[pair.Length] == ' '))
            {
                longest = pair.Length;
            }
        }

        return longest;
    }

    private static int FindEnd(string text, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == ' ' && HistoryStep.NameLength(text.AsSpan(i + 1)) > 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>buildah keeps the quotes of the Dockerfile.</summary>
    private static string Unquoted(string value) => value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;

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

    /// <summary>Settings that the history shows in a form of its own: each is written once, at the last step that set it.</summary>
    private sealed class SettingSteps
    {
        private readonly ImageSettings _image;
        private readonly ImmutableArray<HistoryStep> _steps;
        private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

        public SettingSteps(ImageSettings image, ImmutableArray<HistoryStep> steps)
        {
            _image = image;
            _steps = steps;
            for (int i = 0; i < steps.Length; i++)
            {
                _last[steps[i].Keyword] = i;
            }
        }

        /// <summary>False if the step sets nothing that holds in the end.</summary>
        public bool Write(DockerfileWriter text, int index) =>
            _last[_steps[index].Keyword] == index && Write(text, _steps[index].Keyword);

        /// <summary>What no step of the history tells of: images that were flattened or committed.</summary>
        public void WriteMissing(DockerfileWriter text)
        {
            foreach (string keyword in (string[])["SHELL", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"])
            {
                if (!_last.ContainsKey(keyword))
                {
                    Write(text, keyword);
                }
            }

            foreach (string pair in _image.Environment.Where(pair => !IsInHistory(pair)))
            {
                WriteVariables(text, "ENV", pair, [pair]);
            }

            if (!_last.ContainsKey("LABEL"))
            {
                Write(text, "LABEL");
            }

            WriteAccount(text);
        }

        private bool IsInHistory(string pair) =>
            _steps.Any(step => step.Keyword == "ENV" && step.Arguments.Contains(pair[..(pair.IndexOf('=', StringComparison.Ordinal) + 1)], StringComparison.Ordinal));

        private void WriteAccount(DockerfileWriter text)
        {
            string last = _last.TryGetValue("USER", out int step) ? _steps[step].Arguments : "";
            if (_image.User != last)
            {
                text.Instruction("USER", _image.User.Length == 0 ? "root" : _image.User);
            }
        }

        private bool Write(DockerfileWriter text, string keyword)
        {
            ImmutableArray<string> shell = _image.Shell.IsEmpty ? s_defaultShell : _image.Shell;
            switch (keyword)
            {
                case "CMD" when !_image.Command.IsEmpty:
                    text.Command(keyword, _image.Command, shell);
                    return true;
                case "ENTRYPOINT" when !_image.Entrypoint.IsEmpty:
                    text.Command(keyword, _image.Entrypoint, shell);
                    return true;
                case "SHELL" when !_image.Shell.IsEmpty:
                    text.Instruction(keyword, DockerfileWriter.Json(_image.Shell));
                    return true;
                case "EXPOSE" when !_image.ExposedPorts.IsEmpty:
                    text.Instruction(keyword, string.Join(' ', _image.ExposedPorts));
                    return true;
                case "LABEL" when !_image.Labels.IsEmpty:
                    text.Instruction(keyword, string.Join(' ', _image.Labels.Select(label => $"{DockerfileWriter.Value(label.Key)}={DockerfileWriter.Value(label.Value)}")));
                    return true;
                case "HEALTHCHECK" when _image.Healthcheck is { } check:
                    return WriteHealthcheck(text, check, shell);
                default:
                    return false;
            }
        }

        private static bool WriteHealthcheck(DockerfileWriter text, ImageHealthcheck check, ImmutableArray<string> shell)
        {
            string options = Duration("interval", check.Interval) + Duration("timeout", check.Timeout) + Duration("start-period", check.StartPeriod)
                + (check.Retries > 0 ? string.Create(CultureInfo.InvariantCulture, $"--retries={check.Retries} ") : "");
            switch (check.Test)
            {
                case ["NONE", ..]:
                    text.Instruction("HEALTHCHECK", "NONE");
                    return true;
                case ["CMD-SHELL", var command, ..]:
                    text.Command($"HEALTHCHECK {options}CMD", [.. shell, command], shell);
                    return true;
                case ["CMD", _, ..]:
                    text.Instruction("HEALTHCHECK", $"{options}CMD {DockerfileWriter.Json(check.Test[1..])}");
                    return true;
                default:
                    return false;
            }
        }

        private static string Duration(string name, TimeSpan duration) =>
            duration > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"--{name}={duration.TotalMilliseconds:0}ms ") : "";
    }
}
