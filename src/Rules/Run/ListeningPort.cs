using System.Globalization;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Rules.Docker;

namespace GcpLint.Rules.Run;

/// <summary>The port that the program of an image listens on, where its command line says it.</summary>
/// <param name="Port">The number.</param>
/// <param name="Command">The program with its arguments, for people.</param>
/// <param name="Instruction">CMD or ENTRYPOINT.</param>
internal readonly record struct ListeningPort(int Port, string Command, Instruction Instruction)
{
    /// <summary>Null if the port is a variable, or if the program decides it by itself.</summary>
    public static ListeningPort? Of(BuildStage stage)
    {
        EffectiveSettings settings = stage.Effective;
        Instruction? start = settings.Cmd is null ? settings.Entrypoint : settings.Cmd;
        if (start is not { } instruction)
        {
            return null;
        }

        IEnumerable<ContainerCommand> commands = (settings.Entrypoint?.Command, settings.Cmd?.Command) switch
        {
            (ExecForm entrypoint, ExecForm cmd) => [new ContainerCommand([.. entrypoint.Words.Concat(cmd.Words).Select(word => word.AsString)], false)],
            ({ } entrypoint, _) => entrypoint.GetCommands(),
            (null, { } cmd) => cmd.GetCommands(),
            _ => [],
        };
        foreach (ContainerCommand command in commands.Select(Unwrap))
        {
            if (PortOf(command, stage) is { } port)
            {
                return new ListeningPort(port, command.ToString(), instruction);
            }
        }

        return null;
    }

    /// <summary>Of "exec", "python -m uvicorn", "uv run uvicorn" and the like the program that stays.</summary>
    private static ContainerCommand Unwrap(ContainerCommand command)
    {
        // Each turn takes words away.
        while (command.Words.Length > 2)
        {
            int skip = command switch
            {
                { IsPython: true } when command.Words[1] == "-m" => 2,
                { Name: "uv" or "poetry" or "pipenv" or "pdm" } when command.Words[1] == "run" => 2,
                { Name: "exec" or "tini" or "dumb-init" } when command.Words[1] == "--" => 2,
                { Name: "exec" or "tini" or "dumb-init" or "npx" } => 1,
                _ => 0,
            };
            if (skip == 0)
            {
                break;
            }

            command = new ContainerCommand(command.Words[skip..], command.MayHaveMoreWords);
        }

        return command;
    }

    private static int? PortOf(ContainerCommand command, BuildStage stage)
    {
        if (command.MayHaveMoreWords)
        {
            return null;
        }

        switch (command.Name)
        {
            case "uvicorn":
                return Option(command, ["--port"], "UVICORN_PORT", 8000, stage);
            case "flask" when command.Words.Contains("run"):
                return Option(command, ["--port", "-p"], "FLASK_RUN_PORT", 5000, stage);
            case "fastapi" when command.Words.Contains("run"):
                return Option(command, ["--port"], "PORT", null, stage);
            case "streamlit" when command.Words.Contains("run"):
                return Option(command, ["--server.port"], "STREAMLIT_SERVER_PORT", 8501, stage);
            case "http.server":
                return command.Words.Length == 1 ? 8000 : command.Words.Length == 2 ? Number(command.Words[1]) : null;
            case "next" or "vite" or "serve" or "http-server" or "rails":
                return Option(command, ["--port", "-p"], "PORT", null, stage);
            case "gunicorn" or "hypercorn" or "daphne":
                return command.Option("--bind", "-b") is { } bind && bind.Contains(':') ? Number(bind[(bind.LastIndexOf(':') + 1)..]) : null;
            default:
                return null;
        }
    }

    /// <summary>The option, else the default unless a variable of the image sets another.</summary>
    private static int? Option(ContainerCommand command, ReadOnlySpan<string> names, string variable, int? otherwise, BuildStage stage)
    {
        if (command.Option(names) is { } written)
        {
            return Number(written);
        }

        foreach (string name in names)
        {
            if (command.Words.Contains(name))
            {
                return null;
            }
        }

        return stage.Variables.Contains(variable) || command.Words.Contains("--uds") || command.Words.Contains("--fd") ? null : otherwise;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue ? port : null;
}
