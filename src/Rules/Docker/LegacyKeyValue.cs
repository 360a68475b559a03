using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds ENV and LABEL without "=".</summary>
internal sealed class LegacyKeyValue : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/legacy-key-value");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (Instruction instruction in subject.Stages.SelectMany(stage => stage.Instructions))
        {
            NameValue? pair = instruction switch
            {
                EnvInstruction { IsLegacy: true, Variables: [var variable] } => variable,
                LabelInstruction { IsLegacy: true, Labels: [var label] } => label,
                _ => null,
            };
            if (pair is { } legacy)
            {
                context.ReportAt(instruction, $"`{instruction.Keyword} {legacy.Name.Text} …` is the old form, which takes the whole rest of the line as one value. Write `{instruction.Keyword} {legacy.Name.Text}=…`.");
            }
        }
    }
}
