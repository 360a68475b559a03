namespace GcpLint.Images;

/// <summary>Where an image is.</summary>
public enum ImagePlace : byte
{
    /// <summary>An engine knows it by its name.</summary>
    Engine,

    /// <summary>A folder in the OCI image layout.</summary>
    Layout,

    /// <summary>A tar file, of <c>docker save</c> or in the OCI image layout; it may be compressed with gzip.</summary>
    Archive,
}

/// <summary>What the word behind <c>--image</c> names.</summary>
/// <param name="Place">Where the image is.</param>
/// <param name="Word">As it was written.</param>
/// <param name="Path">The absolute path of a folder or file; the name for an engine.</param>
/// <param name="Tag">Chooses among several images of one folder or file; null if none is written.</param>
public sealed record ImageTarget(ImagePlace Place, string Word, string Path, string? Tag)
{
    private static readonly string[] s_archives = [".tar", ".tar.gz", ".tgz"];

    /// <param name="word">As skopeo and podman write transports: "oci:DIR:TAG", "docker-archive:FILE"; a path or a name alone too.</param>
    /// <param name="currentDirectory">Relative paths begin there.</param>
    /// <exception cref="ImageException">There is no such folder or file, or the name is none.</exception>
    public static ImageTarget Parse(string word, string currentDirectory)
    {
        foreach ((string transport, bool isFolder) in new[] { ("oci:", true), ("oci-archive:", false), ("docker-archive:", false) })
        {
            if (word.StartsWith(transport, StringComparison.Ordinal))
            {
                return OfPath(word, word[transport.Length..], isFolder, currentDirectory);
            }
        }

        string full = System.IO.Path.GetFullPath(word.Length == 0 ? "." : word, currentDirectory);
        if (File.Exists(full))
        {
            return new ImageTarget(ImagePlace.Archive, word, full, null);
        }

        if (File.Exists(System.IO.Path.Combine(full, "oci-layout")) || (Directory.Exists(full) && IsPath(word)))
        {
            return new ImageTarget(ImagePlace.Layout, word, full, null);
        }

        if (IsPath(word) || s_archives.Any(ending => word.EndsWith(ending, StringComparison.Ordinal)))
        {
            throw new ImageException($"there is no file or folder '{word}'", "Name a tar file of `docker save`, a folder in the OCI image layout, or an image that the engine has.");
        }

        return IsName(word)
            ? new ImageTarget(ImagePlace.Engine, word, word, null)
            : throw new ImageException($"'{word}' is no name of an image", "A name is [registry/]repository[:tag][@digest], as in europe-docker.pkg.dev/my-project/images/api:1.4.");
    }

    private static ImageTarget OfPath(string word, string rest, bool isFolder, string currentDirectory)
    {
        // A path may have colons, a tag has no slash.
        int colon = rest.LastIndexOf(':');
        bool hasTag = colon > 0 && !rest.AsSpan(colon).Contains('/') && !Exists(rest);
        string path = System.IO.Path.GetFullPath(hasTag ? rest[..colon] : rest.Length == 0 ? "." : rest, currentDirectory);
        if (!hasTag && !isFolder && !Exists(rest) && rest.IndexOf(':', StringComparison.Ordinal) is var first and > 0)
        {
            // docker-archive:FILE:repository/name:tag
            return OfReference(word, rest[..first], rest[(first + 1)..], currentDirectory);
        }

        if (hasTag && !isFolder && !File.Exists(path))
        {
            int firstColon = rest.IndexOf(':', StringComparison.Ordinal);
            return OfReference(word, rest[..firstColon], rest[(firstColon + 1)..], currentDirectory);
        }

        return isFolder ? Directory.Exists(path) ? new ImageTarget(ImagePlace.Layout, word, path, hasTag ? rest[(colon + 1)..] : null) : throw Missing(path)
            : File.Exists(path) ? new ImageTarget(ImagePlace.Archive, word, path, hasTag ? rest[(colon + 1)..] : null) : throw Missing(path);

        bool Exists(string candidate) => System.IO.Path.Exists(System.IO.Path.GetFullPath(candidate.Length == 0 ? "." : candidate, currentDirectory));
    }

    private static ImageTarget OfReference(string word, string path, string tag, string currentDirectory)
    {
        string full = System.IO.Path.GetFullPath(path, currentDirectory);
        return File.Exists(full) ? new ImageTarget(ImagePlace.Archive, word, full, tag) : throw Missing(full);
    }

    private static ImageException Missing(string path) => new($"there is no '{path}'", "The path is relative to the working folder; a tag follows behind a colon.");

    private static bool IsPath(string word) =>
        word.StartsWith('/') || word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("../", StringComparison.Ordinal) || word is "." or "..";

    /// <summary>The characters of a reference, and no way upwards: the name becomes part of a path that an engine is asked for.</summary>
    private static bool IsName(string word) =>
        word.Length is > 0 and <= 1024
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or ':' or '@' or '+')
        && word.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
}
