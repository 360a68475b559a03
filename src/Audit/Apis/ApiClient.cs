using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace GcpLint.Audit.Apis;

/// <summary>
/// The one way to Google Cloud: signs questions, sends them, repeats those that failed for a passing reason, asks each
/// service only so much at a time. Nothing of it throws but cancellation.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>Assets nest as deep as the resources of their services; the reader of assets has its own limit.</summary>
    private const int MaxDepth = 256;

    private readonly HttpClient _http;
    private readonly ApiSettings _settings;
    private readonly Credentials _credentials;
    private readonly ApiEndpoints _endpoints;
    private readonly ResiliencePipeline<ApiAnswer> _retry;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);
    private int _calls;

    /// <param name="handler">Sends; not disposed of.</param>
    /// <param name="settings">Where, and how often.</param>
    /// <param name="credentials">Signs.</param>
    public ApiClient(HttpMessageHandler handler, ApiSettings settings, Credentials credentials)
    {
        _settings = settings;
        _credentials = credentials;
        _endpoints = new ApiEndpoints(settings.Endpoint, settings.Environment);
        _http = new HttpClient(handler, disposeHandler: false)
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            MaxResponseContentBufferSize = ApiSettings.MaxAnswerLength,
        };
        _retry = new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = settings.Time }
            .AddRetry(new RetryStrategyOptions<ApiAnswer>
            {
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result?.Problem is { IsTransient: true }),
                MaxRetryAttempts = Math.Max(1, settings.Attempts - 1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.Delay,
                MaxDelay = settings.MaxDelay,
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
                    args.Outcome.Result?.Problem?.RetryAfter is { } wait ? (wait < settings.MaxDelay ? wait : settings.MaxDelay) : null),
            })
            .Build();
    }

    /// <summary>How many requests were sent, repetitions with them.</summary>
    public int Calls => _calls;

    public async Task<ApiAnswer> AskAsync(ApiCall call, CancellationToken cancellation)
    {
        SemaphoreSlim gate = _gates.GetOrAdd(call.Service, static (_, count) => new SemaphoreSlim(count, count), _settings.Concurrency);
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ApiAnswer answer = await _retry.ExecuteAsync(
                static async (state, token) => await state.Client.SendAsync(state.Call, renew: false, token).ConfigureAwait(false),
                (Client: this, Call: call),
                cancellation).ConfigureAwait(false);
            return answer.Problem is { IsUnauthenticated: true } ? await SendAsync(call, renew: true, cancellation).ConfigureAwait(false) : answer;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (SemaphoreSlim gate in _gates.Values)
        {
            gate.Dispose();
        }
    }

    private async Task<ApiAnswer> SendAsync(ApiCall call, bool renew, CancellationToken cancellation)
    {
        AccessToken token;
        try
        {
            token = await _credentials.GetAsync(ApiScopes.Of(call.Service), renew, cancellation).ConfigureAwait(false);
        }
        catch (CredentialException failure)
        {
            return ApiAnswer.Of(new ApiProblem(call.Service, HttpStatusCode.Unauthorized, failure.Message));
        }

        using var request = new HttpRequestMessage(call.Body is null ? HttpMethod.Get : HttpMethod.Post, _endpoints.Of(call.Service, call.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Secret);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd(_settings.UserAgent);
        if ((_settings.QuotaProject ?? token.QuotaProject) is { Length: > 0 } project)
        {
            request.Headers.TryAddWithoutValidation("x-goog-user-project", project);
        }

        if (call.Body is { } body)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.AnswerTimeout);
        try
        {
            Interlocked.Increment(ref _calls);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token).ConfigureAwait(false);
            byte[] content = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
            return Read(call, response, content);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Lost(call, $"does not answer within {_settings.AnswerTimeout.TotalSeconds:0.###} seconds");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Lost(call, failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError }
                ? "cannot be reached"
                : "cut the connection");
        }
    }

    private static ApiAnswer Read(ApiCall call, HttpResponseMessage response, byte[] content)
    {
        if (!response.IsSuccessStatusCode)
        {
            ApiProblem problem = ApiErrorReader.Read(call.Service, response.StatusCode, content, call.Permission);
            return ApiAnswer.Of(problem with { RetryAfter = response.Headers.RetryAfter?.Delta });
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return ApiAnswer.Of(document);
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Told below: half an answer and no answer look alike.
        }

        return Lost(call, "answers with something that is no JSON object");
    }

    private static ApiAnswer Lost(ApiCall call, string what) => ApiAnswer.Of(new ApiProblem(call.Service, null, $"{call.Service} {what}") { IsTransient = true });
}

/// <summary>One question.</summary>
/// <param name="Service">"run.googleapis.com".</param>
/// <param name="Path">Without a leading slash, with its query.</param>
/// <param name="Permission">What it needs, for a refusal that does not say it.</param>
internal sealed record ApiCall(string Service, string Path, string Permission)
{
    /// <summary>JSON of a POST that reads, as getIamPolicy; null for GET.</summary>
    public string? Body { get; init; }
}
