using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Values;

namespace GcpLint.Rules.Docker;

/// <summary>Asks the environment of the image that is shipped.</summary>
internal sealed class PythonEnv : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/python-env");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { } stage || !stage.StartsSomething())
        {
            return;
        }

        ValueMap environment = subject.GetEnvironment(stage);
        bool isPython = stage.Root.Image is { } image && BaseImage.Of(image).IsPython;
        if (!isPython && !(subject.Image is not null && environment.ContainsKey("PYTHON_VERSION")))
        {
            return;
        }

        if (environment.ContainsKey("PYTHONUNBUFFERED") || IsUnbuffered(stage))
        {
            return;
        }

        string missing = environment.ContainsKey("PYTHONDONTWRITEBYTECODE") ? "PYTHONUNBUFFERED" : "PYTHONUNBUFFERED` and `PYTHONDONTWRITEBYTECODE";
        context.ReportAtBase(stage, $"`{missing}` not set: Python holds back its output, and the last lines before a crash never reach the log. Add `ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1`.");
    }

    /// <summary><c>python -u</c> does the same.</summary>
    private static bool IsUnbuffered(BuildStage stage) =>
        new[] { stage.Effective.Entrypoint?.Command, stage.Effective.Cmd?.Command }.OfType<CommandForm>()
            .SelectMany(form => form.GetCommands()).Any(command => command.IsPython && command.Has("-u"));
}
