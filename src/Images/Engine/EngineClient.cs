using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GcpLint.Analyzer.Model;
using GcpLint.Images.Formats;

namespace GcpLint.Images.Engine;

/// <summary>Reads an image over the Docker Engine API (https://docs.docker.com/reference/api/engine/), which podman serves too.</summary>
internal sealed class EngineClient : IDisposable
{
    /// <summary>An image with thousands of labels answers with less.</summary>
    private const int MaxAnswer = 16 * 1024 * 1024;

    /// <summary>Of an error: what is shown of it is one line.</summary>
    private const int MaxError = 64 * 1024;

    private const int MaxReason = 300;

    private const string StartAdvice = "Start Docker, or set DOCKER_HOST to where an engine listens; or give an OCI layout (oci:DIR) or a tar file of `docker save`.";

    /// <param name="Body">JSON.</param>
    /// <param name="PodmanVersion">Of its own API; null for another engine.</param>
    private readonly record struct Answer(byte[] Body, Version? PodmanVersion);

    private readonly EngineAddress _address;
    private readonly TimeSpan _timeout;
    private readonly HttpClient _http;

    /// <param name="address">Where it listens.</param>
    /// <param name="timeout">For all answers about one image.</param>
    public EngineClient(EngineAddress address, TimeSpan timeout)
    {
        _address = address;
        _timeout = timeout;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = timeout };
        if (address.Socket is { } path)
        {
            handler.ConnectCallback = (_, cancellation) => ConnectAsync(path, cancellation);
        }

        _http = new HttpClient(handler) { BaseAddress = address.Base, Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="ImageException">The engine is not there, does not know the image, or gives no usable answer.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended it.</exception>
    public async Task<ContainerImage> ReadAsync(string name, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_timeout);
        try
        {
            Answer inspection = await GetAsync($"images/{name}/json", name, limited.Token).ConfigureAwait(false);
            Answer history = await GetAsync($"images/{name}/history", name, limited.Token).ConfigureAwait(false);
            ContainerImage image = ImageJson.Parse(inspection.Body, $"the answer of {_address.Text}", root => Inspected(root, name));
            ImageHistoryEntry[] steps = ImageJson.Parse(history.Body, $"the answer of {_address.Text}", root => root.EnumerateArray().Select(Step).ToArray());
            ImageHealthcheck? check = image.Settings.Healthcheck ?? await ReadOtherHealthcheckAsync(name, inspection.PodmanVersion, steps, limited.Token).ConfigureAwait(false);
            return image with { Settings = image.Settings with { Healthcheck = check }, History = [.. steps.Reverse()] };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ImageException($"the engine at {_address.Text} did not answer within {_timeout.TotalSeconds:0.#} s", "Look whether it hangs (`docker info`), or give the tar file of `docker save`.");
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(failure);
        }
        catch (IOException failure)
        {
            throw new ImageException($"the engine at {_address.Text} broke off its answer: {OneLine(failure.Message)}", StartAdvice);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// podman leaves the check out of its answer in Docker's form. Its history has the instruction also where the format of
    /// the image dropped it, so that only podman's own form tells.
    /// </summary>
    private async Task<ImageHealthcheck?> ReadOtherHealthcheckAsync(string name, Version? podman, ImageHistoryEntry[] steps, CancellationToken cancellation)
    {
        if (podman is null || !steps.Any(step => step.CreatedBy.Contains("HEALTHCHECK", StringComparison.Ordinal)))
        {
            return null;
        }

        Answer answer = await GetAsync($"v{podman}/libpod/images/{name}/json", name, cancellation).ConfigureAwait(false);
        return ImageJson.Parse(answer.Body, $"the answer of {_address.Text}", ImageConfiguration.Settings).Healthcheck;
    }

    private async Task<Answer> GetAsync(string path, string name, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            byte[] body = await ReadBodyAsync(answer, MaxAnswer, cancellation).ConfigureAwait(false)
                ?? throw new ImageException($"the engine at {_address.Text} answers with more than {MaxAnswer >> 20} MiB", "No engine does that: look what DOCKER_HOST names.");
            bool isPodman = answer.Headers.TryGetValues("Libpod-API-Version", out IEnumerable<string>? versions);
            return new Answer(body, isPodman && Version.TryParse(versions?.FirstOrDefault(), out Version? version) ? version : null);
        }

        string reason = Reason(await ReadBodyAsync(answer, MaxError, cancellation).ConfigureAwait(false));
        throw answer.StatusCode == HttpStatusCode.NotFound
            ? new ImageException($"the engine at {_address.Text} has no image '{name}'", $"Get it with `docker pull {name}`, or build it; `docker images` lists what is there.")
            : new ImageException($"the engine at {_address.Text} answers {(int)answer.StatusCode}{(reason.Length > 0 ? ": " + reason : "")}", "Look at its log, or give the tar file of `docker save`.");
    }

    /// <summary>Null if it is longer than <paramref name="limit"/>.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpResponseMessage answer, int limit, CancellationToken cancellation)
    {
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var content = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            if (content.Length + count > limit)
            {
                return null;
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    private static ContainerImage Inspected(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object || root.Get("Config").ValueKind != JsonValueKind.Object)
        {
            throw new ImageException("the answer has no configuration of an image", "Look what DOCKER_HOST names: it is no Docker Engine.");
        }

        string id = root.Text("Id");
        string? digest = root.Texts("RepoDigests").Select(item => item[(item.IndexOf('@', StringComparison.Ordinal) + 1)..]).FirstOrDefault()
            ?? (id.Length == 0 ? null : id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id);
        return new ContainerImage
        {
            Name = name,
            Digest = digest,
            Platform = ImageConfiguration.PlatformOf(root.Text("Os"), root.Text("Architecture"), root.Text("Variant")),
            Settings = ImageConfiguration.Settings(root.Get("Config")),
        };
    }

    /// <summary>The engine does not say which steps made no layer; those have no size.</summary>
    private static ImageHistoryEntry Step(JsonElement entry) => new(entry.Text("CreatedBy"), entry.Text("Comment"), entry.Number("Size") == 0);

    private ImageException Unreachable(HttpRequestException failure) => failure.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied }
        ? new ImageException($"this account may not use the engine at {_address.Text}", "Add it to the group of the socket (`docker`), or give the tar file of `docker save`.")
        : failure.InnerException is SocketException or TimeoutException
            ? new ImageException($"no engine answers at {_address.Text}", StartAdvice)
            : new ImageException($"the engine at {_address.Text} gives no answer that can be read: {OneLine(failure.Message)}", StartAdvice);

    /// <summary>Engines write {"message": "…"}.</summary>
    private static string Reason(byte[]? body)
    {
        try
        {
            return body is null ? "" : OneLine(ImageJson.Parse(body, "the error", root => root.Text("message")));
        }
        catch (ImageException)
        {
            return "";
        }
    }

    private static string OneLine(string text)
    {
        string line = new([.. text.Take(MaxReason).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > MaxReason ? line + "…" : line;
    }
}
