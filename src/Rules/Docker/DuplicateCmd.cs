using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds instructions that a later one of the same stage makes void.</summary>
internal sealed class DuplicateCmd : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/duplicate-cmd");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.Stages)
        {
            foreach (IGrouping<string, Instruction> same in stage.Instructions.Where(item => item is CmdInstruction or EntrypointInstruction or HealthcheckInstruction).GroupBy(item => item.Keyword, StringComparer.Ordinal))
            {
                foreach (Instruction instruction in same.SkipLast(1))
                {
                    context.ReportAt(instruction, $"A later `{instruction.Keyword}` of the same stage replaces this one. Delete the one that is not meant.");
                }
            }
        }
    }
}
