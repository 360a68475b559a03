using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;

namespace GcpLint.Analyzer.Sources.Images;

/// <summary>Settings that the history shows in a form of its own: each is written once, at the last step that set it.</summary>
internal sealed class SettingSteps
{
    private static readonly ImmutableArray<string> s_defaultShell = ["/bin/sh", "-c"];

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

        if (!_last.ContainsKey("LABEL"))
        {
            Write(text, "LABEL");
        }
    }

    /// <summary>The account that the configuration names, where the last USER of the history is another one.</summary>
    public void WriteAccount(DockerfileWriter text)
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
