using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Nginx;

/// <summary>A word of a directive.</summary>
/// <param name="Text">Without quotes and escapes.</param>
/// <param name="Span">With its quotes.</param>
public readonly record struct NginxWord(string Text, TextSpan Span);

/// <summary>A directive: <c>gzip on;</c>, or one with a block: <c>location / { … }</c>.</summary>
/// <param name="Words">The name and the parameters; never empty.</param>
/// <param name="Span">To its semicolon or closing brace.</param>
/// <param name="HeaderSpan">From the name to the semicolon or the opening brace.</param>
/// <param name="HasBlock">A brace follows its words.</param>
/// <param name="Children">The directives of its block.</param>
public sealed record NginxDirective(ImmutableArray<NginxWord> Words, TextSpan Span, TextSpan HeaderSpan, bool HasBlock, ImmutableArray<NginxDirective> Children)
{
    public string Name => Words[0].Text;

    /// <summary>A parameter, the first one at 0; "" where there is none.</summary>
    public string Argument(int index) => index + 1 < Words.Length ? Words[index + 1].Text : "";

    public IEnumerable<string> Arguments => Words.Skip(1).Select(word => word.Text);

    /// <summary>The directives of a name in its block, not in the blocks inside of it.</summary>
    public IEnumerable<NginxDirective> Find(string name) => Children.Where(child => child.Name == name);

    /// <summary>Itself and all directives below it, in the order of the source.</summary>
    public IEnumerable<NginxDirective> DescendantsAndSelf()
    {
        var open = new Stack<NginxDirective>();
        open.Push(this);
        while (open.TryPop(out NginxDirective? next))
        {
            yield return next;
            for (int i = next.Children.Length - 1; i >= 0; i--)
            {
                open.Push(next.Children[i]);
            }
        }
    }

    public override string ToString() => string.Join(' ', Words.Select(word => word.Text)) + (HasBlock ? " { … }" : ";");
}
