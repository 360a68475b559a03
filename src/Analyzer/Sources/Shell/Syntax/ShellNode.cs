using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>A node of a script. Spans are offsets in the decoded text of the script: <see cref="ShellScript.Locate"/> tells the place in the file.</summary>
public abstract record ShellNode
{
    private protected ShellNode(TextSpan span) => Span = span;

    public TextSpan Span { get; }
}
