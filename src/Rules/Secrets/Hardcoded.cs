using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Secrets;
using GcpLint.Text;

namespace GcpLint.Rules.Secrets;

/// <summary>Looks for secrets in every text that was read.</summary>
internal sealed class Hardcoded : IRule<SourceText>
{
    public RuleId Id => new("secrets/hardcoded");

    public void Check(SourceText subject, RuleContext context)
    {
        bool isExample = IsExample(subject.Path);
        bool isJudgedElsewhere = HasCredentialRules(subject, context.Model);
        string readers = context.Model.Dockerfiles.Any(file => file.Image is not null && ReferenceEquals(file.Source, subject)) ? "pull the image" : "read the repository";
        foreach (SecretMatch match in SecretScanner.Scan(subject))
        {
            if (match.Pattern.Kind != SecretKind.Token && (isExample || isJudgedElsewhere))
            {
                continue;
            }

            var place = new SourceLocation(subject, match.Span);
            string secret = SecretMask.Mask(subject.Content.AsSpan(match.Span.Start, match.Span.Length));
            string what = match.Name.Length > 0 ? $"`{match.Name}` holds a secret in plain text" : $"A secret stands here in plain text ({match.Pattern.Name})";
            context.Report(place, place, $"{what}: `{secret}`. Everybody who can {readers} has it, for ever. Revoke it, and read the new one from Secret Manager.");
        }
    }

    /// <summary>Files that show what to fill in, and code that is not deployed.</summary>
    private static bool IsExample(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.Contains("example", StringComparison.OrdinalIgnoreCase) || name.Contains("sample", StringComparison.OrdinalIgnoreCase)
            || name.Contains("template", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".dist", StringComparison.Ordinal)
            || path.Split('/')[..^1].Any(folder => folder is "test" or "tests" or "fixtures" or "testdata" or "examples" or "__tests__");
    }

    /// <summary>Compose files and workflows have rules of their own about credentials in their variables.</summary>
    private static bool HasCredentialRules(SourceText text, RepositoryModel model) =>
        model.Workflows.Any(workflow => ReferenceEquals(workflow.Source, text))
            || model.ComposeProjects.Any(project => project.Files.Any(file => ReferenceEquals(file.Source, text)));
}
