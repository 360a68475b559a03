using GcpLint.Cli.Terminal;

namespace GcpLint.Cli;

/// <summary>What commands work with: the world outside and the rules that there are.</summary>
internal sealed record Host(ITerminal Terminal, IRuleLibrary Rules);
