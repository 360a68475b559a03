using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GcpLint.Audit.Apis;

/// <summary>
/// The pages of a list, one after the other. A page that fails for a passing reason is asked for again with its token, so
/// that what came before is not lost.
/// </summary>
internal sealed class ApiPages(ApiClient client, ApiCall first)
{
    /// <summary>Why the list ended early; null if it was read to its end.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>Each is disposed of when the next one is asked for.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        ApiCall call = first;
        while (true)
        {
            using ApiAnswer answer = await client.AskAsync(call, cancellation).ConfigureAwait(false);
            if (answer.Document is not { } document)
            {
                Problem = answer.Problem;
                yield break;
            }

            yield return document.RootElement;
            string token = JsonText.Of(document.RootElement, "nextPageToken");
            if (token.Length == 0)
            {
                yield break;
            }

            if (!tokens.Add(token))
            {
                Problem = new ApiProblem(call.Service, null, $"{call.Service} names a page again that it has given before: the list has no end");
                yield break;
            }

            char joint = first.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            call = first with { Path = $"{first.Path}{joint}pageToken={Uri.EscapeDataString(token)}" };
        }
    }
}
