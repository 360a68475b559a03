using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds mounts of the folder that the image is built from, or of the whole repository.</summary>
internal sealed class BindMountSource : IRule<ComposeProject>
{
    public RuleId Id => new("compose/bind-mount-source");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            foreach (ComposeMount mount in service.Mounts)
            {
                if (!mount.IsBind || mount.Value.Origin is not { } origin || IsForDevelopment(origin.Location.Source.Path))
                {
                    continue;
                }

                string folder = RepositoryPath.FolderOf(origin.Location.Source.Path);
                if (RepositoryPath.Combine(folder, mount.Source) is { } source && (source.Length == 0 || source == folder))
                {
                    context.ReportAtValue(service, mount.Value, $"`{mount.Source}:{mount.Target}` puts the whole repository over what was built, `.git` and `.env` included: what runs is no longer the image. Mount the folders that are edited, in an override file for development.");
                }
            }
        }
    }

    /// <summary>Files whose names say that they are for a developer's machine.</summary>
    private static bool IsForDevelopment(string path)
    {
        string name = RepositoryPath.NameOf(path);
        return name.Contains("override", StringComparison.OrdinalIgnoreCase) || name.Split('.', '-', '_').Any(part => part is "dev" or "develop" or "development" or "local");
    }
}
