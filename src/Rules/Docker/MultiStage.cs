using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Looks for Dockerfiles of one stage that install the application's dependencies or compile.</summary>
internal sealed class MultiStage : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/multi-stage");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.Stages is not [var stage] || stage.IsScratch || !stage.StartsSomething())
        {
            return;
        }

        foreach ((RunInstruction _, ContainerCommand command) in stage.GetRunCommands())
        {
            if (InstallCommand.Read(command) is { IsOfManifest: true } || IsBuild(command))
            {
                context.ReportAtBase(stage, $"The image is built in one stage: `{Shorten(command)}` leaves its tools and caches in what is shipped. Build in a first stage and copy the result into a second one.");
                return;
            }
        }
    }

    private static bool IsBuild(ContainerCommand command) => command.Name switch
    {
        "go" or "cargo" => command.Has("build", "install"),
        "mvn" or "mvnw" => command.Has("package", "install", "verify"),
        "gradle" or "gradlew" => command.Has("build", "assemble", "bootJar", "installDist"),
        "dotnet" => command.Has("publish", "build"),
        "make" or "cmake" or "gcc" or "g++" or "tsc" => true,
        "npm" or "yarn" or "pnpm" => command.Has("build"),
        _ => false,
    };

    private static string Shorten(ContainerCommand command)
    {
        const int Longest = 60;
        string text = command.ToString();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
