using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Shell;

/// <summary>Finds programs that are fetched and run without a look at them.</summary>
internal sealed class PipeToShell : IRule<PipelineStep>
{
    public RuleId Id => new("shell/pipe-to-shell");

    public void Check(PipelineStep subject, RuleContext context)
    {
        foreach (PipelineCommand command in subject.Commands)
        {
            if (command.Invocation is { Name.AsString: "curl" or "wget" } download
                && download.InPipelineWith.Skip(download.PipelineIndex + 1).FirstOrDefault(name => name is "bash" or "sh" or "zsh" or "dash" or "python" or "python3") is { } shell)
            {
                context.Report(command.Location, command.Location, $"`{download.Name.AsString} … | {shell}` runs whatever the server sends, even half of it when the connection breaks. Download a version, check its sum, then run it; or install a package.");
            }
        }
    }
}
