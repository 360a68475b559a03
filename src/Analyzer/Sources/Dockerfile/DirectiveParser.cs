using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// Reads <c># name=value</c> at the head of the file. The first line that is none, and a comment with an unknown name,
/// ends the directives.
/// </summary>
internal sealed class DirectiveParser(SourceText source, DiagnosticBag diagnostics)
{
    private readonly ImmutableArray<ParserDirective>.Builder _directives = ImmutableArray.CreateBuilder<ParserDirective>();

    public bool IsDone { get; set; }

    public char EscapeCharacter { get; private set; } = '\\';

    public ImmutableArray<ParserDirective> Directives => _directives.ToImmutable();

    /// <param name="line">Begins with '#'.</param>
    public bool TryParse(TextSpan line)
    {
        if (IsDone)
        {
            return false;
        }

        ReadOnlySpan<char> text = source.Slice(line);
        int equals = text.IndexOf('=');
        string name = equals < 0 ? "" : text[1..equals].Trim(Blank.All).ToString().ToLowerInvariant();
        ReadOnlySpan<char> value = text[(equals + 1)..].TrimEnd(Blank.All);
        int valueStart = equals + 1 + value.Length - value.TrimStart(Blank.All).Length;
        TextSpan valueSpan = new(line.Start + valueStart, equals + 1 + value.Length - valueStart);
        if (name is not ("syntax" or "escape" or "check") || valueSpan.IsEmpty)
        {
            IsDone = true;
            return false;
        }

        TextSpan span = TextSpan.FromBounds(line.Start, valueSpan.End);
        if (_directives.Any(directive => directive.Name == name))
        {
            diagnostics.Error("dockerfile/duplicate-directive", $"Second {name} directive", "A directive may stand once. Remove one.", span);
            return true;
        }

        var word = new InstructionWord(source.GetText(valueSpan), valueSpan);
        ImmutableArray<NameValue> options = name == "check" ? ParseCheck(valueSpan) : [];
        _directives.Add(new ParserDirective(name, word, span, options));
        if (name == "escape")
        {
            SetEscape(word);
        }

        return true;
    }

    private void SetEscape(InstructionWord value)
    {
        if (value.Text is "\\" or "`")
        {
            EscapeCharacter = value.Text[0];
            return;
        }

        diagnostics.Error(
            "dockerfile/invalid-escape",
            $"\"{value.Text}\" cannot be the escape character",
            "Write # escape=\\ or # escape=`.",
            value.Span);
    }

    /// <summary>"skip=A,B;error=true"</summary>
    private ImmutableArray<NameValue> ParseCheck(TextSpan value)
    {
        var options = ImmutableArray.CreateBuilder<NameValue>();
        int start = value.Start;
        while (start <= value.End)
        {
            int length = source.Slice(TextSpan.FromBounds(start, value.End)).IndexOf(';');
            TextSpan part = Trim(TextSpan.FromBounds(start, length < 0 ? value.End : start + length));
            start = length < 0 ? value.End + 1 : start + length + 1;
            if (part.IsEmpty)
            {
                continue;
            }

            int equals = source.Slice(part).IndexOf('=');
            TextSpan name = Trim(TextSpan.FromBounds(part.Start, equals < 0 ? part.End : part.Start + equals));
            TextSpan? option = equals < 0 ? null : Trim(TextSpan.FromBounds(part.Start + equals + 1, part.End));
            var entry = new NameValue(Word(name), option is { } span ? Word(span) : null, part);
            options.Add(entry);
            if (entry.Name.Text.ToLowerInvariant() is not ("skip" or "error" or "experimental") || option is null)
            {
                diagnostics.Warning(
                    "dockerfile/invalid-check-directive",
                    $"\"{source.GetText(part)}\" is no option of the check directive",
                    "Write skip=<checks> or error=<true|false>, with ';' between them.",
                    part);
            }
        }

        return options.ToImmutable();
    }

    private InstructionWord Word(TextSpan span) => new(source.GetText(span), span);

    private TextSpan Trim(TextSpan span)
    {
        ReadOnlySpan<char> text = source.Slice(span);
        int start = text.Length - text.TrimStart(Blank.All).Length;
        return new TextSpan(span.Start + start, text.Trim(Blank.All).Length);
    }
}
