using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Images.Files;

namespace GcpLint.Images.Formats;

/// <summary>What <c>docker save</c> writes: manifest.json names a configuration for each image.</summary>
internal static class DockerArchive
{
    public const string ManifestName = "manifest.json";

    /// <summary>An archive of more images is taken apart by their tags.</summary>
    private const int MaxImages = 100;

    private readonly record struct Entry(string Configuration, ImmutableArray<string> Tags);

    /// <exception cref="ImageException">It is damaged, or has no image of that tag.</exception>
    public static ImmutableArray<ContainerImage> Read(IImageFiles files, ImageTarget target)
    {
        byte[] manifest = files.Read(ManifestName) ?? throw new ImageException($"the archive has no {ManifestName}", "Name what `docker save` wrote.");
        Entry[] entries = ImageJson.Parse(manifest, ManifestName, root => root.EnumerateArray().Take(MaxImages + 1).Select(item => new Entry(item.Text("Config"), item.Texts("RepoTags"))).ToArray());
        Entry[] chosen = target.Tag is { } tag ? [.. entries.Where(entry => entry.Tags.Any(name => IsTag(name, tag)))] : entries;
        if (chosen.Length is 0 or > MaxImages)
        {
            string tags = string.Join(", ", entries.SelectMany(entry => entry.Tags).Take(10));
            throw new ImageException(
                chosen.Length > 0 ? $"the archive has more than {MaxImages} images" : target.Tag is null ? "the archive has no image" : $"the archive has no image '{target.Tag}'",
                tags.Length > 0 ? $"It has {tags}: name one behind the file, docker-archive:FILE:TAG." : "Name what `docker save` wrote.");
        }

        return [.. chosen.Select(entry => ReadImage(files, entry, target))];
    }

    private static ContainerImage ReadImage(IImageFiles files, Entry entry, ImageTarget target)
    {
        byte[] content = files.Read(entry.Configuration)
            ?? throw new ImageException($"the archive has no configuration '{entry.Configuration}'", "It is not whole: make it again.");
        string name = Path.GetFileNameWithoutExtension(entry.Configuration);
        if (name.Length == 64 && name.All(char.IsAsciiHexDigitLower))
        {
            Blobs.Verify(content, "sha256", name);
        }

        return ImageConfiguration.Read(content, entry.Tags.IsEmpty ? target.Word : entry.Tags[0], Blobs.Sha256(content));
    }

    private static bool IsTag(string name, string tag) => name == tag || name.EndsWith(":" + tag, StringComparison.Ordinal) || name.EndsWith("/" + tag, StringComparison.Ordinal);
}
