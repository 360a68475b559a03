using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Text;

namespace GcpLint.Rules.Env;

/// <summary>Compares the .env files of a folder with the example that tells newcomers what to set.</summary>
internal sealed class Example : IRule<RepositoryModel>
{
    /// <summary>More names than these make a message that nobody reads.</summary>
    private const int MaxNames = 8;

    public RuleId Id => new("env/example");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        foreach (IGrouping<string, DotEnvFile> folder in subject.EnvFiles.Where(file => !RepositoryPath.IsExhibit(file.Source.Path)).GroupBy(file => RepositoryPath.FolderOf(file.Source.Path), StringComparer.Ordinal))
        {
            DotEnvFile[] used = [.. folder.Where(file => !EnvFileNames.IsExample(file) && !file.Entries.IsEmpty)];
            DotEnvFile? example = folder.FirstOrDefault(EnvFileNames.IsExample) ?? subject.EnvFiles.FirstOrDefault(file => EnvFileNames.IsExample(file) && !RepositoryPath.FolderOf(file.Source.Path).Contains('/'));
            if (used.Length == 0)
            {
                continue;
            }

            if (example is null)
            {
                SourceLocation head = new(used[0].Source, default);
                context.Report(head, head, $"Nothing tells which variables `{used[0].Source.Path}` needs: whoever clones the repository has to read the code. Add a `.env.example` with every name and no secret.");
                continue;
            }

            string[] missing = [.. used.SelectMany(file => file.Entries).Select(entry => entry.Name).Where(name => !Documents(example, name)).Distinct(StringComparer.Ordinal)];
            if (missing.Length > 0)
            {
                SourceLocation head = new(example.Source, default);
                context.Report(head, head, $"`{example.Source.Path}` does not have {Names(missing)}, which {string.Join(", ", used.Where(file => missing.Any(name => Has(file, name))).Select(file => $"`{file.Source.Path}`"))} sets. Add the names without secret values.");
            }
        }
    }

    /// <summary>Set, or shown as a comment: <c># LOG_LEVEL=debug</c>.</summary>
    private static bool Documents(DotEnvFile example, string name) =>
        Has(example, name) || example.Comments.Any(comment => comment.OwnLine && example.Source.GetText(comment.Text).TrimStart().StartsWith(name, StringComparison.Ordinal));

    private static bool Has(DotEnvFile file, string name) => file.Variables.ContainsKey(name);

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(MaxNames).Select(name => $"`{name}`")) + (names.Length > MaxNames ? $" and {names.Length - MaxNames} more" : "");
}
