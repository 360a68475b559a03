namespace GcpLint.Images.Files;

/// <summary>The small files of an image, its index, manifests and configuration, by their paths with '/'.</summary>
internal interface IImageFiles
{
    /// <summary>
    /// Registries refuse manifests above 4 MiB (https://github.com/opencontainers/distribution-spec), and configurations
    /// are smaller.
    /// </summary>
    const int MaxLength = 4 * 1024 * 1024;

    bool Contains(string path);

    /// <summary>Null if there is no such file.</summary>
    /// <exception cref="ImageException">It is longer than <see cref="MaxLength"/>.</exception>
    byte[]? Read(string path);
}
