using System.Security.Cryptography;
using GcpLint.Images.Files;

namespace GcpLint.Images.Formats;

/// <summary>Files that are named by the checksum of their content.</summary>
internal static class Blobs
{
    private const int Sha256Length = 64;
    private const int Sha512Length = 128;

    /// <param name="files">A layout.</param>
    /// <param name="digest">"sha256:…" or "sha512:…".</param>
    /// <exception cref="ImageException">It is missing, no digest, or has another content than its name says.</exception>
    public static byte[] Read(IImageFiles files, string digest)
    {
        int colon = digest.IndexOf(':', StringComparison.Ordinal);
        string algorithm = colon < 0 ? "" : digest[..colon];
        string sum = digest[(colon + 1)..];
        bool isKnown = algorithm is "sha256" && sum.Length == Sha256Length || algorithm is "sha512" && sum.Length == Sha512Length;
        if (!isKnown || !sum.All(char.IsAsciiHexDigitLower))
        {
            throw new ImageException($"'{digest}' is no digest", "The image is damaged: make it again.");
        }

        byte[] content = files.Read($"blobs/{algorithm}/{sum}")
            ?? throw new ImageException($"the blob {digest} is missing", "The image is not whole: an index may name platforms that were not exported. Make it again, or choose another with --platform.");
        Verify(content, algorithm, sum);
        return content;
    }

    public static void Verify(byte[] content, string algorithm, string sum)
    {
        string found = Convert.ToHexStringLower(algorithm == "sha512" ? SHA512.HashData(content) : SHA256.HashData(content));
        if (found != sum)
        {
            throw new ImageException($"the content of {algorithm}:{sum} has the checksum {found}", "Somebody changed it, or it is damaged: do not use this image.");
        }
    }

    public static string Sha256(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
