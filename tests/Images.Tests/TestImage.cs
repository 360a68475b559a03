using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace GcpLint.Tests.Images;

/// <summary>Writes images as tools write them, into a folder of its own.</summary>
internal sealed class TestImage : IDisposable
{
    public const string Configuration =
        """
        {
          "architecture": "amd64", "os": "linux",
          "config": {
            "User": "app", "Env": ["PATH=/usr/bin", "APP_MODE=two words"], "Cmd": ["python", "main.py"],
            "Labels": {"org.opencontainers.image.base.name": "python:3.12-slim"},
            "Healthcheck": {"Test": ["CMD-SHELL", "curl -f http://localhost/"], "Interval": 30000000000, "Retries": 3}
          },
          "history": [
            {"created_by": "ENV APP_MODE=two words", "comment": "buildkit.dockerfile.v0", "empty_layer": true},
            {"created_by": "COPY . /app # buildkit", "comment": "buildkit.dockerfile.v0"},
            {"created_by": "USER app", "comment": "buildkit.dockerfile.v0", "empty_layer": true},
            {"created_by": "CMD [\"python\" \"main.py\"]", "comment": "buildkit.dockerfile.v0", "empty_layer": true}
          ]
        }
        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("gcp-lint-image-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static string Sum(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>Puts a file under blobs/ and returns its digest.</summary>
    public string Blob(string content)
    {
        string sum = Sum(content);
        Write($"blobs/sha256/{sum}", content);
        return "sha256:" + sum;
    }

    public TestImage Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), content);
        return this;
    }

    /// <summary>A manifest of the configuration; returns the text that an index has for it.</summary>
    public string Manifest(string configuration, string more = "", string? platform = null)
    {
        string manifest = $$"""{"schemaVersion": 2, {{more}} "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "{{Blob(configuration)}}"}, "layers": []}""";
        string[] parts = platform?.Split('/') ?? [];
        string where = parts.Length < 2 ? "" : $$""", "platform": {"os": "{{parts[0]}}", "architecture": "{{parts[1]}}" }""";
        return $$"""{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "{{Blob(manifest)}}"{{where}}}""";
    }

    public static string Named(string descriptor, string name) => $$"""{{descriptor[..^1]}}, "annotations": {"org.opencontainers.image.ref.name": "{{name}}"} }""";

    public string Index(params string[] manifests)
    {
        string index = $$"""{"schemaVersion": 2, "manifests": [{{string.Join(", ", manifests)}}]}""";
        return $$"""{"mediaType": "application/vnd.oci.image.index.v1+json", "digest": "{{Blob(index)}}"}""";
    }

    public TestImage Layout(params string[] manifests) => Write("oci-layout", """{"imageLayoutVersion": "1.0.0"}""")
        .Write("index.json", $$"""{"schemaVersion": 2, "manifests": [{{string.Join(", ", manifests)}}]}""");

    /// <summary>The files of the folder, or those that are named with their contents.</summary>
    public string Archive(string name, bool compressed, params (string Name, byte[] Content)[] entries)
    {
        using FileStream file = File.Create(Path(name));
        using Stream target = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var tar = new TarWriter(target, TarEntryFormat.Pax);
        foreach ((string entry, byte[] content) in entries)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(content) });
        }

        return Path(name);
    }

    public string DockerArchive(string name, string configuration, bool compressed = false, string? configurationName = null, string tag = "app:1.0")
    {
        string path = configurationName ?? Sum(configuration) + ".json";
        return Archive(
            name,
            compressed,
            ("layer.tar", new byte[5000]),
            (path, Encoding.UTF8.GetBytes(configuration)),
            ("manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config": "{{path}}", "RepoTags": ["{{tag}}"], "Layers": ["layer.tar"]}]""")));
    }
}
