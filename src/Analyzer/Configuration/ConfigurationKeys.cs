using System.Collections.Immutable;

namespace GcpLint.Analyzer.Configuration;

/// <summary>What may stand at a key of <c>.gcp-lint.yaml</c>.</summary>
internal enum KeyType : byte
{
    Text,
    Boolean,
    Date,
    Any,

    /// <summary>A whole number that is not negative.</summary>
    Count,

    /// <summary>One of <see cref="ConfigurationKey.Choices"/>.</summary>
    Choice,

    /// <summary>A list of texts; a single text stands for a list of one.</summary>
    Texts,

    /// <summary>A mapping with the keys of <see cref="ConfigurationKey.Keys"/>.</summary>
    Mapping,

    /// <summary>A list of such mappings.</summary>
    Mappings,

    /// <summary>A mapping from names that the author chooses to such mappings, or to anything if there are no keys.</summary>
    Named,
}

/// <summary>A key of the configuration file: the reader checks by it, and the published JSON schema is made of it.</summary>
internal sealed record ConfigurationKey(string Name, KeyType Type, string Description)
{
    public ImmutableArray<string> Choices { get; init; } = [];

    public ImmutableArray<ConfigurationKey> Keys { get; init; } = [];

    public bool Required { get; init; }
}

/// <summary>Every key of <c>.gcp-lint.yaml</c>.</summary>
internal static class ConfigurationKeys
{
    public static readonly ImmutableArray<string> Profiles = ["default", "strict"];

    public static readonly ImmutableArray<string> Severities = ["info", "low", "medium", "high", "critical"];

    public static readonly ImmutableArray<string> FailOn = ["never", "low", "medium", "high", "critical"];

    public static readonly ImmutableArray<string> Tiers = ["development", "test", "staging", "production"];

    public static readonly ImmutableArray<ConfigurationKey> Top =
    [
        new("profile", KeyType.Choice, "Which rules run: those that are certain and matter, or all.") { Choices = Profiles },
        new("fail-on", KeyType.Choice, "The least severity that makes a scan end with exit code 1.") { Choices = FailOn },
        new("include", KeyType.Texts, "Patterns in the syntax of .gitignore; if there are any, only files that match one are read."),
        new("exclude", KeyType.Texts, "Patterns in the syntax of .gitignore; what matches is not read."),
        new("enable", KeyType.Texts, "Rules that run whatever the profile says: ids, or areas as docker/*."),
        new("disable", KeyType.Texts, "Rules that do not run: ids, or areas as docker/*."),
        new("rules", KeyType.Named, "Settings of single rules, by id.")
        {
            Keys =
            [
                new("enabled", KeyType.Boolean, "Whether the rule runs, whatever the profile says."),
                new("severity", KeyType.Choice, "The severity of its findings.") { Choices = Severities },
                new("options", KeyType.Named, "Options of the rule; gcp-lint explain ID lists them."),
            ],
        },
        new("environments", KeyType.Named, "Environments that the repository does not show by its files, by name.")
        {
            Keys =
            [
                new("tier", KeyType.Choice, "What kind of environment it is; without it the name decides.") { Choices = Tiers },
                new("root", KeyType.Text, "Folder of the Terraform root module that it belongs to; without it all."),
                new("var-files", KeyType.Texts, "Files of Terraform variables, later ones stronger."),
                new("variables", KeyType.Named, "Values of Terraform variables; stronger than the files."),
                new("workspace", KeyType.Text, "Terraform workspace that it is: the value of terraform.workspace."),
                new("projects", KeyType.Texts, "Live projects that it is: ids, with * for any part."),
                new("labels", KeyType.Texts, "Labels that tell live projects of it: key=value, or a key alone."),
            ],
        },
        new("suppressions", KeyType.Mappings, "Findings that do not count.")
        {
            Keys =
            [
                new("rules", KeyType.Texts, "Ids, areas as docker/*, or *.") { Required = true },
                new("paths", KeyType.Texts, "Patterns in the syntax of .gitignore; without it every path."),
                new("resources", KeyType.Texts, "Resource addresses, with * for any part; without it every resource."),
                new("reason", KeyType.Text, "Why they do not count.") { Required = true },
                new("until", KeyType.Date, "The last day on which it holds, as 2027-01-31."),
            ],
        },
        new("expect", KeyType.Mapping, "What the projects of this organisation have to have.")
        {
            Keys =
            [
                new("apis", KeyType.Texts, "APIs that are enabled, as run.googleapis.com."),
                new("buckets", KeyType.Texts, "Buckets that exist."),
                new("secrets", KeyType.Texts, "Secrets that exist in Secret Manager."),
                new("variables", KeyType.Texts, "Variables that every .env file sets."),
                new("regions", KeyType.Texts, "The only regions in which something is made."),
                new("labels", KeyType.Texts, "Labels of everything that can have labels."),
                new("names", KeyType.Named, "Patterns of names by resource type, with * for any text."),
                new("service-accounts", KeyType.Named, "Service accounts by the part of their address before the @.")
                {
                    Keys = [new("roles", KeyType.Texts, "All roles that it has in the project, and no others.") { Required = true }],
                },
                new("environments", KeyType.Named, "What environments look like, by name or tier.")
                {
                    Keys =
                    [
                        new("database-tiers", KeyType.Texts, "Tiers that databases may have."),
                        new("min-instances", KeyType.Count, "How many instances services keep."),
                        new("max-instances", KeyType.Count, "How many instances services start at most."),
                    ],
                },
            ],
        },
        new("org-policies", KeyType.Mappings, "Policies of the organisation that are written elsewhere.")
        {
            Keys =
            [
                new("constraint", KeyType.Text, "The constraint, as sql.restrictPublicIp.") { Required = true },
                new("parent", KeyType.Text, "Where it holds, as projects/shop; without it everywhere."),
                new("enforce", KeyType.Boolean, "For constraints that are on or off."),
                new("allow-all", KeyType.Boolean, "Every value is allowed."),
                new("deny-all", KeyType.Boolean, "No value is allowed."),
                new("allowed-values", KeyType.Texts, "The only values that are allowed, as in:eu-locations."),
                new("denied-values", KeyType.Texts, "Values that are denied."),
            ],
        },
        new("rule-folders", KeyType.Texts, "Folders with rules of your own, relative to this file."),
    ];
}
