using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Text;

namespace GcpLint.Rules.Env;

/// <summary>Makes findings of what the reader of .env files could not read.</summary>
internal sealed class Syntax : IRule<DotEnvFile>
{
    public RuleId Id => new("env/syntax");

    public void Check(DotEnvFile subject, RuleContext context)
    {
        foreach (Diagnostic diagnostic in subject.Diagnostics)
        {
            if (diagnostic.IsError)
            {
                context.Report(diagnostic.Location, diagnostic.Location, $"{diagnostic.Summary}: programs that read the file stop here, or go on without it. {diagnostic.Detail}");
            }
        }
    }
}
