namespace GcpLint.Audit.Apis;

/// <summary>How the interfaces of Google Cloud are called.</summary>
public sealed record ApiSettings
{
    /// <summary>Answers that a whole page of large assets needs stay far below: a longer one is no answer.</summary>
    public const int MaxAnswerLength = 256 << 20;

    /// <summary>Five repetitions are half a minute of waiting: a quota that counts by the minute has then mostly recovered.</summary>
    public const int DefaultAttempts = 6;

    /// <summary>Reading that takes longer than that has hung.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);

    /// <summary>One server for all services, as "http://localhost:8080"; null for Google's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null where a variable is not set. Services have their own endpoints in <c>CLOUDSDK_API_ENDPOINT_OVERRIDES_...</c>.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>The project that quotas are counted in; null for that of the credential.</summary>
    public string? QuotaProject { get; init; }

    /// <summary>After that reading stops, and what was read is judged.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>One answer, from its question to its last byte.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How often one question is asked at most.</summary>
    public int Attempts { get; init; } = DefaultAttempts;

    /// <summary>Before the first repetition; it doubles with each, with jitter.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No wait is longer, whatever <c>Retry-After</c> says.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Questions that one service is asked at a time: quotas are counted by service.</summary>
    public int Concurrency { get; init; } = 6;

    /// <summary>Assets of one answer of the inventory; 1000 is what it gives at most.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>What the tool calls itself: "gcp-lint/1.0".</summary>
    public string UserAgent { get; init; } = "gcp-lint";

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
