using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Looks at what the images that are shipped start.</summary>
internal sealed class DevelopmentServer : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/development-server");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (ShippedStage shipped in subject.GetShippedStages(context.Model).Where(shipped => !shipped.IsForDevelopment))
        {
            foreach ((Instruction Instruction, ImmutableArray<ContainerCommand> Commands) start in StartsOf(shipped.Stage))
            {
                if (start.Commands.Select(DevelopmentMode).FirstOrDefault(text => text is not null) is not { } mode)
                {
                    continue;
                }

                string built = shipped.Build is { Target: { } target } build ? $" `{build.Location.Source.Path}` ships stage `{target}`." : "";
                context.ReportAt(start.Instruction, $"`{mode}` is for development: it watches files, shows internals in errors and serves few requests at a time.{built} Start the production server instead.");
                break;
            }
        }
    }

    private static IEnumerable<(Instruction, ImmutableArray<ContainerCommand>)> StartsOf(BuildStage stage)
    {
        EntrypointInstruction? entrypoint = stage.Effective.Entrypoint;
        if (stage.Effective.Cmd is { } cmd)
        {
            // Behind an entry point in JSON, the words of CMD are its arguments.
            yield return (cmd, entrypoint?.Command is ExecForm program && cmd.Command is ExecForm arguments
                ? [new ContainerCommand([.. program.Words.Concat(arguments.Words).Select(word => word.AsString)], false)]
                : cmd.Command.GetCommands());
        }

        if (entrypoint is not null)
        {
            yield return (entrypoint, entrypoint.Command.GetCommands());
        }
    }

    /// <summary>What makes a command one for development; null if nothing does.</summary>
    private static string? DevelopmentMode(ContainerCommand command)
    {
        string program = command.Name;
        if (command.IsPython && command.Words is [_, "-m", var module, ..])
        {
            program = module;
        }
        else if (command.Name is "poetry" or "pipenv" or "uv" or "npx" or "pnpx" && command.Words.Length > 2)
        {
            program = command.Words.Skip(1).First(word => word is not "run" and not "exec");
        }

        return program switch
        {
            "uvicorn" or "gunicorn" or "hypercorn" or "granian" when command.Has("--reload") => $"{program} --reload",
            "flask" when command.Has("run") => "flask run",
            "fastapi" when command.Has("dev") => "fastapi dev",
            "nodemon" or "ts-node-dev" or "webpack-dev-server" or "watchmedo" => program,
            "next" or "nuxt" or "astro" or "wrangler" when command.Has("dev") => $"{program} dev",
            "vite" when !command.Has("build", "preview") => "vite",
            "ng" when command.Has("serve") => "ng serve",
            "tsx" when command.Has("watch") => "tsx watch",
            "node" when command.Has("--watch") => "node --watch",
            "npm" or "pnpm" or "yarn" or "bun" when IsDevelopmentScript(command) => $"{program} run dev",
            "php" when command.Has("-S") || (command.Has("artisan") && command.Has("serve")) => command.Has("-S") ? "php -S" : "php artisan serve",
            _ => command.Arguments.Any(word => word.EndsWith("manage.py", StringComparison.Ordinal)) || program.EndsWith("manage.py", StringComparison.Ordinal)
                ? command.Has("runserver") ? "manage.py runserver" : null
                : null,
        };
    }

    private static bool IsDevelopmentScript(ContainerCommand command) =>
        command.Arguments.Where(word => !word.StartsWith('-')).SkipWhile(word => word == "run").FirstOrDefault() is "dev" or "start:dev" or "dev:server" or "serve:dev" or "develop";
}
