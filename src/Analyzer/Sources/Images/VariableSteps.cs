using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Images;

/// <summary>
/// Writes the variables that builders note as "A=b c D=e", without quotes. A value that the image has in the end is known;
/// of an earlier one the next name is the end.
/// </summary>
internal sealed class VariableSteps
{
    private readonly ImmutableArray<string> _environment;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <param name="environment">"NAME=value" of the configuration.</param>
    public VariableSteps(ImmutableArray<string> environment)
    {
        _environment = environment;
        foreach (string pair in environment)
        {
            _known[NameOf(pair)] = pair;
        }
    }

    public void Write(DockerfileWriter text, string keyword, string assignments)
    {
        int position = 0;
        while (position < assignments.Length)
        {
            ReadOnlySpan<char> rest = assignments.AsSpan(position);
            int length = HistoryStep.NameLength(rest);
            if (length == 0)
            {
                // ARG without a value, or the legacy form "ENV name value".
                text.Comment($"{keyword} {rest}");
                return;
            }

            string name = rest[..length].ToString();
            int end = position + KnownLength(rest, name);
            end = end > position ? end : FindEnd(assignments, position + length + 1);
            string value = assignments[(position + length + 1)..end].TrimEnd();
            text.Instruction(keyword, $"{name}={DockerfileWriter.Value(Unquoted(value))}");
            if (keyword == "ENV")
            {
                _written.Add(name);
            }

            position = end;
            while (position < assignments.Length && assignments[position] == ' ')
            {
                position++;
            }
        }
    }

    /// <summary>What no step of the history tells of.</summary>
    public void WriteMissing(DockerfileWriter text)
    {
        foreach (string pair in _environment.Where(pair => !_written.Contains(NameOf(pair))))
        {
            Write(text, "ENV", pair);
        }
    }

    private static string NameOf(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is var end and >= 0 ? pair[..end] : pair;

    private int KnownLength(ReadOnlySpan<char> text, string name) =>
        _known.TryGetValue(name, out string? pair) && text.StartsWith(pair, StringComparison.Ordinal) && (pair.Length == text.Length || text[pair.Length] == ' ') ? pair.Length : 0;

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
}
