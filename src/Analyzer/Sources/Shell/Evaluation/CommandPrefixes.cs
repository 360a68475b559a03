using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Commands that only start another one: how many of the words belong to them.</summary>
internal static class CommandPrefixes
{
    /// <summary>The index of the word that is the command itself; the count of words if there is none.</summary>
    public static int Skip(ImmutableArray<Value> words, out ImmutableArray<string> prefixes)
    {
        prefixes = [];
        int index = 0;
        while (index < words.Length && words[index].TryGetString(out string? word))
        {
            string name = BaseName(word);
            int next = Next(words, index, name);
            if (next <= index || next >= words.Length)
            {
                break;
            }

            prefixes = prefixes.Add(name);
            index = next;
        }

        return index;
    }

    public static string BaseName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The index behind a prefix with its options and operands; <paramref name="index"/> itself if it is none.</summary>
    private static int Next(ImmutableArray<Value> words, int index, string name) => name switch
    {
        "sudo" => SkipAssignments(words, SkipOptions(words, index + 1, "ughpCDRTU")),
        "env" => SkipAssignments(words, SkipOptions(words, index + 1, "uC")),
        "exec" => SkipOptions(words, index + 1, "a"),
        "command" => IsQuery(words, index + 1) ? index : SkipOptions(words, index + 1, ""),
        "builtin" or "nohup" or "time" or "setsid" => SkipOptions(words, index + 1, ""),
        "nice" => SkipOptions(words, index + 1, "n"),
        "ionice" => SkipOptions(words, index + 1, "cn"),
        "stdbuf" => SkipOptions(words, index + 1, "ioe"),
        "timeout" => SkipOptions(words, index + 1, "ks") + 1,
        "xargs" => SkipOptions(words, index + 1, "nPIdLsaE"),
        _ => index,
    };

    /// <summary>"command -v gcloud" asks where a command is and does not run it.</summary>
    private static bool IsQuery(ImmutableArray<Value> words, int index) => index < words.Length && words[index].AsString is "-v" or "-V";

    private static int SkipOptions(ImmutableArray<Value> words, int index, string withValue)
    {
        while (index < words.Length && words[index].AsString is ['-', _, ..] option)
        {
            index++;
            if (option == "--")
            {
                break;
            }

            if (option.Length == 2 && withValue.Contains(option[1]))
            {
                index++;
            }
        }

        return index;
    }

    private static int SkipAssignments(ImmutableArray<Value> words, int index)
    {
        while (index < words.Length && IsAssignment(words[index]))
        {
            index++;
        }

        return index;
    }

    private static bool IsAssignment(Value word)
    {
        string text = word.Kind == ValueKind.String ? word.AsString : word.UnknownReason?.Parts is { Count: > 0 } parts ? parts[0].AsString : "";
        int name = ShellNames.Length(text);
        return name > 0 && name < text.Length && text[name] == '=';
    }
}
