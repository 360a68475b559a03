using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds copies of a whole build context that no .dockerignore belongs to.</summary>
internal sealed class Dockerignore : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/dockerignore");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { } final)
        {
            return;
        }

        TransferInstruction? copy = subject.GetReachable(final).SelectMany(stage => stage.GetContextCopies())
            .FirstOrDefault(copy => copy.Sources.Any(source => source.IsWholeContext()));
        if (copy is null)
        {
            return;
        }

        foreach (string folder in subject.GetContexts(context.Model))
        {
            if (subject.FindDockerIgnore(folder, context.Model) is null)
            {
                string place = folder.Length == 0 ? "the root of the repository" : $"`{folder}/`";
                context.ReportAt(copy, $"`{copy.Keyword} {copy.Sources[0].Text}` copies all of {place}, and there is no `.dockerignore`: `.git`, `.env` files and keys of whoever builds get into the image. Add one.");
                return;
            }
        }
    }
}
