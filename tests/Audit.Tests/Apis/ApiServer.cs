using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GcpLint.Tests.Audit.Apis;

/// <summary>
/// A server that speaks as Google Cloud does, on a port of this machine: Cloud Asset Inventory over the assets it was
/// given, any list that a test adds, and faults by path.
/// </summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Token = "ya29.a-token-that-must-not-be-seen";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<(string Part, Func<HttpContext, int, Task<bool>> Answer)> _faults = [];
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private List<JsonObject> _assets = [];

    private ApiServer(WebApplication app)
    {
        _app = app;
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Paths with their queries, in the order of their arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public ConcurrentQueue<string> QuotaProjects { get; } = [];

    /// <summary>Bodies of what the token server was asked.</summary>
    public ConcurrentQueue<string> TokenQuestions { get; } = [];

    public bool IssuesTokens { get; set; } = true;

    public int PageSize { get; set; } = 1000;

    public TimeSpan Latency { get; set; }

    public static async Task<ApiServer> StartAsync(string assets = "")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new ApiServer(app)
        {
            _assets = [.. assets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())],
        };
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>What is answered to paths with <paramref name="part"/> in them; the number counts from 1. False lets the server answer.</summary>
    public ApiServer Fault(string part, Func<HttpContext, int, Task<bool>> answer)
    {
        _faults.Add((part, answer));
        return this;
    }

    /// <summary>An error in the form of Google's interfaces, for the first <paramref name="times"/> requests.</summary>
    public ApiServer Fails(string part, int status, string word, string reason = "", string permission = "", int times = int.MaxValue) => Fault(part, async (context, number) =>
    {
        if (number > times)
        {
            return false;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(
            $$$"""{"error":{"code":{{{status}}},"message":"The caller may not do this.","status":"{{{word}}}","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"{{{reason}}}","domain":"googleapis.com","metadata":{"permission":"{{{permission}}}"}}]}}""");
        return true;
    });

    public ApiServer Answers(string path, string json)
    {
        _answers[path] = json;
        return this;
    }

    public int Count(string part) => Requests.Count(request => request.Contains(part, StringComparison.Ordinal));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value + context.Request.QueryString.Value;
        Requests.Enqueue(path);
        if (context.Request.Headers["x-goog-user-project"].ToString() is { Length: > 0 } quota)
        {
            QuotaProjects.Enqueue(quota);
        }

        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, context.RequestAborted);
        }

        if (path == "/token")
        {
            using var form = new StreamReader(context.Request.Body);
            TokenQuestions.Enqueue(await form.ReadToEndAsync());
            context.Response.ContentType = "application/json";
            context.Response.StatusCode = IssuesTokens ? 200 : 400;
            await context.Response.WriteAsync(IssuesTokens
                ? $$"""{"access_token":"{{Token}}","expires_in":3600,"token_type":"Bearer","issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}"""
                : """{"error":"invalid_grant","error_description":"ya29.something-secret is no good"}""");
            return;
        }

        if (context.Request.Headers.Authorization.ToString() != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("""{"error":{"code":401,"status":"UNAUTHENTICATED","message":"Request had invalid authentication credentials."}}""");
            return;
        }

        foreach ((string part, Func<HttpContext, int, Task<bool>> answer) in _faults)
        {
            if (path.Contains(part, StringComparison.Ordinal) && await answer(context, _counts.AddOrUpdate(part, 1, (_, count) => count + 1)))
            {
                return;
            }
        }

        if (_answers.TryGetValue(context.Request.Path.Value!, out string? json))
        {
            await context.Response.WriteAsync(json);
        }
        else if (path.Contains("/assets?", StringComparison.Ordinal))
        {
            await WritePageAsync(context);
        }
        else
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"error":{"code":404,"status":"NOT_FOUND","message":"Not found."}}""");
        }
    }

    private async Task WritePageAsync(HttpContext context)
    {
        string[] members = context.Request.Query["contentType"].ToString() switch
        {
            "RESOURCE" => ["resource"],
            "IAM_POLICY" => ["iamPolicy"],
            "ORG_POLICY" => ["orgPolicy"],
            _ => ["accessPolicy", "accessLevel", "servicePerimeter"],
        };
        JsonObject[] all = [.. _assets.Where(asset => members.Any(asset.ContainsKey))];
        int start = int.Parse(context.Request.Query["pageToken"].FirstOrDefault("0")!, CultureInfo.InvariantCulture);
        int size = Math.Min(PageSize, int.Parse(context.Request.Query["pageSize"].ToString(), CultureInfo.InvariantCulture));
        var text = new StringBuilder("{\"readTime\":\"2026-11-20T10:00:00Z\",\"assets\":[");
        text.AppendJoin(",\n", all.Skip(start).Take(size).Select(asset => asset.ToJsonString())).Append(']');
        if (start + size < all.Length)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"nextPageToken\":\"{start + size}\"");
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text.Append('}').ToString());
    }
}
