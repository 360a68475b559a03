using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>A message with CEL in braces; literal braces are doubled.</summary>
internal sealed class MessageTemplate
{
    /// <summary>A value in a message is a reminder, not a dump.</summary>
    private const int MaxValueLength = 120;

    private readonly ImmutableArray<Part> _parts;

    private MessageTemplate(ImmutableArray<Part> parts)
    {
        _parts = parts;
    }

    private readonly record struct Part(string Text, CelProgram? Program);

    public static MessageTemplate? Compile(Value message, CelEnvironment environment, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (ScalarText.Map(message) is not { } mapped)
        {
            return null;
        }

        var parts = ImmutableArray.CreateBuilder<Part>();
        var literal = new StringBuilder();
        string text = mapped.Text;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '{' or '}' && i + 1 < text.Length && text[i + 1] == c)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int close = ClosingBrace(text, i);
                if (close < 0)
                {
                    diagnostics.Add(Problem(mapped, new TextSpan(i, 1), "The brace is not closed"));
                    break;
                }

                parts.Add(new Part(literal.ToString(), null));
                literal.Clear();
                parts.Add(CompilePart(mapped, TextSpan.FromBounds(i + 1, close), environment, diagnostics));
                i = close;
            }
            else if (c == '}')
            {
                diagnostics.Add(Problem(mapped, new TextSpan(i, 1), "A literal brace must be doubled"));
            }
            else
            {
                literal.Append(c);
            }
        }

        parts.Add(new Part(literal.ToString().TrimEnd(), null));
        return new MessageTemplate(parts.ToImmutable());
    }

    /// <param name="resource">The resource at fault; null where there is none.</param>
    /// <param name="slots">The variables.</param>
    public string Format(CloudResource? resource, ReadOnlySpan<Value> slots)
    {
        var text = new StringBuilder();
        foreach (Part part in _parts)
        {
            text.Append(part.Program is null ? part.Text : part.Program.Text switch
            {
                // Always the resource's own, whatever attributes of these names it has.
                "resource.address" when (ResourceValue.ResourceOf(slots[RuleVariables.Resource]) ?? resource) is { } subject => subject.Address.Text,
                "resource.type" when (ResourceValue.ResourceOf(slots[RuleVariables.Resource]) ?? resource) is { } subject => subject.Type,
                "item.address" when ResourceValue.ResourceOf(slots[RuleVariables.Item]) is { } item => item.Address.Text,
                _ => Describe(part.Program.Evaluate(slots)),
            });
        }

        return text.ToString();
    }

    /// <summary>A value as a reader of the message knows it: strings without quotes, lists with commas.</summary>
    public static string Describe(Value value)
    {
        string text = value.IsSensitive ? "(sensitive)" : value.Kind switch
        {
            ValueKind.String => value.AsString,
            ValueKind.Absent or ValueKind.Null => "null",
            ValueKind.Unknown => "(unknown)",
            ValueKind.List or ValueKind.Set => string.Join(", ", value.AsList.Items.Select(Describe)),
            ValueKind.Other when CelError.From(value) is not null => "(error)",
            _ => value.ToString(),
        };
        return text.Length <= MaxValueLength ? text : string.Concat(text.AsSpan(0, MaxValueLength), "…");
    }

    /// <summary>The brace behind the expression: those in its strings and maps are its own. -1 if there is none.</summary>
    private static int ClosingBrace(string text, int open)
    {
        int depth = 0;
        char quote = '\0';
        for (int i = open; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '{')
            {
                depth++;
            }
            else if (c == '}' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static Part CompilePart(MappedText message, TextSpan span, CelEnvironment environment, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        CelCompilation compiled = CelCompiler.Compile(Slice(message, span), environment);
        diagnostics.AddRange(compiled.Diagnostics);
        return new Part("", compiled.Program);
    }

    /// <summary>A part of a mapped text with the places of its own.</summary>
    private static MappedText Slice(MappedText text, TextSpan span)
    {
        TextSpan place = text.ToSource(span);
        string content = text.Text.Substring(span.Start, span.Length);
        return new MappedText(text.Source, content, [new TextSegment(0, place.Start, content.Length, place.Length)]);
    }

    private static Diagnostic Problem(MappedText text, TextSpan span, string summary) =>
        new("rule/message", DiagnosticSeverity.Error, summary, "`{expression}` is replaced by its value; `{{` and `}}` are braces.", text.Locate(span));
}
