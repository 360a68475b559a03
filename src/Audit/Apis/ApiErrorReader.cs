using System.Collections.Frozen;
using System.Net;
using System.Text.Json;

namespace GcpLint.Audit.Apis;

/// <summary>
/// Reads the errors of Google's interfaces: a <c>google.rpc.Status</c> in JSON with <c>ErrorInfo</c> among its details, and
/// the older form with a list of <c>errors</c>.
/// </summary>
internal static class ApiErrorReader
{
    /// <summary>A sentence is enough; some services send pages.</summary>
    private const int MaxMessage = 240;

    private static readonly FrozenSet<string> s_quotas = FrozenSet.Create(
        StringComparer.Ordinal, "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED");

    /// <param name="service">Who answered.</param>
    /// <param name="status">What kind of error.</param>
    /// <param name="body">The answer; need not be JSON.</param>
    /// <param name="permission">What the call needs, for a refusal that does not say it.</param>
    public static ApiProblem Read(string service, HttpStatusCode status, ReadOnlyMemory<byte> body, string permission)
    {
        string message = "";
        string word = "";
        string reason = "";
        string granted = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (JsonText.Get(document.RootElement, "error") is { ValueKind: JsonValueKind.Object } error)
            {
                message = JsonText.Of(error, "message");
                word = JsonText.Of(error, "status");
                reason = JsonText.Items(error, "errors").Select(item => JsonText.Of(item, "reason")).FirstOrDefault("");
                foreach (JsonElement detail in JsonText.Items(error, "details"))
                {
                    reason = JsonText.Of(detail, "reason") is { Length: > 0 } told ? told : reason;
                    granted = JsonText.Get(detail, "metadata") is { } metadata && JsonText.Of(metadata, "permission") is { Length: > 0 } named ? named : granted;
                }
            }
        }
        catch (JsonException)
        {
            // A proxy or a load balancer answered, in HTML: the status says enough.
        }

        bool disabled = reason is "SERVICE_DISABLED" or "accessNotConfigured";
        bool quota = s_quotas.Contains(reason) || word == "RESOURCE_EXHAUSTED";
        return new ApiProblem(service, status, Summary(service, status, word, reason, message, granted.Length > 0 ? granted : permission, disabled))
        {
            IsDisabled = disabled,
            IsTransient = status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500 || (status == HttpStatusCode.Forbidden && quota),
        };
    }

    private static string Summary(string service, HttpStatusCode status, string word, string reason, string message, string permission, bool disabled)
    {
        if (disabled)
        {
            return $"{service} is not enabled ('gcloud services enable {service}')";
        }

        string start = $"{service} answers {(int)status}{(word.Length > 0 ? $" {Line(word)}" : "")}";
        return status switch
        {
            HttpStatusCode.Unauthorized => $"{start}: the credential is not valid or has expired",
            HttpStatusCode.Forbidden when reason == "ACCESS_TOKEN_SCOPE_INSUFFICIENT" => $"{start}: the scopes of the access token are too narrow",
            HttpStatusCode.Forbidden when permission.Length > 0 => $"{start}: `{Line(permission)}` is not granted",
            HttpStatusCode.TooManyRequests => $"{start}: the quota is used up",
            _ => message.Length > 0 ? $"{start}: {Line(message)}" : start,
        };
    }

    private static string Line(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxMessage ? line[..MaxMessage] + "…" : line;
    }
}
