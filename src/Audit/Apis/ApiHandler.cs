using System.Net;

namespace GcpLint.Audit.Apis;

/// <summary>The network.</summary>
public static class ApiHandler
{
    /// <summary>Redirections are not followed: a token is for the service that was asked.</summary>
    public static HttpMessageHandler Create() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };
}
