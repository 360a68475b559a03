using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds modes that let all accounts write, in the layers of the image that is shipped.</summary>
internal sealed class WorldWritable : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/world-writable");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.GetShippedLayers(context.Model))
        {
            foreach (Instruction instruction in stage.Instructions)
            {
                string? found = instruction switch
                {
                    RunInstruction run => run.Command.GetCommands().Select(ChangeOf).FirstOrDefault(mode => mode is not null),
                    TransferInstruction { Chmod.Value: { } mode } copy when IsOpen(mode.Text) => $"{copy.Keyword} --chmod={mode.Text}",
                    _ => null,
                };
                if (found is not null)
                {
                    context.ReportAt(instruction, $"`{found}` lets every account of the container replace these files. Give them to the account of the service (`COPY --chown`, `chown`), and write permission to nobody else.");
                }
            }
        }
    }

    private static string? ChangeOf(ContainerCommand command) =>
        command.Name == "chmod" && command.Arguments.FirstOrDefault(word => !word.StartsWith("--", StringComparison.Ordinal) && word is not ("-R" or "-v" or "-f" or "-c" or "-Rf" or "-fR" or "-Rv" or "-vR")) is { } mode && IsOpen(mode)
            ? $"chmod {mode}"
            : null;

    /// <summary>
    /// Others may write, and the sticky bit, which keeps them from each other's files, is not set. Without "u", "g", "o" or "a"
    /// the umask takes the write bit of others away.
    /// </summary>
    private static bool IsOpen(string mode)
    {
        if (mode.Length is >= 3 and <= 5 && mode.All(digit => digit is >= '0' and <= '7'))
        {
            bool isSticky = mode.Length >= 4 && (mode[^4] - '0' & 1) != 0;
            return (mode[^1] - '0' & 2) != 0 && !isSticky;
        }

        return mode.Split(',').Any(OpensByLetters);
    }

    private static bool OpensByLetters(string clause)
    {
        int sign = clause.AsSpan().IndexOfAny('+', '=');
        if (sign <= 0 || clause.AsSpan(0, sign).ContainsAnyExcept("ugoa"))
        {
            return false;
        }

        ReadOnlySpan<char> rights = clause.AsSpan(sign + 1);
        return clause.AsSpan(0, sign).ContainsAny('o', 'a') && rights.Contains('w') && !rights.Contains('t');
    }
}
