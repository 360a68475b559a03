using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;

namespace GcpLint.Rules.Docker;

/// <summary>Asks .dockerignore files about what must never be sent to a build.</summary>
internal sealed class DockerignoreIncomplete : IRule<DockerIgnore>
{
    public RuleId Id => new("docker/dockerignore-incomplete");

    public void Check(DockerIgnore subject, RuleContext context)
    {
        string path = subject.Source.Path;
        string folder = RepositoryPath.FolderOf(path);
        bool isOfFolder = RepositoryPath.NameOf(path) == ".dockerignore";
        if (!isOfFolder || !context.Model.Dockerfiles.Any(file => file.GetContexts(context.Model).Contains(folder)))
        {
            return;
        }

        // History and credentials of the whole repository lie in its root; other folders are asked if all of them is copied
        // and something there, such as an example, says that developers have such a file.
        bool isCopiedWhole = context.Model.Dockerfiles.Any(file => file.GetContexts(context.Model).Contains(folder)
            && file.Stages.SelectMany(stage => stage.GetContextCopies()).Any(copy => copy.Sources.Any(source => source.IsWholeContext())));
        isCopiedWhole &= context.Model.Paths.Any(file => RepositoryPath.FolderOf(file) == folder && RepositoryPath.NameOf(file).StartsWith(".env", StringComparison.Ordinal));
        var missing = new List<string>();
        if (folder.Length == 0 && !subject.Ignores(".git"))
        {
            missing.Add(".git");
        }

        if ((folder.Length == 0 || isCopiedWhole) && !subject.Ignores(".env"))
        {
            missing.Add(".env");
        }

        missing.AddRange(context.Model.Paths
            .Where(file => RepositoryPath.IsWithin(file, folder))
            .Select(file => folder.Length == 0 ? file : file[(folder.Length + 1)..])
            .Where(file => SecretFiles.IsCertain(RepositoryPath.NameOf(file)) && !subject.Ignores(file)));
        if (missing.Count > 0)
        {
            var head = new SourceLocation(subject.Source, subject.Source.GetLineSpan(1));
            context.Report(head, head, $"`{string.Join("`, `", missing.Distinct().Take(5))}` {(missing.Count == 1 ? "is" : "are")} sent to every build and may end up in the image. Add {(missing.Count == 1 ? "it" : "them")} to `.dockerignore`.");
        }
    }
}
