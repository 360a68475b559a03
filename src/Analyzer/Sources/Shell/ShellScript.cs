using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>A script, or a block of shell inside a file of another format, as it was read. Immutable.</summary>
public sealed class ShellScript
{
    private readonly FrozenDictionary<int, HereDocument> _hereDocuments;
    private ShellWalk? _walk;

    internal ShellScript(MappedText text, ShellList body, ShellFindings findings)
    {
        Text = text;
        Body = body;
        Diagnostics = [.. findings.Diagnostics];
        Comments = [.. findings.Comments];
        BrokenContinuations = [.. findings.BrokenContinuations];
        _hereDocuments = findings.HereDocuments.DistinctBy(document => document.RedirectionStart).ToFrozenDictionary(document => document.RedirectionStart);
    }

    public MappedText Text { get; }

    public ShellList Body { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Comments with their spans in the file, not in the decoded text: suppressions are looked up there.</summary>
    public ImmutableArray<Comment> Comments { get; }

    public ImmutableArray<BrokenContinuation> BrokenContinuations { get; }

    /// <summary>Every command once, in the order of the source; functions as if called with unknown arguments.</summary>
    public ImmutableArray<CommandInvocation> Commands => DefaultWalk.Commands;

    /// <summary>The walk with nothing known from outside.</summary>
    public ShellWalk DefaultWalk
    {
        get
        {
            ShellWalk? walk = Volatile.Read(ref _walk);
            if (walk is null)
            {
                // Two threads may both make it: the results are equal.
                walk = Walk(ShellContext.Default);
                Volatile.Write(ref _walk, walk);
            }

            return walk;
        }
    }

    public static ShellScript Parse(MappedText text, ShellParseOptions? options = null) => ShellParser.Parse(text, options ?? ShellParseOptions.Default);

    /// <summary>Follows the script with what is known from outside: variables of the environment, the options of the shell, files it reads in.</summary>
    public ShellWalk Walk(ShellContext context) => ShellWalker.Walk(this, context);

    public SourceLocation Locate(TextSpan span) => Text.Locate(span);

    /// <summary>The text that belongs to a redirection with &lt;&lt;; null for others.</summary>
    public HereDocument? FindHereDocument(Redirection redirection) => _hereDocuments.GetValueOrDefault(redirection.Span.Start);
}

/// <summary>What the place of a script means for its text.</summary>
/// <param name="WorkflowExpressions">
/// "${{ … }}" is replaced before the shell reads the text, even between single quotes: so in the steps of a GitHub workflow.
/// </param>
public sealed record ShellParseOptions(bool WorkflowExpressions)
{
    public static readonly ShellParseOptions Default = new(WorkflowExpressions: false);

    public static readonly ShellParseOptions Workflow = new(WorkflowExpressions: true);
}
