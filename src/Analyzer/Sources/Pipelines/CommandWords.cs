using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Finds the program that a command line runs behind others that only start it.</summary>
internal static class CommandWords
{
    /// <summary>Programs whose first operand is a program, with the words between them.</summary>
    private static readonly FrozenDictionary<string, string[]> s_runners = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["uv"] = ["run"],
        ["poetry"] = ["run"],
        ["pipenv"] = ["run"],
        ["pdm"] = ["run"],
        ["hatch"] = ["run"],
        ["rye"] = ["run"],
        ["bundle"] = ["exec"],
        ["pnpm"] = ["exec", "dlx"],
        ["bash"] = [],
        ["sh"] = [],
        ["npx"] = [],
        ["uvx"] = [],
        ["pipx"] = ["run"],
        ["xvfb-run"] = [],
        ["dotenv"] = [],
        ["doppler"] = ["run"],
        ["mise"] = ["exec"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Switches that take their value as the next word, of the programs that are looked at.</summary>
    private static readonly FrozenSet<string> s_valued = new[]
    {
        "-C", "--prefix", "--dir", "--cwd", "--filter", "-F", "--workspace", "-w", "-f", "--file", "--project", "--region", "-p", "--with", "--extra", "--group",
        "--python", "--directory", "--project-name", "--profile", "--env-file", "-e", "--entrypoint", "-v", "-u", "--user", "--network", "--name", "--account",
        "--configuration", "--platform", "--env", "--volume", "--workdir", "--config", "--context", "--kubeconfig", "-n", "--namespace", "--cloudsdk-config",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words from the program on that does the work: of "uv run pytest -q" those from "pytest" on.</summary>
    public static ImmutableArray<Value> Strip(ImmutableArray<Value> words)
    {
        // Runners may start runners; each turn takes a word away.
        while (words.Length > 1)
        {
            string program = BaseName(PipelineCommand.TextOf(words[0]));
            int next = -1;
            if (program is "python" or "python3" && PipelineCommand.TextOf(words[1]) == "-m")
            {
                next = 2;
            }
            else if (program is "python" or "python3" or "node" or "ruby" or "php" or "perl")
            {
                next = NextOperand(words, 1);
            }
            else if (s_runners.TryGetValue(program, out string[]? verbs))
            {
                int operand = NextOperand(words, 1);
                next = verbs.Length == 0 ? operand
                    : operand > 0 && verbs.Contains(PipelineCommand.TextOf(words[operand])) ? NextOperand(words, operand + 1) : -1;
            }
            else if (program is "docker" or "podman" or "docker-compose")
            {
                next = InContainer(words, program);
            }

            if (next <= 0 || next >= words.Length)
            {
                return words;
            }

            words = words[next..];
        }

        return words;
    }

    public static string BaseName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The operands: what is neither a switch nor, as far as that is known, the value of one.</summary>
    public static IEnumerable<string> Operands(ImmutableArray<Value> words)
    {
        for (int i = NextOperand(words, 1); i > 0; i = NextOperand(words, i + 1))
        {
            yield return PipelineCommand.TextOf(words[i]);
        }
    }

    private static int InContainer(ImmutableArray<Value> words, string program)
    {
        int operand = NextOperand(words, 1);
        if (operand > 0 && program != "docker-compose" && PipelineCommand.TextOf(words[operand]) is "compose")
        {
            operand = NextOperand(words, operand + 1);
        }

        if (operand < 0 || PipelineCommand.TextOf(words[operand]) is not ("run" or "exec"))
        {
            return -1;
        }

        int image = NextOperand(words, operand + 1);
        if (image < 0)
        {
            return -1;
        }

        // The image of a scanner is its name: "docker run aquasec/trivy image …".
        string name = BaseName(PipelineCommand.TextOf(words[image]));
        int tag = name.IndexOfAny([':', '@']);
        return CommandCatalog.KnowsProgram(tag < 0 ? name : name[..tag]) ? image : NextOperand(words, image + 1);
    }

    private static int NextOperand(ImmutableArray<Value> words, int start)
    {
        for (int i = start; i < words.Length; i++)
        {
            string word = PipelineCommand.TextOf(words[i]);
            if (!word.StartsWith('-'))
            {
                return i;
            }

            if (s_valued.Contains(word))
            {
                i++;
            }
        }

        return -1;
    }
}
