using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds installations for development in what reaches the images that are shipped.</summary>
internal sealed class DevelopmentDependencies : IRule<DockerfileModel>
{
    private const string Editable = "--editable";

    public RuleId Id => new("docker/development-dependencies");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        var seen = new HashSet<RunInstruction>(ReferenceEqualityComparer.Instance);
        foreach (ShippedStage shipped in subject.GetShippedStages(context.Model).Where(shipped => !shipped.IsForDevelopment))
        {
            var layers = shipped.Stage.Lineage.ToList();
            foreach (BuildStage stage in layers.Concat(layers.SelectMany(layer => InstalledFrom(layer, subject))).Distinct())
            {
                foreach ((RunInstruction run, InstallCommand install) in InstallCommand.Of(stage))
                {
                    if (DevelopmentPart(install) is not { } part || !seen.Add(run))
                    {
                        continue;
                    }

                    string built = shipped.Build is { Target: { } target } build ? $" `{build.Location.Source.Path}` ships stage `{target}`." : "";
                    context.ReportAt(run, part == Editable
                        ? $"An editable installation links to the sources as they lie there instead of installing the package, which is for development.{built} Install without `--editable`."
                        : $"`{part}` installs what only development needs into the image that is shipped: more to attack and to update.{built} Install the dependencies of the service alone.");
                }
            }
        }
    }

    /// <summary>The stages from which installed packages are copied.</summary>
    private static IEnumerable<BuildStage> InstalledFrom(BuildStage stage, DockerfileModel file)
    {
        foreach (CopyInstruction copy in stage.Instructions.OfType<CopyInstruction>())
        {
            if (copy.From?.Value is { } from && file.ResolveSource(from).Stage is { } source
                && copy.Sources.Any(path => path.Text.Contains("venv", StringComparison.Ordinal) || path.Text.Contains("site-packages", StringComparison.Ordinal) || path.Text.TrimEnd('/').EndsWith("node_modules", StringComparison.Ordinal)))
            {
                foreach (BuildStage layer in source.Lineage)
                {
                    yield return layer;
                }
            }
        }
    }

    private static string? DevelopmentPart(InstallCommand install)
    {
        switch (install.Tool)
        {
            case "pip" or "uv pip":
                return install.RequirementFiles.FirstOrDefault(file => IsDevelopment(RepositoryPath.NameOf(file)))
                    ?? install.Arguments.FirstOrDefault(HasDevelopmentExtra)
                    ?? (install.Command.Has("-e", "--editable") ? Editable : null);
            case "uv sync":
                return install.Command.Has("--all-extras") ? "--all-extras" : install.Command.Has("--dev") ? "--dev"
                    : install.Command.Option("--extra", "--group", "--only-group") is { } name && IsDevelopment(name) ? name : null;
            case "poetry":
                return install.Command.Option("--with", "--extras", "-E") is { } groups && groups.Split(',', ' ').Any(IsDevelopment) ? $"--with {groups}" : null;
            case "pipenv":
                return install.Command.Has("--dev", "-d") ? "--dev" : null;
            case "npm" or "pnpm" or "yarn":
                return install.Arguments.FirstOrDefault(word => word is "--include=dev" or "--production=false" or "--prod=false");
            default:
                return null;
        }
    }

    /// <summary>"requirements-dev.txt", "dev.txt", "test": the word as a part of its own.</summary>
    private static bool IsDevelopment(string name) =>
        name.Split('-', '_', '.', ' ').Any(part => part.ToLowerInvariant() is "dev" or "develop" or "development" or "devel" or "test" or "tests" or "testing" or "lint");

    private static bool HasDevelopmentExtra(string word)
    {
        int open = word.IndexOf('[', StringComparison.Ordinal);
        int close = word.LastIndexOf(']');
        return word.StartsWith('.') && open > 0 && close > open && word[(open + 1)..close].Split(',').Any(extra => IsDevelopment(extra.Trim()));
    }
}
