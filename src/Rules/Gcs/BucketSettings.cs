using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Gcs;

/// <summary>What holds for a bucket after all commands of the repository: one makes it, others change it.</summary>
internal static class BucketSettings
{
    public const string Type = "google_storage_bucket";

    /// <summary>The value at a path, of the last command that sets it.</summary>
    public static Value Get(CloudResource bucket, RepositoryModel model, string path)
    {
        Value value = bucket.Get(path);
        foreach (CloudResource update in model.Deployments.SelectMany(deployment => deployment.UpdatesOf(Type)))
        {
            if (!ReferenceEquals(update, bucket) && MayBeSame(update, bucket) && update.Attributes.GetPath(path) is { IsAbsent: false } changed)
            {
                value = changed;
            }
        }

        return value;
    }

    /// <summary>Names that are not known may be any.</summary>
    private static bool MayBeSame(CloudResource update, CloudResource bucket) =>
        !update.Get("name").TryGetString(out string? left) || !bucket.Get("name").TryGetString(out string? right) || left == right;
}
