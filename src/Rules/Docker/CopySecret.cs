using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Docker;

/// <summary>Finds files with credentials among what is copied into the image that is shipped.</summary>
internal sealed class CopySecret : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/copy-secret");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.GetShippedLayers(context.Model))
        {
            foreach (TransferInstruction copy in stage.GetContextCopies())
            {
                string? secret = copy.Sources.Select(source => NamedBy(subject, copy, source) ?? FoundIn(subject, copy, source, context.Model)).FirstOrDefault(found => found is not null);
                if (secret is not null)
                {
                    SourceLocation place = copy.Locate(copy.Span);
                    context.Report(place, place, $"`{secret}` is copied into the image: whoever can pull it has the credentials, also after a later step deletes the file. Leave it out, and give the service an account of its own or a secret at run time.");
                }
            }
        }
    }

    private static string? NamedBy(DockerfileModel file, TransferInstruction copy, InstructionWord source)
    {
        Value path = file.Evaluate(copy, source);
        string name = RepositoryPath.NameOf(path.TryGetString(out string? known) ? known : source.Text).Replace("*", "", StringComparison.Ordinal);
        return SecretFiles.IsLikely(name) ? source.Text : null;
    }

    /// <summary>A file of the repository that lies in a folder that is copied, and that no .dockerignore leaves out.</summary>
    private static string? FoundIn(DockerfileModel file, TransferInstruction copy, InstructionWord source, RepositoryModel model)
    {
        if (source.Text.AsSpan().ContainsAny("*?[$") && !source.IsWholeContext())
        {
            return null;
        }

        foreach (string context in file.GetContexts(model))
        {
            string inContext = source.IsWholeContext() ? "." : source.Text.TrimStart('/');
            if (RepositoryPath.Combine(context, inContext) is not { } folder)
            {
                continue;
            }

            DockerIgnore? ignore = file.FindDockerIgnore(context, model) is { } path ? model.DockerIgnores.FirstOrDefault(item => item.Source.Path == path) : null;
            foreach (string candidate in model.Paths.Where(item => RepositoryPath.IsWithin(item, folder) && SecretFiles.IsCertain(RepositoryPath.NameOf(item))))
            {
                string relative = context.Length == 0 ? candidate : candidate[(context.Length + 1)..];
                if (ignore?.Ignores(relative) != true)
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
