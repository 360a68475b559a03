namespace GcpLint.Images.Engine;

/// <summary>Where a Docker Engine listens.</summary>
/// <param name="Socket">The path of a Unix socket; null for a host.</param>
/// <param name="Base">What the paths of the API follow.</param>
/// <param name="Text">As the user knows it.</param>
internal sealed record EngineAddress(string? Socket, Uri Base, string Text)
{
    private const string DefaultSocket = "/var/run/docker.sock";

    /// <param name="host">The value of DOCKER_HOST: https://docs.docker.com/reference/cli/docker/#environment-variables.</param>
    /// <exception cref="ImageException">It is no address that can be reached from here.</exception>
    public static EngineAddress Parse(string? host)
    {
        if (string.IsNullOrWhiteSpace(host))
        {
            return OfSocket(DefaultSocket, "unix://" + DefaultSocket);
        }

        host = host.Trim();
        int scheme = host.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? host : host[(scheme + 3)..];
        switch (scheme < 0 ? "tcp" : host[..scheme])
        {
            case "unix" when rest.StartsWith('/'):
                return OfSocket(rest, host);
            case "tcp" or "http" when Uri.TryCreate($"http://{rest.TrimEnd('/')}/", UriKind.Absolute, out Uri? address):
                return new EngineAddress(null, address, host);
            case "https" when Uri.TryCreate($"https://{rest.TrimEnd('/')}/", UriKind.Absolute, out Uri? address):
                return new EngineAddress(null, address, host);
            default:
                throw new ImageException(
                    $"DOCKER_HOST is '{host}', which gcp-lint cannot reach",
                    "It may be unix:///path, tcp://host:port, http:// or https://. For an engine behind ssh, forward its socket; or give the tar file of `docker save`.");
        }
    }

    /// <summary>The host of the requests is of no meaning on a socket; engines want one all the same.</summary>
    private static EngineAddress OfSocket(string path, string text) => new(path, new Uri("http://docker/"), text);
}
