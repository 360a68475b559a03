using System.Net;
using System.Text.Json;

namespace GcpLint.Audit.Apis;

/// <summary>What a service said: a document, or why there is none.</summary>
internal sealed class ApiAnswer : IDisposable
{
    private ApiAnswer(JsonDocument? document, ApiProblem? problem)
    {
        Document = document;
        Problem = problem;
    }

    /// <summary>An object; null where there is a problem.</summary>
    public JsonDocument? Document { get; }

    public ApiProblem? Problem { get; }

    public static ApiAnswer Of(JsonDocument document) => new(document, null);

    public static ApiAnswer Of(ApiProblem problem) => new(null, problem);

    public void Dispose() => Document?.Dispose();
}

/// <summary>Why a question has no answer.</summary>
/// <param name="Service">"run.googleapis.com".</param>
/// <param name="Status">Null where nothing came, or nothing that could be read.</param>
/// <param name="Summary">For people: what happened, with what is missing.</param>
internal sealed record ApiProblem(string Service, HttpStatusCode? Status, string Summary)
{
    /// <summary>The service is not enabled in the project that is asked, or that pays.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>It passes: worth asking again.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the service wants to be left alone; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Another question would have the same answer: the credential is no good.</summary>
    public bool IsUnauthenticated => Status == HttpStatusCode.Unauthorized;

    /// <summary>The inventory cannot be used here: the services' own interfaces may.</summary>
    public bool IsRefusal => Status == HttpStatusCode.Forbidden;

    public override string ToString() => Summary;
}
