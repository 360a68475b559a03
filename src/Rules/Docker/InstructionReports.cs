using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;

namespace GcpLint.Rules.Docker;

/// <summary>Where findings about Dockerfiles belong.</summary>
internal static class InstructionReports
{
    /// <summary>Something is wrong with an instruction.</summary>
    public static void ReportAt(this RuleContext context, Instruction instruction, string message)
    {
        SourceLocation place = instruction.Locate(instruction.Span);
        context.Report(place, place, message);
    }

    /// <summary>Something is wrong with the base of a stage, or missing from its image.</summary>
    public static void ReportAtBase(this RuleContext context, BuildStage stage, string message) =>
        context.Report(stage.From.Locate(stage.From.Image.Span), stage.From.Locate(stage.From.Span), message);
}
