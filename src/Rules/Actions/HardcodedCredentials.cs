using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Rules.Actions;

/// <summary>Finds passwords that stand in a workflow: of services, containers and variables.</summary>
internal sealed class HardcodedCredentials : IRule<Workflow>
{
    private static readonly string[] s_words = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY", "SECRET_KEY"];

    /// <summary>Endings of names that tell of the secret and are none: its file, its name, its length.</summary>
    private static readonly string[] s_about = ["_FILE", "_NAME", "_PATH", "_ID", "_URL", "_URI", "_LENGTH", "_TTL", "_EXPIRY", "_LIFETIME", "_TYPE", "_HEADER", "_VERSION", "_PROJECT", "_ENABLED"];

    public RuleId Id => new("actions/hardcoded-credentials");

    public void Check(Workflow subject, RuleContext context)
    {
        CheckVariables(subject.Env, context);
        foreach (Job job in subject.Jobs)
        {
            CheckVariables(job.Env, context);
            foreach (JobContainer container in job.Container is { } own ? job.Services.Add(own) : job.Services)
            {
                CheckVariables(container.Env, context);
                Check("password", container.Password, context);
            }

            foreach (Step step in job.Steps)
            {
                CheckVariables(step.Env, context);
                if (step.Uses?.FullName == "docker/login-action")
                {
                    Check("password", step.With.Get("password"), context);
                }
            }
        }
    }

    private static void CheckVariables(Value variables, RuleContext context)
    {
        foreach (ValueEntry entry in variables.AsMap.Entries)
        {
            string name = entry.Key.AsString.ToUpperInvariant();
            if (s_words.Any(word => name.EndsWith(word, StringComparison.Ordinal) || name.Contains(word + "_", StringComparison.Ordinal)) && !s_about.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)))
            {
                Check(entry.Key.AsString, entry.Value, context);
            }
        }
    }

    private static void Check(string name, Value value, RuleContext context)
    {
        string text = ScalarText.Of(value);
        if (value.Origin is { } origin && text.Length > 0 && !text.Contains("${{", StringComparison.Ordinal) && text.Trim() is not ("true" or "false" or "{}" or "[]")
            && !text.StartsWith('$') && !text.StartsWith('/') && !text.StartsWith("projects/", StringComparison.Ordinal))
        {
            context.Report(origin.Location, origin.Location, $"The value of `{name}` stands in the workflow, for all who may read the repository, and sooner or later for a system that matters. Make it for each run (`${{{{ github.run_id }}}}`) or take it from a secret.");
        }
    }
}
