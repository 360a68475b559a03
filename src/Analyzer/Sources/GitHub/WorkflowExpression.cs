using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>An expression in a scalar: <c>${{ … }}</c>, or a whole <c>if:</c>.</summary>
/// <param name="Text">The decoded scalar with its places.</param>
/// <param name="Span">In <paramref name="Text"/>, with the <c>${{</c> and <c>}}</c> if they are written.</param>
/// <param name="Root">An <see cref="ErrorNode"/> if it is malformed.</param>
public sealed record WorkflowExpression(MappedText Text, TextSpan Span, ExpressionNode Root)
{
    public bool IsValid => Root is not ErrorNode;

    /// <summary>The place of the whole, with its markers.</summary>
    public SourceLocation Location => Text.Locate(Span);

    public SourceLocation Locate(ExpressionNode node) => Text.Locate(node.Span);

    /// <summary>All <c>${{ … }}</c> in a value: in the scalar, or in all keys and scalars of a map or list.</summary>
    public static ImmutableArray<WorkflowExpression> Find(Value value)
    {
        var found = ImmutableArray.CreateBuilder<WorkflowExpression>();
        Find(value, found);
        return found.ToImmutable();
    }

    /// <summary>All <c>${{ … }}</c> in a text, such as <see cref="Step.Script"/>.</summary>
    public static ImmutableArray<WorkflowExpression> Find(MappedText text)
    {
        var found = ImmutableArray.CreateBuilder<WorkflowExpression>();
        Find(text, found);
        return found.ToImmutable();
    }

    private static void Find(Value value, ImmutableArray<WorkflowExpression>.Builder found)
    {
        if (value.TryGetString(out string? text))
        {
            if (text.Contains("${{", StringComparison.Ordinal) && ScalarText.Map(value) is { } mapped)
            {
                Find(mapped, found);
            }

            return;
        }

        foreach (Value item in value.AsList)
        {
            Find(item, found);
        }

        foreach (ValueEntry entry in value.AsMap)
        {
            Find(entry.Key, found);
            Find(entry.Value, found);
        }
    }

    private static void Find(MappedText mapped, ImmutableArray<WorkflowExpression>.Builder found)
    {
        string text = mapped.Text;
        int offset = 0;
        while (offset < text.Length)
        {
            int start = text.IndexOf("${{", offset, StringComparison.Ordinal);
            if (start < 0)
            {
                return;
            }

            int close = FindClose(text, start + 3);
            int end = close < 0 ? text.Length : close + 2;
            TextSpan inner = TextSpan.FromBounds(start + 3, close < 0 ? end : close);
            ExpressionNode root = close < 0
                ? new ErrorNode("The expression has no '}}'.", inner)
                : ExpressionParser.Parse(text, inner);
            found.Add(new WorkflowExpression(mapped, TextSpan.FromBounds(start, end), root));
            offset = end;
        }
    }

    /// <summary>The next <c>}}</c> that stands in no string.</summary>
    private static int FindClose(string text, int offset)
    {
        bool quoted = false;
        for (int i = offset; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] == '}' && i + 1 < text.Length && text[i + 1] == '}')
            {
                return i;
            }
        }

        return -1;
    }
}
