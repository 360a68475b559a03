using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>A volume, bind mount or tmpfs of a service, short or long form.</summary>
/// <param name="Value">As written, interpolated.</param>
/// <param name="Type">"bind", "volume", "tmpfs", …</param>
/// <param name="Source">A path of the host, the name of a volume, or "" for an anonymous one.</param>
/// <param name="Target">The path in the container.</param>
/// <param name="IsReadOnly">Mounted read-only.</param>
public sealed record ComposeMount(Value Value, string Type, string Source, string Target, bool IsReadOnly)
{
    public bool IsBind => Type == "bind";

    /// <summary>Null for a value that is not known.</summary>
    internal static ComposeMount? Read(Value value)
    {
        if (value.Kind == ValueKind.Map)
        {
            return new ComposeMount(value, ScalarText.Of(value.Get("type")), ScalarText.Of(value.Get("source")),
                ScalarText.Of(value.Get("target")), value.Get("read_only").AsBool);
        }

        string text = ScalarText.Of(value);
        if (text.Length == 0)
        {
            return null;
        }

        // "C:\data:/data": the colon of a drive is none of the separators.
        int drive = text.Length > 2 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/' && text.IndexOf(':', 2) > 0 ? 2 : 0;
        int separator = text.IndexOf(':', drive);
        if (separator < 0)
        {
            return new ComposeMount(value, "volume", "", text, false);
        }

        string source = text[..separator];
        string rest = text[(separator + 1)..];
        int mode = rest.IndexOf(':', StringComparison.Ordinal);
        string target = mode < 0 ? rest : rest[..mode];
        bool readOnly = mode >= 0 && rest[(mode + 1)..].Split(',').Contains("ro");
        string type = drive > 0 || source is ['.' or '/' or '~' or '\\', ..] ? "bind" : "volume";
        return new ComposeMount(value, type, source, target, readOnly);
    }

    /// <summary>What tells mounts, secrets and configurations apart in a merge.</summary>
    internal static string TargetOf(Value value)
    {
        if (value.Kind == ValueKind.Map)
        {
            string target = ScalarText.Of(value.Get("target"));
            return target.Length > 0 ? target : ScalarText.Of(value.Get("source"));
        }

        return Read(value)?.Target ?? "";
    }
}
