using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Rules.Examples;

/// <summary>A file of an example without its marks, and where they were.</summary>
/// <param name="Source">The text that is scanned.</param>
/// <param name="Lines">The line of the start of each mark <c>[|…|]</c>, in order.</param>
internal sealed record ExampleSource(SourceText Source, ImmutableArray<int> Lines)
{
    public static ExampleSource Parse(string path, string marked)
    {
        var text = new StringBuilder(marked.Length);
        var starts = new List<int>();
        int open = 0;
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("[|"))
            {
                starts.Add(text.Length);
                open++;
                i++;
            }
            else if (open > 0 && marked.AsSpan(i).StartsWith("|]"))
            {
                open--;
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        var source = new SourceText(path, text.ToString());
        return new ExampleSource(source, [.. starts.Select(source.GetLine)]);
    }
}
