namespace GcpLint.Audit.Apis;

/// <summary>
/// Where services are. In this order: <c>CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDASSET</c> and the like, which gcloud reads
/// too; one endpoint for all; "https://cloudasset.googleapis.com/".
/// </summary>
/// <param name="all">One endpoint for all services; null for Google's.</param>
/// <param name="environment">Null where a variable is not set.</param>
public sealed class ApiEndpoints(Uri? all, Func<string, string?> environment)
{
    private const string Domain = ".googleapis.com";

    /// <summary>Services whose name at gcloud is not that of their host.</summary>
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["sqladmin"] = "SQL",
        ["iamcredentials"] = "IAMCREDENTIALS",
    };

    /// <summary>The variable that moves a service: "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN".</summary>
    /// <param name="service">"run.googleapis.com".</param>
    public static string VariableOf(string service)
    {
        string name = service.EndsWith(Domain, StringComparison.Ordinal) ? service[..^Domain.Length] : service;
        return $"CLOUDSDK_API_ENDPOINT_OVERRIDES_{s_names.GetValueOrDefault(name, name.ToUpperInvariant())}";
    }

    /// <param name="service">"run.googleapis.com".</param>
    /// <param name="path">Without a leading slash, with its query.</param>
    /// <exception cref="IOException">The endpoint cannot be used.</exception>
    public Uri Of(string service, string path)
    {
        string variable = VariableOf(service);
        Uri address = environment(variable) is { Length: > 0 } text ? Parse(text, variable) : all ?? new Uri($"https://{service}/");
        string root = address.AbsoluteUri;
        return new Uri(root.EndsWith('/') ? root + path : $"{root}/{path}");
    }

    /// <summary>Reads an endpoint as a user writes it.</summary>
    /// <param name="text">"http://localhost:8080".</param>
    /// <param name="origin">What the complaint calls it: the option or the variable.</param>
    /// <exception cref="IOException">It is no address, or would carry tokens in the clear over a network.</exception>
    public static Uri Parse(string text, string origin)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw new IOException($"{origin}: '{text}' is no address; it has the form https://HOST.");
        }

        return address.Scheme == "https" || address.IsLoopback
            ? address
            : throw new IOException($"{origin}: '{text}' would send access tokens unencrypted; only this machine is reached over http.");
    }
}
