using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Model;
using GcpLint.Images.Engine;
using GcpLint.Images.Files;
using GcpLint.Images.Formats;

namespace GcpLint.Images;

/// <summary>What decides about the images that are read, besides their names.</summary>
public sealed record ImageReading
{
    /// <summary>The value of DOCKER_HOST; null if it is not set.</summary>
    public string? DockerHost { get; init; }

    /// <summary>"os/architecture[/variant]" of an image for several; null for linux/amd64, which Cloud Run runs.</summary>
    public string? Platform { get; init; }

    /// <summary>How long an engine may take for one image.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Reads the configuration and the history of images; layers are never unpacked.</summary>
public static class ImageReader
{
    /// <summary>Several images of one archive have no tag chosen.</summary>
    /// <exception cref="ImageException">The image is not there or damaged.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<ImmutableArray<ContainerImage>> ReadAsync(ImageTarget target, ImageReading reading, CancellationToken cancellation)
    {
        if (target.Place == ImagePlace.Engine)
        {
            using var engine = new EngineClient(EngineAddress.Parse(reading.DockerHost), reading.Timeout);
            return [await engine.ReadAsync(target.Path, cancellation).ConfigureAwait(false)];
        }

        try
        {
            if (target.Place == ImagePlace.Layout)
            {
                return OciLayout.Read(new FolderFiles(new DiskFileSystem(target.Path)), target, reading.Platform);
            }

            using FileStream stream = File.OpenRead(target.Path);
            ArchiveFiles files = ArchiveFiles.Read(stream, cancellation);
            return files.Contains(DockerArchive.ManifestName) ? DockerArchive.Read(files, target) : OciLayout.Read(files, target, reading.Platform);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"'{target.Word}' cannot be read: {failure.Message}", "Give this account the right to read it.");
        }
    }
}
