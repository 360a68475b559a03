using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Shell;

namespace GcpLint.Rules.Shell;

/// <summary>Reports the places where a command ends though its author went on.</summary>
internal sealed class BrokenContinuation : IRule<PipelineStep>
{
    public RuleId Id => new("shell/broken-continuation");

    public void Check(PipelineStep subject, RuleContext context)
    {
        if (subject.Script is not { } script)
        {
            return;
        }

        foreach (Analyzer.Sources.Shell.BrokenContinuation broken in script.BrokenContinuations)
        {
            context.Report(script.Locate(broken.Span), subject.Location, broken.Kind switch
            {
                BrokenContinuationKind.TrailingBlanks => "Blanks stand behind the backslash: the command ends here, and the next line is a command of its own. Remove the blanks.",
                BrokenContinuationKind.CommentBehindBackslash => "A comment stands behind the backslash: the command ends here, and the next line is a command of its own. Put the comment on a line above the command.",
                _ => "A comment stands between the lines of a command: the command ends here, and the next line is a command of its own. Put the comment above the command.",
            });
        }
    }
}
