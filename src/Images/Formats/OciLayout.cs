using System.Collections.Immutable;
using System.Text.Json;
using GcpLint.Analyzer.Model;
using GcpLint.Images.Files;

namespace GcpLint.Images.Formats;

/// <summary>The OCI image layout: https://github.com/opencontainers/image-spec/blob/main/image-layout.md.</summary>
internal static class OciLayout
{
    private const string IndexName = "index.json";

    private const string DefaultPlatform = "linux/amd64";

    /// <summary>An index of indexes is as deep as anybody goes.</summary>
    private const int MaxDepth = 8;

    /// <summary>Manifests of one image: official images have about a dozen platforms, each with an attestation.</summary>
    private const int MaxManifests = 1000;

    /// <summary>A reference to a manifest or an index.</summary>
    private sealed record Descriptor(string MediaType, string Digest, string Platform, ImmutableSortedDictionary<string, string> Annotations)
    {
        public bool IsIndex => MediaType is "application/vnd.oci.image.index.v1+json" or "application/vnd.docker.distribution.manifest.list.v2+json";

        /// <summary>Provenance and bills of materials stand in the same index.</summary>
        public bool IsAttestation => Platform == "unknown/unknown" || Annotations.ContainsKey("vnd.docker.reference.type");

        /// <summary>"1.4" or "registry/app:1.4"; "" without one.</summary>
        public string Name => Annotations.GetValueOrDefault("io.containerd.image.name") ?? Annotations.GetValueOrDefault("org.opencontainers.image.ref.name") ?? "";

        public bool IsNamed(string tag) =>
            Annotations.GetValueOrDefault("org.opencontainers.image.ref.name") == tag || Name == tag || Name.EndsWith(":" + tag, StringComparison.Ordinal);
    }

    private sealed record Manifest(string Configuration, string? BaseName);

    /// <exception cref="ImageException">It is damaged, has no image of that tag or platform, or several.</exception>
    public static ImmutableArray<ContainerImage> Read(IImageFiles files, ImageTarget target, string? platform)
    {
        byte[] index = files.Read(IndexName)
            ?? throw new ImageException($"'{target.Word}' has no {IndexName}", "Name a folder in the OCI image layout, such as `skopeo copy … oci:DIR` or `docker buildx build --output type=oci` writes, or a tar file of `docker save`.");
        Descriptor[] images = [.. Descriptors(index, IndexName).Where(item => !item.IsAttestation && (target.Tag is not { } tag || item.IsNamed(tag)))];
        string[] names = [.. images.Select(item => item.Name).Distinct(StringComparer.Ordinal)];
        if (images.Length == 0 || (target.Tag is null && names.Length > 1))
        {
            throw new ImageException(
                images.Length == 0 ? target.Tag is null ? "the layout has no image" : $"the layout has no image '{target.Tag}'" : $"the layout has {images.Length} images",
                names.Length > 1 ? $"Name one of {string.Join(", ", names.Order(StringComparer.Ordinal).Take(10))}: oci:DIR:TAG." : "Look into its index.json.");
        }

        Descriptor chosen = Choose(files, images, platform);
        Manifest manifest = ReadManifest(Blobs.Read(files, chosen.Digest), chosen.Digest);
        string name = images[0].Name is { Length: > 0 } written && written.AsSpan().ContainsAny('/', ':') ? written : target.Word;
        return [ImageConfiguration.Read(Blobs.Read(files, manifest.Configuration), name, chosen.Digest) with { BaseName = manifest.BaseName }];
    }

    private static Descriptor Choose(IImageFiles files, Descriptor[] images, string? platform)
    {
        var manifests = new List<Descriptor>();
        Collect(files, images, manifests, [], 0);
        string wanted = platform ?? DefaultPlatform;
        Descriptor? found = manifests.Find(item => item.Platform == wanted) ?? manifests.Find(item => item.Platform.StartsWith(wanted + "/", StringComparison.Ordinal));
        if (found is not null)
        {
            return found;
        }

        return manifests is [var only] && (platform is null || only.Platform.Length == 0)
            ? only
            : throw new ImageException(
                $"the image is not there for {wanted}",
                manifests.Count == 0 ? "Its index has no manifest." : $"It is for {string.Join(", ", manifests.Select(item => item.Platform).Distinct(StringComparer.Ordinal).Take(10))}: choose with --platform.");
    }

    /// <summary>The manifests below indexes; an index that is named twice, or in its own content, is read once.</summary>
    private static void Collect(IImageFiles files, IEnumerable<Descriptor> descriptors, List<Descriptor> manifests, HashSet<string> seen, int depth)
    {
        foreach (Descriptor descriptor in descriptors)
        {
            if (descriptor.IsAttestation || !seen.Add(descriptor.Digest))
            {
                continue;
            }

            if (seen.Count > MaxManifests || depth > MaxDepth)
            {
                throw new ImageException(depth > MaxDepth ? $"its indexes nest deeper than {MaxDepth}" : $"its index has more than {MaxManifests} manifests", "No tool writes such an image.");
            }

            if (descriptor.IsIndex)
            {
                Collect(files, Descriptors(Blobs.Read(files, descriptor.Digest), descriptor.Digest), manifests, seen, depth + 1);
            }
            else
            {
                manifests.Add(descriptor);
            }
        }
    }

    private static ImmutableArray<Descriptor> Descriptors(byte[] json, string name) => ImageJson.Parse(json, name, root => root.Items("manifests").Take(MaxManifests + 1).Select(Read).ToImmutableArray());

    private static Descriptor Read(JsonElement element)
    {
        JsonElement platform = element.Get("platform");
        return new Descriptor(
            element.Text("mediaType"),
            element.Text("digest"),
            ImageConfiguration.PlatformOf(platform.Text("os"), platform.Text("architecture"), platform.Text("variant")),
            element.Map("annotations"));
    }

    private static Manifest ReadManifest(byte[] json, string digest) => ImageJson.Parse(json, digest, root =>
    {
        JsonElement configuration = root.Get("config");
        if (configuration.Text("mediaType") is not ("application/vnd.oci.image.config.v1+json" or "application/vnd.docker.container.image.v1+json"))
        {
            throw new ImageException($"{digest} is no container image", "It is an artifact of another kind, or in the first format of Docker's registries, which engines no longer read.");
        }

        return new Manifest(configuration.Text("digest"), root.Map("annotations").GetValueOrDefault("org.opencontainers.image.base.name"));
    });
}
