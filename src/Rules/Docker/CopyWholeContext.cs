using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds copies of everything into the image that is shipped.</summary>
internal sealed class CopyWholeContext : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/copy-whole-context");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (OnlyAllowedFilesAreSent(subject, context.Model))
        {
            return;
        }

        foreach (TransferInstruction copy in subject.GetShippedLayers(context.Model).SelectMany(stage => stage.GetContextCopies()))
        {
            if (copy.Sources.Any(source => source.IsWholeContext()))
            {
                context.ReportAt(copy, $"`{copy.Keyword} {copy.Sources[0].Text}` puts everything that lies in the build context into the image: tests, tools, what somebody left there. Copy the folders that the service needs.");
            }
        }
    }

    /// <summary>A .dockerignore that leaves out everything and lets in what is named does the choosing.</summary>
    private static bool OnlyAllowedFilesAreSent(DockerfileModel file, RepositoryModel model) =>
        file.GetContexts(model).All(folder => file.FindDockerIgnore(folder, model) is { } path
            && model.DockerIgnores.FirstOrDefault(ignore => ignore.Source.Path == path) is { } ignore
            && ignore.Patterns.Any(pattern => !pattern.IsException && pattern.Text is "*" or "**")
            && ignore.Patterns.Any(pattern => pattern.IsException));
}
