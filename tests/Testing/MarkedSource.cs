using GcpLint.Text;

namespace GcpLint.Testing;

/// <summary>
/// Test source with places marked as <c>[|place|]</c>: tests say where something is without counting lines.
/// </summary>
public sealed class MarkedSource
{
    private MarkedSource(SourceText source, IReadOnlyList<TextSpan> spans)
    {
        Source = source;
        Spans = spans;
    }

    /// <summary>The text without its marks.</summary>
    public SourceText Source { get; }

    /// <summary>The marked places in the order of their starts.</summary>
    public IReadOnlyList<TextSpan> Spans { get; }

    public static MarkedSource Parse(string path, string marked)
    {
        var text = new System.Text.StringBuilder();
        var starts = new Stack<int>();
        var spans = new List<TextSpan>();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked[i] == '[' && i + 1 < marked.Length && marked[i + 1] == '|')
            {
                starts.Push(text.Length);
                i++;
            }
            else if (marked[i] == '|' && i + 1 < marked.Length && marked[i + 1] == ']' && starts.Count > 0)
            {
                spans.Add(TextSpan.FromBounds(starts.Pop(), text.Length));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        spans.Sort();
        return new MarkedSource(new SourceText(path, text.ToString()), spans);
    }
}
