using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Reads commands: RUN with its mounts, CMD, ENTRYPOINT, HEALTHCHECK.</summary>
internal sealed class CommandParser(SourceText source, DiagnosticBag diagnostics)
{
    /// <summary>Docker measures in nanoseconds and refuses less than this.</summary>
    private static readonly TimeSpan MinimumDuration = TimeSpan.FromMilliseconds(1);

    public static ImmutableArray<Value> ToValues(SourceText source, ImmutableArray<InstructionWord> words) =>
        [.. words.Select(word => Value.Of(word.Text).WithOrigin(Origin.Written(source, word.Span)))];

    public RunInstruction ParseRun(
        InstructionHead head,
        bool isJson,
        ImmutableArray<InstructionWord> words,
        ImmutableArray<Heredoc> heredocs)
    {
        var mounts = ImmutableArray.CreateBuilder<Mount>();
        foreach (InstructionFlag flag in head.Flags)
        {
            if (flag is { Name: "mount", Decoded: { } decoded, Value: not null })
            {
                mounts.Add(ParseMount(flag, decoded));
            }
        }

        return new RunInstruction(head, Parse(head.Arguments, isJson, words, heredocs), mounts.ToImmutable(), heredocs);
    }

    public CommandForm Parse(MappedText text, bool isJson, ImmutableArray<InstructionWord> words, ImmutableArray<Heredoc> heredocs)
    {
        TextSpan span = text.ToSource(new TextSpan(0, text.Text.Length));
        if (isJson)
        {
            return new ExecForm(ToValues(source, words), span);
        }

        if (heredocs.IsEmpty)
        {
            return new ShellForm(text, null, span);
        }

        span = TextSpan.FromBounds(span.Start, heredocs[^1].Span.End);
        if (heredocs.Length == 1 && heredocs[0].Marker.Text.Length == text.Text.Length)
        {
            return new ShellForm(heredocs[0].Body, ReadInterpreter(heredocs[0].Body.Text), span);
        }

        // From here the file stands as the shell gets it: line ends, bodies, delimiters.
        var script = new MappedTextBuilder(source);
        script.Append(text, new TextSpan(0, text.Text.Length));
        script.Append(TextSpan.FromBounds(EndOfLineBefore(heredocs[0].Span.Start), heredocs[^1].Span.End));
        return new ShellForm(script.ToMappedText(span.Start), null, span);
    }

    public HealthcheckInstruction ParseHealthcheck(InstructionHead head)
    {
        MappedText text = head.Arguments;
        int length = text.Text.AsSpan().IndexOfAny(Blank.Separators);
        length = length < 0 ? text.Text.Length : length;
        int start = text.Text.AsSpan(length).IndexOfAnyExcept(Blank.Separators);
        MappedText rest = MappedTextBuilder.Slice(text, TextSpan.FromBounds(start < 0 ? text.Text.Length : length + start, text.Text.Length));
        CheckDurations(head.Flags);
        switch (text.Text[..length].ToUpperInvariant())
        {
            case "NONE":
                if (rest.Text.Length > 0)
                {
                    diagnostics.Error(
                        "dockerfile/invalid-healthcheck",
                        "HEALTHCHECK NONE takes no arguments",
                        "Write HEALTHCHECK CMD <command> for a check.",
                        rest.ToSource(new TextSpan(0, rest.Text.Length)));
                }

                return new HealthcheckInstruction(head, null, IsNone: true);

            case "CMD" when rest.Text.Length > 0:
                JsonFormResult json = JsonForm.TryParse(rest, out ImmutableArray<InstructionWord> words);
                JsonForm.Check(json, rest, diagnostics);
                return new HealthcheckInstruction(head, Parse(rest, json == JsonFormResult.Strings, words, []), IsNone: false);

            default:
                if (length > 0)
                {
                    diagnostics.Error(
                        "dockerfile/invalid-healthcheck",
                        "HEALTHCHECK takes CMD and a command, or NONE",
                        "Write HEALTHCHECK CMD <command>; options stand before CMD.",
                        text.ToSource(new TextSpan(0, length)));
                }

                return new HealthcheckInstruction(head, null, IsNone: false);
        }
    }

    private void CheckDurations(ImmutableArray<InstructionFlag> flags)
    {
        foreach (InstructionFlag flag in flags)
        {
            if (flag.Value is not { } value)
            {
                continue;
            }

            bool valid = flag.Name switch
            {
                "interval" or "timeout" or "start-period" or "start-interval" =>
                    GoDuration.TryParse(value.Text, out TimeSpan duration) && (duration == TimeSpan.Zero || duration >= MinimumDuration),
                "retries" => int.TryParse(value.Text, out int retries) && retries >= 0,
                _ => true,
            };
            if (!valid)
            {
                diagnostics.Error(
                    "dockerfile/invalid-flag-value",
                    $"\"{value.Text}\" is no value for --{flag.Name}",
                    flag.Name == "retries" ? "It takes a whole number." : "It takes a duration of at least 1ms, such as 30s or 1m30s.",
                    value.Span);
            }
        }
    }

    private Mount ParseMount(InstructionFlag flag, MappedText decoded)
    {
        var options = ImmutableArray.CreateBuilder<MountOption>();
        string text = decoded.Text;
        int start = text.IndexOf('=') + 1;
        while (start <= text.Length)
        {
            int comma = text.IndexOf(',', start);
            int end = comma < 0 ? text.Length : comma;
            int equals = text.IndexOf('=', start, end - start);
            int keyEnd = equals < 0 ? end : equals;
            InstructionWord? value = equals < 0 ? null : WordSplitter.Word(decoded, TextSpan.FromBounds(equals + 1, end));
            var option = new MountOption(text[start..keyEnd].Trim().ToLowerInvariant(), value, decoded.ToSource(TextSpan.FromBounds(start, end)));
            options.Add(option);
            CheckMount(option);
            start = end + 1;
        }

        return new Mount(flag, options.ToImmutable());
    }

    private void CheckMount(MountOption option)
    {
        string? problem = option.Key switch
        {
            "type" when option.Value is { } type && !type.Text.Contains('$')
                && type.Text.ToLowerInvariant() is not ("bind" or "cache" or "tmpfs" or "secret" or "ssh") =>
                "The types are bind, cache, tmpfs, secret and ssh.",
            "from" when option.Value is { } from && from.Text.Contains('$') =>
                "from takes no variables: open a stage with FROM and the variable, and name that stage here.",
            "type" or "from" or "source" or "src" or "target" or "dst" or "destination" or "id" or "sharing" or "mode" or "uid" or "gid"
                or "size" or "env" => option.Value is null ? $"Write {option.Key}=<value>." : null,
            "readonly" or "ro" or "readwrite" or "rw" or "required" => null,
            _ => "Check the spelling.",
        };
        if (problem is not null)
        {
            diagnostics.Error("dockerfile/invalid-mount", $"--mount has no option \"{option.Key}\" of this form", problem, option.Span);
        }
    }

    /// <summary>The line of the command ends where its line end begins.</summary>
    private int EndOfLineBefore(int start)
    {
        int end = start > 0 && source.Content[start - 1] == '\n' ? start - 1 : start;
        return end > 0 && source.Content[end - 1] == '\r' ? end - 1 : end;
    }

    private static string? ReadInterpreter(string body)
    {
        if (!body.StartsWith("#!", StringComparison.Ordinal))
        {
            return null;
        }

        int end = body.IndexOf('\n');
        return body[2..(end < 0 ? body.Length : end)].Trim();
    }
}
