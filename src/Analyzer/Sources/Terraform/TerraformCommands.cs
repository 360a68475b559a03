using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Commands of scripts and pipelines that run Terraform: they say which files of variables there are environments for.</summary>
public static class TerraformCommands
{
    /// <summary>The files of variables of one command: none if it does not run Terraform.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folder">The folder it runs in, relative to the scan; null where that is not known.</param>
    public static IEnumerable<TerraformVarFileUse> FindVarFiles(CommandInvocation command, string? folder) =>
        FindVarFiles(command.Name.AsString, command.Words, command.Location, folder);

    /// <inheritdoc cref="FindVarFiles(CommandInvocation, string?)"/>
    /// <param name="program">The last part of the path of the program.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="location">Where an argument is whose own place is not known.</param>
    /// <param name="folder">The folder it runs in, relative to the scan; null where that is not known.</param>
    public static IEnumerable<TerraformVarFileUse> FindVarFiles(string program, ImmutableArray<Value> words, SourceLocation location, string? folder)
    {
        if (!IsTerraform(program))
        {
            yield break;
        }

        for (int i = 1; i < words.Length; i++)
        {
            Value word = words[i];
            if (TryGetOption(word, "-chdir=", out string chdir))
            {
                folder = TerraformPath.Resolve(folder ?? ".", chdir) ?? folder;
            }
            else if (TryGetOption(word, "-var-file=", out string file))
            {
                yield return new TerraformVarFileUse(folder, file, word.Origin?.Location ?? location);
            }
            else if (word.AsString is "-var-file" or "--var-file" && i + 1 < words.Length && words[i + 1].Kind == ValueKind.String)
            {
                yield return new TerraformVarFileUse(folder, words[i + 1].AsString, words[i + 1].Origin?.Location ?? location);
            }
        }
    }

    /// <summary>The workspace that a command selects: <c>terraform workspace select prod</c>; null if it selects none.</summary>
    /// <inheritdoc cref="FindVarFiles(string, ImmutableArray{Value}, SourceLocation, string?)"/>
    public static TerraformWorkspaceUse? FindWorkspace(string program, ImmutableArray<Value> words, SourceLocation location, string? folder)
    {
        if (!IsTerraform(program))
        {
            return null;
        }

        Value[] plain = [.. words.Skip(1).Where(word => !word.AsString.StartsWith('-'))];
        foreach (Value word in words.Skip(1))
        {
            folder = TryGetOption(word, "-chdir=", out string chdir) ? TerraformPath.Resolve(folder ?? ".", chdir) ?? folder : folder;
        }

        return plain is [{ AsString: "workspace" }, { AsString: "select" or "new" }, { Kind: ValueKind.String } name, ..] && name.AsString.Length > 0
            ? new TerraformWorkspaceUse(folder, name.AsString, name.Origin?.Location ?? location)
            : null;
    }

    // Go's flag package takes one hyphen or two.
    private static bool TryGetOption(Value word, string option, out string value)
    {
        ReadOnlySpan<char> text = word.AsString;
        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            text = text[1..];
        }

        bool found = text.StartsWith(option, StringComparison.Ordinal);
        value = found ? text[option.Length..].ToString() : "";
        return found;
    }

    private static bool IsTerraform(string program) => program is "terraform" or "tofu";
}
