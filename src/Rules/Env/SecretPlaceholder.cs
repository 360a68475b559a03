using System.Text.RegularExpressions;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Rules.Run;

namespace GcpLint.Rules.Env;

/// <summary>
/// Finds services that get a placeholder instead of a secret: one that is written in the command, and one that a .env
/// file has and its loader takes as it stands.
/// </summary>
internal sealed partial class SecretPlaceholder : IResourceRule
{
    public RuleId Id => new("env/secret-placeholder");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        // Templates of YAML are filled in before they are applied; what Terraform ignores somebody sets by hand.
        if (resource.Source == ResourceSource.Yaml || !resource.Lifecycle.IgnoreChanges.IsEmpty)
        {
            return;
        }

        EnvFileLoads? loads = null;
        var workload = new RunWorkload(resource);
        foreach (RunVariable variable in workload.Variables)
        {
            if (variable.Value.TryGetString(out string? text))
            {
                if (IsPlaceholder(variable.Name, text))
                {
                    Report(variable, $"`{variable.Name}` of `{resource.Address}` is deployed with the placeholder `{text}` as its value.", []);
                }

                continue;
            }

            foreach (string name in EnvFileLoads.NamesIn(variable.Value))
            {
                loads ??= EnvFileLoads.Of(deployment, context.Model);
                if (FindEntry(loads, name, variable.Name) is { Entry.Key.Origin: { } origin } entry)
                {
                    Report(variable, $"`{variable.Name}` of `{resource.Address}` is deployed with the placeholder `{entry.Raw}` of `{origin.Location.Source.Path}` as its value.", [new RelatedLocation("the placeholder", origin.Location)]);
                    break;
                }
            }
        }

        void Report(RunVariable variable, string message, RelatedLocation[] related) => context.Report(new RuleReport
        {
            Location = workload.Locate(variable),
            Scope = resource.Block,
            Message = $"{message} Leave it out when the file is loaded, and mount the secret: `--set-secrets={variable.Name}=SECRET:VERSION`.",
            Resource = resource.Address,
            Related = [.. related],
        });
    }

    private static DotEnvEntry? FindEntry(EnvFileLoads loads, string name, string variable)
    {
        foreach ((LoadedEnvFile file, DotEnvEntry entry) in loads.Find(name))
        {
            // A shell that sources the file replaces ${NAME} itself.
            bool isReplaced = file.IsSourced && entry.Raw.Contains('$', StringComparison.Ordinal) && entry.Quote != DotEnvQuote.Single;
            if (!isReplaced && IsPlaceholder(variable, entry.Raw) && !loads.HandlesPlaceholders)
            {
                return entry;
            }
        }

        return null;
    }

    private static bool IsPlaceholder(string variable, string text) =>
        ReferencePattern().IsMatch(text) ? SecretText.IsName(variable) || text.Contains("SECRET", StringComparison.Ordinal)
            : SecretText.IsName(variable) && WordPattern().IsMatch(text);

    /// <summary>${SECRET_NAME}, {{NAME}}, %NAME%, &lt;name&gt;</summary>
    [GeneratedRegex(@"^(\$\{[A-Za-z_][A-Za-z0-9_.:-]*\}|\{\{\s*[A-Za-z0-9_.-]+\s*\}\}|%[A-Z][A-Z0-9_]*%|<[A-Za-z][A-Za-z0-9 _-]*>|__[A-Z][A-Z0-9_]*__)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"^(change[-_ ]?me.*|replace[-_ ]?(me|with.*)|placeholder|your[-_ ].*|todo|tbd|xxx+|to[-_ ]be[-_ ](set|replaced)|fill[-_ ]?me[-_ ]?in)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordPattern();
}
