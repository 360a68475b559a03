using GcpLint.Cli.Commands;
using GcpLint.Cli.Terminal;

using var terminal = new SystemTerminal();
return (int)CommandLine.Run(args, terminal);
