using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GcpLint.Tests.Commands;

/// <summary>A server with one asset, which refuses everything but resources of the inventory.</summary>
internal sealed class AssetListener : IDisposable
{
    private const string Refusal = """{"error":{"code":403,"status":"PERMISSION_DENIED","message":"No."}}""";

    private readonly HttpListener _listener = new();

    public AssetListener(string asset)
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = AnswerAsync(asset);
    }

    public string Address { get; }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task AnswerAsync(string asset)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            bool isGiven = context.Request.Url!.Query.Contains("contentType=RESOURCE", StringComparison.Ordinal);
            context.Response.StatusCode = isGiven ? 200 : 403;
            context.Response.Close(Encoding.UTF8.GetBytes(isGiven ? $$"""{"assets":[{{asset}}]}""" : Refusal), willBlock: false);
        }
    }
}
