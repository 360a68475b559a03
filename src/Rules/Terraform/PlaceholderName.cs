using System.Buffers;

namespace GcpLint.Rules.Terraform;

/// <summary>Tells names that somebody has to replace from names that are meant.</summary>
internal static class PlaceholderName
{
    /// <summary>Marks of templates and of "put it here"; none of them can stand in a bucket's name.</summary>
    private static readonly SearchValues<char> s_marks = SearchValues.Create("<>{}[]%@$#*|");

    private static readonly HashSet<string> s_words =
        ["changeme", "replaceme", "placeholder", "yourproject", "yourcompany", "yourorg", "yourbucket", "fixme", "tbd"];

    private static readonly HashSet<string> s_pairs =
        ["change me", "change this", "replace me", "replace this", "replace with", "project id", "projectid tfstate", "bucket name", "insert here", "to replace", "set me", "fill in", "fill me"];

    // What follows "your", "my" or "example" in names that belong to nobody.
    private static readonly HashSet<string> s_generic =
    [
        "account", "app", "backend", "bucket", "company", "dev", "domain", "env", "environment", "gcp", "gcs", "google", "id", "name", "org", "organization",
        "organisation", "prefix", "prod", "production", "project", "remote", "staging", "state", "states", "storage", "team", "terraform", "test", "tf", "tfstate", "unique",
    ];

    public static bool Matches(string text)
    {
        if (text.AsSpan().ContainsAny(s_marks) || text.Contains("__", StringComparison.Ordinal))
        {
            return true;
        }

        string[] words = text.ToLowerInvariant().Split(['-', '_', '.', '/', ' '], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            string next = i + 1 < words.Length ? words[i + 1] : "";
            if (s_words.Contains(word) || (word.Length >= 3 && word.All(letter => letter == 'x')) || s_pairs.Contains($"{word} {next}"))
            {
                return true;
            }

            if (word == "your" && (next.Length == 0 || s_generic.Contains(next)))
            {
                return true;
            }
        }

        return words.Length > 1 && words[0] is "my" or "example" && words.Skip(1).All(s_generic.Contains);
    }

    /// <summary>Buckets have no capitals (https://cloud.google.com/storage/docs/buckets#naming): who writes them means something else.</summary>
    public static bool IsNoBucketName(string text) => text.AsSpan().IndexOfAnyInRange('A', 'Z') >= 0;
}
