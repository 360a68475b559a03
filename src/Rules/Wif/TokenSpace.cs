using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>
/// Tokens that somebody could really get from an issuer, built from the words of a condition: whether one of them is let in
/// is asked by evaluating the condition, not by reading it.
/// </summary>
internal sealed class TokenSpace
{
    /// <summary>Enough for every pair of owner and repository with each reference; keeps one condition below some hundredths of a second.</summary>
    public const int MaxTokens = 20_000;

    private const string OtherRepository = "/some-other-repository";
    private const string Stranger = "stranger";
    private const string ForeignNumber = "900000001";
    private const string ForeignBranch = "refs/heads/some-other-branch";

    private readonly TokenIssuerKind _kind;
    private readonly TokenWords _words;
    private readonly string _vocabulary;

    public TokenSpace(TokenIssuerKind kind, TokenWords words, string vocabulary)
    {
        _kind = kind;
        _words = words;
        _vocabulary = vocabulary;
    }

    /// <summary>
    /// Tokens of repositories whose owner is a stranger. A stranger may choose every name that is not taken (also one that
    /// begins or ends as ours), every branch, environment and event; not the numbers, which GitHub gives.
    /// </summary>
    public IEnumerable<Value> Outsiders()
    {
        string[] owners = [Stranger, .. _words.Words.SelectMany(word => (string[])[word + "-evil", "evil-" + word, $"evil-{word}-evil"]).Where(name => !_words.Words.Contains(name))];
        string[] names = ["x", .. _words.Words, .. _words.Words.Select(word => word + "-evil"), .. _words.Words.Select(word => "evil-" + word)];
        string[] references = ["refs/heads/main", "refs/tags/v1", .. _words.Literals.Where(literal => literal.StartsWith("refs/", StringComparison.Ordinal)), .. _words.Words.Select(word => "refs/heads/" + word)];
        string?[] environments = Names("environment") ? [null, "x", .. _words.Literals] : [null];
        IEnumerable<Value> tokens =
            from owner in owners
            from name in names
            from reference in Names("ref") || Names("sub") || Names("ref_type") ? references : references[..1]
            from environment in environments
            from free in FreeChoices()
            from token in Variants(owner, $"{owner}/{name}", reference, environment, free, (ForeignNumber, ForeignNumber))
            select token;
        return tokens.Take(MaxTokens);
    }

    /// <summary>
    /// Tokens of our own repositories, of a branch that nobody meant and of no environment. What the condition says of
    /// repositories is taken from its literals.
    /// </summary>
    public IEnumerable<Value> Insiders()
    {
        string[] repositories = [.. _words.Literals.SelectMany(RepositoriesIn).Distinct(StringComparer.Ordinal), "ours/ours"];
        string[] owners = [.. repositories.Select(repository => repository.Split('/')[0]).Concat(_words.Literals).Distinct(StringComparer.Ordinal)];
        string[] numbers = Names("repository_id") || Names("repository_owner_id") || Names("project_id") || Names("namespace_id") ? [.. _words.Literals, "1"] : ["1"];
        IEnumerable<Value> tokens =
            from repository in repositories
            from owner in Names("repository_owner") || Names("namespace_path") ? owners : [repository.Split('/')[0]]
            from number in numbers
            from free in FreeChoices()
            from token in Variants(owner, repository, ForeignBranch, null, free, (number, number))
            select token;
        return tokens.Take(MaxTokens);
    }

    /// <summary>
    /// Tokens of our own repositories in the runs of a job; in whatever runs, if none are given. What the tree does not show,
    /// such as the names and numbers of the repository, is as the expressions want it.
    /// </summary>
    public IEnumerable<Value> OwnRuns(ImmutableArray<JobRun> runs)
    {
        string[] repositories = [.. _words.Literals.SelectMany(RepositoriesIn).Where(repository => repository.Contains('/', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal), "ours/ours"];
        string[] owners = [.. repositories.Select(repository => repository.Split('/')[0]).Concat(_words.Literals).Distinct(StringComparer.Ordinal)];
        string[] numbers = Names("_id") ? [.. _words.Literals, "1"] : ["1"];
        string[] references = ["refs/heads/main", "refs/tags/v1", .. _words.Literals.Where(literal => literal.StartsWith("refs/", StringComparison.Ordinal)), .. _words.Words.Select(word => "refs/heads/" + word)];
        string?[] environments = [null, .. _words.Literals, .. _words.Words];
        ImmutableArray<JobRun> all = runs.IsEmpty ? [new JobRun("", [], null, "")] : runs;
        IEnumerable<Value> tokens =
            from run in all
            from repository in repositories
            from owner in Names("repository_owner") ? owners.Prepend(repository.Split('/')[0]) : [repository.Split('/')[0]]
            from number in numbers
            from reference in run.References.IsEmpty ? references : [.. run.References]
            from environment in run.Environment is { } name ? [name.Length == 0 ? null : name] : environments
            from free in FreeChoices()
            from token in Variants(owner, repository, reference, environment, free.AddRange(ClaimsOf(run, repository, reference)), (number, number))
            select token;
        return tokens.Take(MaxTokens);
    }

    private static (string, string)[] ClaimsOf(JobRun run, string repository, string reference) => run.File.Length == 0
        ? []
        :
        [
            ("event_name", run.Event), ("workflow_ref", $"{repository}/{run.File}@{reference}"), ("job_workflow_ref", $"{repository}/{run.File}@{reference}"),
        ];

    /// <summary>
    /// Tokens of a repository that nobody named, of an owner that the expressions name: everything else is as they want it.
    /// </summary>
    public IEnumerable<Value> Colleagues()
    {
        string[] owners = [.. _words.Literals.SelectMany(RepositoriesIn).Select(repository => repository.Split('/')[0]).Where(owner => owner.Length > 0 && owner != "refs").Distinct(StringComparer.Ordinal)];
        string[] numbers = Names("repository_owner_id") || Names("namespace_id") ? [.. _words.Literals, "1"] : ["1"];
        string[] references = ["refs/heads/main", .. _words.Literals.Where(literal => literal.StartsWith("refs/", StringComparison.Ordinal))];
        string?[] environments = Names("environment") || Names("sub") ? [null, .. _words.Words] : [null];
        IEnumerable<Value> tokens =
            from owner in owners
            from number in numbers
            from reference in references
            from environment in environments
            from free in FreeChoices()
            from token in Variants(owner, owner + OtherRepository, reference, environment, free, (number, ForeignNumber))
            select token;
        return tokens.Take(MaxTokens);
    }

    /// <summary>"org/app", "repo:org/app:ref:…", "org/" of a prefix: the repositories that a literal may mean.</summary>
    private static IEnumerable<string> RepositoriesIn(string literal)
    {
        string text = literal;
        foreach (string start in (string[])["repo:", "project_path:"])
        {
            text = text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : text;
        }

        int end = text.AsSpan().IndexOfAny(':', '@');
        text = end < 0 ? text : text[..end];
        yield return text;
        yield return text.TrimEnd('/') + "/x";
        string[] parts = text.Split('/');
        if (parts.Length > 2)
        {
            yield return $"{parts[0]}/{parts[1]}";
        }
    }

    /// <summary>Claims that whoever writes the workflow chooses, if the condition asks for them.</summary>
    private IEnumerable<ImmutableArray<(string Claim, string Value)>> FreeChoices()
    {
        string[] claims = [.. ((string[])["aud", "event_name", "workflow", "repository_visibility", "runner_environment", "head_ref", "base_ref", "pipeline_source"]).Where(Names)];
        IEnumerable<ImmutableArray<(string, string)>> chosen = [[]];
        foreach (string claim in claims)
        {
            string[] values = [.. _words.Literals, "x"];
            chosen = chosen.SelectMany(before => values.Select(value => before.Add((claim, value))));
        }

        return chosen;
    }

    private IEnumerable<Value> Variants(string owner, string repository, string reference, string? environment, ImmutableArray<(string Claim, string Value)> free, (string Owner, string Repository) numbers)
    {
        string kind = reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch";
        string[] subjects = Subjects(repository, reference, kind, environment);
        return Names("sub") ? subjects.Select(subject => Token(subject)) : [Token(subjects[0])];

        Value Token(string subject)
        {
            var claims = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["sub"] = subject,
                ["ref"] = _kind == TokenIssuerKind.GitLab ? reference[(reference.IndexOf('/', 5) + 1)..] : reference,
                ["ref_type"] = kind,
                ["ref_protected"] = "false",
            };
            foreach ((string claim, string value) in _kind == TokenIssuerKind.GitLab ? GitLabClaims(owner, repository, reference, numbers) : GitHubClaims(owner, repository, reference, numbers))
            {
                claims[claim] = value;
            }

            foreach ((string claim, string value) in free)
            {
                claims[claim] = value;
            }

            if (environment is not null)
            {
                claims["environment"] = environment;
            }

            return Value.Of(new ValueMap([.. claims.Select(claim => new ValueEntry(Value.Of(claim.Key), Value.Of(claim.Value)))]));
        }
    }

    private static (string, string)[] GitHubClaims(string owner, string repository, string reference, (string Owner, string Repository) numbers) =>
    [
        ("iss", "https://token.actions.githubusercontent.com"), ("aud", "https://github.com/" + owner),
        ("repository", repository), ("repository_owner", owner), ("repository_id", numbers.Repository), ("repository_owner_id", numbers.Owner),
        ("repository_visibility", "public"), ("event_name", "push"), ("actor", Stranger), ("actor_id", "900000002"), ("workflow", "x"),
        ("workflow_ref", $"{repository}/.github/workflows/x.yml@{reference}"), ("job_workflow_ref", $"{repository}/.github/workflows/x.yml@{reference}"),
        ("runner_environment", "github-hosted"), ("head_ref", ""), ("base_ref", ""), ("sha", "0"), ("run_id", "1"), ("run_number", "1"), ("run_attempt", "1"),
    ];

    private static (string, string)[] GitLabClaims(string owner, string repository, string reference, (string Owner, string Repository) numbers) =>
    [
        ("iss", "https://gitlab.com"), ("aud", "https://gitlab.com"),
        ("project_path", repository), ("namespace_path", owner), ("project_id", numbers.Repository), ("namespace_id", numbers.Owner), ("project_visibility", "public"),
        ("ref_path", reference), ("user_login", Stranger), ("user_email", "stranger@example.com"), ("user_id", "900000002"), ("pipeline_source", "push"),
        ("ci_config_ref_uri", $"gitlab.com/{repository}//.gitlab-ci.yml@{reference}"), ("runner_environment", "gitlab-hosted"), ("pipeline_id", "1"), ("job_id", "1"),
    ];

    private string[] Subjects(string repository, string reference, string kind, string? environment) =>
        _kind == TokenIssuerKind.GitLab
            ? [$"project_path:{repository}:ref_type:{kind}:ref:{reference[(reference.IndexOf('/', 5) + 1)..]}"]
            : environment is null ? [reference.StartsWith("refs/pull/", StringComparison.Ordinal) ? $"repo:{repository}:pull_request" : $"repo:{repository}:ref:{reference}"]
            : [$"repo:{repository}:environment:{environment}"];

    /// <summary>Whether an expression may read the claim; asking too often costs time alone.</summary>
    private bool Names(string claim) => _vocabulary.Contains(claim, StringComparison.Ordinal);
}
