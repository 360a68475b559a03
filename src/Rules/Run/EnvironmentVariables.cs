using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Rules.Env;

namespace GcpLint.Rules.Run;

/// <summary>
/// Finds variables of a .env file that a deployment loads and then hands over one by one, forgetting some: nobody reads
/// them, and the services run with their defaults.
/// </summary>
internal sealed class EnvironmentVariables : IRule<Deployment>
{
    /// <summary>Fewer variables that a service takes from the file do not show that the file is meant for it.</summary>
    private const int LeastTaken = 2;

    /// <summary>More names than these make a message that nobody reads.</summary>
    private const int MaxNames = 8;

    public RuleId Id => new("run/environment-variables");

    public void Check(Deployment subject, RuleContext context)
    {
        if (subject.Kind != DeploymentKind.Commands)
        {
            return;
        }

        RunWorkload[] workloads = [.. subject.Resources.Where(resource => RunWorkload.Types.Contains(resource.Type)).Select(resource => new RunWorkload(resource))];
        if (workloads.Length == 0 || workloads.Any(workload => workload.MayHaveMoreVariables || workload.Resource.IsUpdate))
        {
            return;
        }

        EnvFileLoads loads = EnvFileLoads.Of(subject, context.Model);
        if (FileFor(loads, subject) is not { } file)
        {
            return;
        }

        (RunWorkload main, int taken) = workloads.Select(workload => (workload, Taken: workload.Variables.Count(variable => EnvFileLoads.NameOf(variable.Value) is { Length: > 0 } name && file.Variables.ContainsKey(name))))
            .OrderByDescending(pair => pair.Taken).ThenBy(pair => pair.workload.Resource.Block.Span.Start).First();
        HashSet<string> given = [.. context.Model.Deployments.SelectMany(deployment => deployment.Resources).Where(resource => RunWorkload.Types.Contains(resource.Type))
            .SelectMany(resource => new RunWorkload(resource).Variables).Select(variable => variable.Name)];
        string[] forgotten =
        [
            .. file.Entries.Where(entry => !entry.Name.StartsWith("SECRET_", StringComparison.Ordinal) && !SecretText.IsName(entry.Name.ToUpperInvariant()) && !given.Contains(entry.Name.ToUpperInvariant()) && !context.Model.Scripts.Any(script => Uses(script, entry)))
                .Select(entry => entry.Name).Distinct(StringComparer.Ordinal),
        ];
        if (taken >= LeastTaken && forgotten.Length > 0)
        {
            string names = string.Join(", ", forgotten.Take(MaxNames).Select(name => $"`{name}`")) + (forgotten.Length > MaxNames ? $" and {forgotten.Length - MaxNames} more" : "");
            context.Report(main.Resource.Header, main.Resource.Block, $"{names} of `{file.Source.Path}` never reach a service: `{main.Resource.Address}` takes {taken} variables of the file and leaves these out, so the program runs with its defaults. Pass them on, or remove them from the file.");
        }
    }

    /// <summary>The file of the deployment's environment, else that of production, else the only one.</summary>
    private static DotEnvFile? FileFor(EnvFileLoads loads, Deployment deployment)
    {
        EnvironmentTier tier = deployment.Environment?.Tier ?? EnvironmentTier.Production;
        return loads.Files.Select(loaded => loaded.File).FirstOrDefault(file => EnvFileNames.TierOf(file) == tier)
            ?? (loads.Files.Length == 1 ? loads.Files[0].File : null);
    }

    /// <summary>The script works with it itself: the variable is for the deployment and not for a service.</summary>
    private static bool Uses(ShellScript script, DotEnvEntry entry)
    {
        string text = script.Text.Text;
        for (int at = text.IndexOf(entry.Name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(entry.Name, at + 1, StringComparison.Ordinal))
        {
            int end = at + entry.Name.Length;
            bool isWhole = (at == 0 || !IsNameCharacter(text[at - 1])) && (end == text.Length || !IsNameCharacter(text[end]));
            if (isWhole)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
