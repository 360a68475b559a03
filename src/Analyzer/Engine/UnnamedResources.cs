namespace GcpLint.Analyzer.Engine;

/// <summary>
/// A resource of a command whose name is not known has the address <c>google_cloud_run_v2_service.*</c>: messages say what
/// it is instead.
/// </summary>
internal static class UnnamedResources
{
    private const string Start = "`google_";
    private const string End = ".*`";

    public static string Describe(string message)
    {
        int end = message.IndexOf(End, StringComparison.Ordinal);
        while (end > 0)
        {
            int start = message.LastIndexOf(Start, end, StringComparison.Ordinal);
            if (start >= 0 && message.AsSpan(start + 1, end - start - 1).IndexOfAnyExcept(s_typeCharacters) < 0)
            {
                string type = message[(start + 1)..end];
                string article = start == 0 || message.AsSpan(0, start).TrimEnd().EndsWith(".") ? "A" : "a";
                message = $"{message[..start]}{article} {Name(type)}{message[(end + End.Length)..]}";
                end = start;
            }

            end = message.IndexOf(End, end + 1, StringComparison.Ordinal);
        }

        return message;
    }

    private static readonly System.Buffers.SearchValues<char> s_typeCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static string Name(string type) => type switch
    {
        "google_cloud_run_v2_service" or "google_cloud_run_service" => "Cloud Run service",
        "google_cloud_run_v2_job" => "Cloud Run job",
        "google_cloudfunctions_function" or "google_cloudfunctions2_function" => "function",
        "google_compute_instance" => "virtual machine",
        "google_container_cluster" => "GKE cluster",
        "google_redis_instance" => "Redis instance",
        "google_service_account" => "service account",
        "google_sql_database_instance" => "Cloud SQL instance",
        "google_storage_bucket" => "bucket",
        _ => $"`{type}`",
    };
}
