using System.Text;
using Google.Apis.Auth.OAuth2;

namespace GcpLint.Audit.Apis;

/// <summary>Nobody is signed in, or not so that a token can be had.</summary>
public sealed class CredentialException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>What a request is signed with. It has no text form: tokens are not to be written anywhere.</summary>
/// <param name="token">Sent as a bearer token.</param>
/// <param name="quotaProject">The project that the credential counts quotas in; null if it names none.</param>
internal sealed class AccessToken(string token, string? quotaProject)
{
    public string Secret { get; } = token;

    public string? QuotaProject { get; } = quotaProject;
}

/// <summary>Where tokens come from; from any thread.</summary>
public abstract class Credentials
{
    /// <summary>Reads everything that a principal may read.</summary>
    internal const string ReadOnlyScope = "https://www.googleapis.com/auth/cloud-platform.read-only";

    /// <summary>The only one that some services take for reading, Cloud Asset Inventory among them: what may be done is for IAM to say.</summary>
    internal const string FullScope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>A token in a file of the user's own; read anew for each request that needs one, as such files are renewed.</summary>
    public static Credentials OfTokenFile(string path) => new FileCredentials(path);

    /// <summary>The principal of Google's libraries (ADC), or the service account that it stands in for.</summary>
    /// <param name="impersonated">Address of a service account; null for the principal itself.</param>
    /// <param name="tokenFile">The principal's token; null for application-default credentials.</param>
    /// <param name="credentialFile">What GOOGLE_APPLICATION_CREDENTIALS names; null for the user's own file or the metadata server.</param>
    public static Credentials OfGoogle(string? impersonated, string? tokenFile = null, string? credentialFile = null) => new GoogleCredentials(impersonated, tokenFile, credentialFile);

    /// <exception cref="CredentialException">There is none.</exception>
    internal abstract Task<AccessToken> GetAsync(string scope, bool renew, CancellationToken cancellation);

    private sealed class FileCredentials(string path) : Credentials
    {
        /// <summary>Tokens have two thousand characters.</summary>
        private const int MaxLength = 64 * 1024;

        internal override async Task<AccessToken> GetAsync(string scope, bool renew, CancellationToken cancellation) =>
            new(await ReadAsync(path, cancellation).ConfigureAwait(false), null);

        internal static async Task<string> ReadAsync(string path, CancellationToken cancellation)
        {
            try
            {
                await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                byte[] bytes = new byte[MaxLength];
                int length = await stream.ReadAtLeastAsync(bytes, MaxLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                string token = Encoding.UTF8.GetString(bytes, 0, length).Trim();
                return token.Length > 0 && token.All(character => character is > ' ' and < (char)127)
                    ? token
                    : throw new CredentialException($"the access token file '{path}' has no token: it has one line with the token, as 'gcloud auth print-access-token' writes it.");
            }
            catch (Exception failure) when (failure is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
            {
                throw new CredentialException($"the access token file '{path}' cannot be read.", failure);
            }
        }
    }

    /// <summary>
    /// All that knows of Google.Apis.Auth: keys of service accounts, signed-in users, files of workload identity federation,
    /// the metadata server, impersonation. The library holds tokens and renews them.
    /// </summary>
    private sealed class GoogleCredentials(string? impersonated, string? tokenFile, string? credentialFile) : Credentials, IDisposable
    {
        private const string Nobody =
            "nobody is signed in to Google Cloud: run `gcloud auth application-default login`, set GOOGLE_APPLICATION_CREDENTIALS to a credential file, or give --access-token-file.";

        private readonly SemaphoreSlim _lock = new(1, 1);
        private readonly Dictionary<string, GoogleCredential> _scoped = new(StringComparer.Ordinal);
        private GoogleCredential? _root;

        public void Dispose() => _lock.Dispose();

        internal override async Task<AccessToken> GetAsync(string scope, bool renew, CancellationToken cancellation)
        {
            GoogleCredential credential = await FindAsync(scope, renew, cancellation).ConfigureAwait(false);
            try
            {
                string token = await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(null, cancellation).ConfigureAwait(false);
                return new AccessToken(token, credential.QuotaProject);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The library's messages may quote what the token server said: the kind of the failure is enough.
                throw new CredentialException(
                    impersonated is null
                        ? $"no access token could be had ({failure.GetType().Name}): sign in again with `gcloud auth application-default login`, or look at the credential file."
                        : $"no access token could be had for '{impersonated}' ({failure.GetType().Name}): roles/iam.serviceAccountTokenCreator on it is needed.",
                    null);
            }
        }

        private async Task<GoogleCredential> FindAsync(string scope, bool renew, CancellationToken cancellation)
        {
            await _lock.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                if (renew)
                {
                    _root = null;
                    _scoped.Clear();
                }

                if (!_scoped.TryGetValue(scope, out GoogleCredential? credential))
                {
                    _root ??= await RootAsync(cancellation).ConfigureAwait(false);
                    credential = impersonated is null
                        ? _root.CreateScoped(scope)
                        : _root.CreateScoped(FullScope).Impersonate(new ImpersonatedCredential.Initializer(impersonated) { Scopes = [scope] });
                    _scoped[scope] = credential;
                }

                return credential;
            }
            finally
            {
                _lock.Release();
            }
        }

        private async Task<GoogleCredential> RootAsync(CancellationToken cancellation)
        {
            if (tokenFile is not null)
            {
                return GoogleCredential.FromAccessToken(await FileCredentials.ReadAsync(tokenFile, cancellation).ConfigureAwait(false));
            }

            if (credentialFile is not null)
            {
                return await OfFileAsync(credentialFile, cancellation).ConfigureAwait(false);
            }

            try
            {
                return await GoogleCredential.GetApplicationDefaultAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException or Newtonsoft.Json.JsonException)
            {
                throw new CredentialException(Nobody, null);
            }
        }

        /// <summary>The library reads this file once for the whole process; here a run has its own, which may be renewed.</summary>
        private static async Task<GoogleCredential> OfFileAsync(string path, CancellationToken cancellation)
        {
            try
            {
                byte[] content = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
                using var stream = new MemoryStream(content);
#pragma warning disable CS0618 // Takes all kinds of credentials, which is meant here: the file is the user's own, as with the library's default.
                return await GoogleCredential.FromStreamAsync(stream, cancellation).ConfigureAwait(false);
#pragma warning restore CS0618
            }
            catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException or Newtonsoft.Json.JsonException or FormatException)
            {
                throw new CredentialException($"the credential file '{path}' (GOOGLE_APPLICATION_CREDENTIALS) cannot be read.", null);
            }
        }
    }
}
