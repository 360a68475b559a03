using System.Net.Sockets;
using System.Text;

namespace GcpLint.Tests.Images.Engine;

/// <summary>An HTTP server on a Unix socket that answers as it is told, byte for byte.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gcp-lint-engine-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, EngineAnswer> _answer;
    private readonly Task _loop;

    public EngineServer(Func<string, EngineAnswer> answer)
    {
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _loop = AcceptAsync();
    }

    public List<string> Requests { get; } = [];

    public string Host => "unix://" + SocketPath;

    private string SocketPath => Path.Combine(_folder, "docker.sock");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using var stream = new NetworkStream(connection, ownsSocket: true);
        try
        {
            while (await ReadRequestAsync(stream) is { } path)
            {
                lock (Requests)
                {
                    Requests.Add(path);
                }

                EngineAnswer answer = _answer(path);
                await Task.Delay(answer.Delay, _stop.Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Head), _stop.Token);
                await stream.WriteAsync(answer.Body, _stop.Token);
                if (answer.Closes)
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client went away, or the test is over.
        }
    }

    /// <summary>The path of a GET; null at the end of the connection.</summary>
    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString().Split(' ')[1];
    }
}

/// <summary>What the server writes.</summary>
internal sealed record EngineAnswer(string Head, byte[] Body)
{
    public TimeSpan Delay { get; init; }

    public bool Closes { get; init; }

    public static EngineAnswer Of(string body, string status = "200 OK", string more = "")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return new EngineAnswer($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}Content-Length: {bytes.Length}\r\n\r\n", bytes);
    }
}
