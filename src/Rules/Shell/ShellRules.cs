using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Shell;

internal static class ShellRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new BrokenContinuation(),
        new IdempotentCreate(),
        new PipeToShell(),
        new StrictScript(),
        new UnconfirmedDelete(),
    ];
}
