using System.Text;
using GcpLint.Testing;

namespace GcpLint.Tests.Commands;

/// <summary>
/// Runs docs/writing-rules.md: a fence with <c>file=PATH</c> is written, the lines of a console fence that begin with
/// <c>$ gcp-lint</c> are run (and filtered by what stands behind <c>| grep</c>), and what they print is compared with the lines behind them. GCP_LINT_ACCEPT=1 writes the page.
/// </summary>
public sealed class TutorialTests
{
    private const string Prompt = "$ gcp-lint ";

    private const string Filter = " | grep ";

    [Fact]
    public void The_commands_of_the_tutorial_print_what_it_shows()
    {
        string path = Path.Combine(SharedFiles.Repository, "docs", "writing-rules.md");
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");

        string run = Execute(page);

        if (Environment.GetEnvironmentVariable("GCP_LINT_ACCEPT") == "1")
        {
            File.WriteAllText(path, run);
            page = run;
        }

        run.Should().Be(page);
        page.Should().Contain(Prompt);
    }

    [Fact]
    public void All_rules_of_the_tutorial_do_what_their_examples_say_once_the_forgotten_mark_is_there()
    {
        using var terminal = new FakeTerminal();
        string page = File.ReadAllText(Path.Combine(SharedFiles.Repository, "docs", "writing-rules.md")).ReplaceLineEndings("\n");
        foreach ((string file, string content) in Fences(page).Where(fence => fence.File.Length > 0))
        {
            terminal.With(file, content.Replace("resource \"google_storage_bucket\" \"logs\" {", "resource [|\"google_storage_bucket\" \"logs\"|] {", StringComparison.Ordinal));
        }

        terminal.Run("rules", "test", "rules").Should().Be(GcpLint.Cli.ExitCode.Clean, because: terminal.Out + terminal.Error);
    }

    /// <summary>The page with what its commands really print.</summary>
    private static string Execute(string page)
    {
        using var terminal = new FakeTerminal();
        var result = new StringBuilder();
        bool inConsole = false;
        using IEnumerator<(string File, string Content)> fences = Fences(page).GetEnumerator();
        foreach (string line in page.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (line != "```" && fences.MoveNext() && fences.Current.File.Length > 0)
                {
                    terminal.With(fences.Current.File, fences.Current.Content);
                }

                inConsole = line == "```console";
            }

            if (!inConsole || line.StartsWith("```", StringComparison.Ordinal))
            {
                result.Append(line).Append('\n');
            }
            else if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                int written = terminal.Out.Length + terminal.Error.Length;
                (int outStart, int errorStart) = (terminal.Out.Length, terminal.Error.Length);
                string[] piped = line[Prompt.Length..].Split(Filter);
                terminal.Run(piped[0].Split(' '));
                result.Append(line).Append('\n').Append(terminal.Error[errorStart..]);
                foreach (string printed in terminal.Out[outStart..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(printed => piped.Length == 1 || printed.Contains(piped[1], StringComparison.Ordinal)))
                {
                    result.Append(printed).Append('\n');
                }

                (terminal.Out.Length + terminal.Error.Length).Should().BeGreaterThan(written, because: $"{line} prints something");
            }
        }

        return result.ToString();
    }

    /// <summary>The fences in their order; those without a file have none.</summary>
    private static IEnumerable<(string File, string Content)> Fences(string page)
    {
        string[] lines = page.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int file = lines[i].IndexOf("file=", StringComparison.Ordinal);
            int end = Array.IndexOf(lines, "```", i + 1);
            yield return (file < 0 ? "" : lines[i][(file + "file=".Length)..], string.Join('\n', lines[(i + 1)..end]) + "\n");
            i = end;
        }
    }
}
