using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Reads the options between keyword and arguments, and checks them against those that the instruction has.</summary>
internal sealed class FlagParser(SourceText source, DiagnosticBag diagnostics)
{
    private enum FlagKind
    {
        Value,
        Values,
        Switch,
    }

    private static readonly FrozenDictionary<string, FrozenDictionary<string, FlagKind>> Known =
        new Dictionary<string, FrozenDictionary<string, FlagKind>>
        {
            ["FROM"] = Table(["platform"]),
            ["RUN"] = Table(["network", "security"], many: ["mount", "device"]),
            ["COPY"] = Table(["from", "chown", "chmod"], many: ["exclude"], switches: ["link", "parents"]),
            ["ADD"] = Table(["chown", "chmod", "checksum"], many: ["exclude"], switches: ["link", "keep-git-dir", "unpack"]),
            ["HEALTHCHECK"] = Table(["interval", "timeout", "start-period", "start-interval", "retries"]),
        }.ToFrozenDictionary();

    /// <param name="line">A joined line.</param>
    /// <param name="position">Behind the keyword; then at the first argument.</param>
    public ImmutableArray<InstructionFlag> Parse(MappedText line, ref int position)
    {
        var flags = ImmutableArray.CreateBuilder<InstructionFlag>();
        string text = line.Text;
        while (true)
        {
            while (position < text.Length && Blank.Is(text[position]))
            {
                position++;
            }

            if (position + 1 >= text.Length || text[position] != '-' || text[position + 1] != '-')
            {
                return flags.ToImmutable();
            }

            MappedText word = ReadWord(line, ref position, out TextSpan span);
            if (word.Text == "--")
            {
                return flags.ToImmutable();
            }

            flags.Add(ToFlag(word, span));
        }
    }

    /// <summary>False if the instruction does not have one of them.</summary>
    public bool Check(string keyword, ImmutableArray<InstructionFlag> flags)
    {
        FrozenDictionary<string, FlagKind> known = Known.GetValueOrDefault(keyword, FrozenDictionary<string, FlagKind>.Empty);
        var seen = new HashSet<string>();
        bool areKnown = true;
        foreach (InstructionFlag flag in flags)
        {
            if (!known.TryGetValue(flag.Name, out FlagKind kind))
            {
                areKnown = false;
                string has = known.Count == 0 ? "takes no options" : "has --" + string.Join(", --", known.Keys.Order(StringComparer.Ordinal));
                diagnostics.Error("dockerfile/unknown-flag", $"{keyword} has no option --{flag.Name}", $"{keyword} {has}.", flag.Span);
                continue;
            }

            if (kind != FlagKind.Values && !seen.Add(flag.Name))
            {
                diagnostics.Error("dockerfile/duplicate-flag", $"--{flag.Name} is given twice", "It may be given once. Remove one.", flag.Span);
            }

            if (kind == FlagKind.Switch)
            {
                if (flag.Value is { } value && value.Text.ToLowerInvariant() is not ("true" or "false"))
                {
                    diagnostics.Error(
                        "dockerfile/invalid-flag-value",
                        $"--{flag.Name} is a switch",
                        $"\"{value.Text}\" is neither true nor false.",
                        value.Span);
                }
            }
            else if (flag.Value is null)
            {
                diagnostics.Error("dockerfile/invalid-flag-value", $"--{flag.Name} needs a value", $"Write --{flag.Name}=<value>.", flag.Span);
            }
        }

        return areKnown;
    }

    private static InstructionFlag ToFlag(MappedText word, TextSpan span)
    {
        int equals = word.Text.IndexOf('=');
        int nameEnd = equals < 0 ? word.Text.Length : equals;
        var name = TextSpan.FromBounds(2, nameEnd);
        InstructionWord? value = null;
        if (equals >= 0)
        {
            // The raw rest, so that the span covers quotes too.
            int start = word.ToSource(equals) + 1;
            value = new InstructionWord(word.Text[(equals + 1)..], TextSpan.FromBounds(Math.Min(start, span.End), span.End));
        }

        return new InstructionFlag(word.Text[2..nameEnd].ToLowerInvariant(), value, span, word.ToSource(name)) { Decoded = word };
    }

    /// <summary>A word without quotes; '\' escapes here whatever the escape directive says.</summary>
    private MappedText ReadWord(MappedText line, ref int position, out TextSpan span)
    {
        var word = new MappedTextBuilder(source);
        string text = line.Text;
        int start = position;
        int runStart = position;
        char quote = '\0';
        while (position < text.Length)
        {
            char c = text[position];
            if (quote == '\0' && Blank.Is(c))
            {
                break;
            }

            bool opens = quote == '\0' && c is '\'' or '"';
            if (!opens && c != '\\' && (quote == '\0' || c != quote))
            {
                position++;
                continue;
            }

            word.Append(line, TextSpan.FromBounds(runStart, position));
            position++;
            runStart = position;
            if (c == '\\')
            {
                position = Math.Min(position + 1, text.Length);
            }
            else
            {
                quote = opens ? c : '\0';
            }
        }

        word.Append(line, TextSpan.FromBounds(runStart, position));
        span = line.ToSource(TextSpan.FromBounds(start, position));
        return word.ToMappedText(span.Start);
    }

    private static FrozenDictionary<string, FlagKind> Table(string[] one, string[]? many = null, string[]? switches = null) =>
        one.Select(name => KeyValuePair.Create(name, FlagKind.Value))
            .Concat((many ?? []).Select(name => KeyValuePair.Create(name, FlagKind.Values)))
            .Concat((switches ?? []).Select(name => KeyValuePair.Create(name, FlagKind.Switch)))
            .ToFrozenDictionary();
}
