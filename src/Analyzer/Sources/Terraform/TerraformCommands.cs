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
    public static IEnumerable<TerraformVarFileUse> FindVarFiles(CommandInvocation command, string? folder)
    {
        if (command.Name.AsString is not ("terraform" or "tofu"))
        {
            yield break;
        }

        for (int i = 1; i < command.Words.Length; i++)
        {
            Value word = command.Words[i];
            if (TryGetOption(word, "-chdir=", out string chdir))
            {
                folder = TerraformPath.Resolve(folder ?? ".", chdir) ?? folder;
            }
            else if (TryGetOption(word, "-var-file=", out string file))
            {
                yield return new TerraformVarFileUse(folder, file, PlaceOf(word, command));
            }
            else if (word.AsString is "-var-file" or "--var-file" && i + 1 < command.Words.Length && command.Words[i + 1].Kind == ValueKind.String)
            {
                yield return new TerraformVarFileUse(folder, command.Words[i + 1].AsString, PlaceOf(command.Words[i + 1], command));
            }
        }
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

    private static SourceLocation PlaceOf(Value word, CommandInvocation command) => word.Origin?.Location ?? command.Location;
}
