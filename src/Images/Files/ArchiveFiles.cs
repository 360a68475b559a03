using System.Formats.Tar;
using System.IO.Compression;

namespace GcpLint.Images.Files;

/// <summary>
/// The JSON files of a tar file, read from its front to its end once. Nothing is written to the disk, and no name of
/// the archive is used as a path of the disk.
/// </summary>
internal sealed class ArchiveFiles : IImageFiles
{
    /// <summary>All JSON of an archive together: an image has some kilobytes of it.</summary>
    private const int MaxTotal = 64 * 1024 * 1024;

    /// <summary>An archive has a few entries a layer.</summary>
    private const int MaxEntries = 100_000;

    /// <summary>Bytes behind gzip: large images have tens of gigabytes, a bomb has thousands.</summary>
    private const long MaxUnpacked = 64L * 1024 * 1024 * 1024;

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tooLong = new(StringComparer.Ordinal);

    private ArchiveFiles()
    {
    }

    public bool Contains(string path) => _files.ContainsKey(path) || _tooLong.Contains(path);

    public byte[]? Read(string path) => _tooLong.Contains(path)
        ? throw new ImageException($"`{path}` in the archive is longer than {IImageFiles.MaxLength >> 20} MiB", "No manifest or configuration is so long: the archive is damaged.")
        : _files.GetValueOrDefault(path);

    /// <param name="stream">Compressed with gzip or not; seekable, so that layers are skipped and not read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ImageException">It is no tar file, is cut off or exceeds a limit.</exception>
    public static ArchiveFiles Read(Stream stream, CancellationToken cancellation)
    {
        const string Advice = "Make the archive again with `docker save IMAGE -o FILE`, or name an image that the engine has.";
        var files = new ArchiveFiles();
        try
        {
            using Stream content = Unpacked(stream);
            using var tar = new TarReader(content, leaveOpen: true);
            int entries = 0;
            long total = 0;
            while (tar.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                if (++entries > MaxEntries)
                {
                    throw new ImageException($"the archive has more than {MaxEntries} entries", Advice);
                }

                total += files.Add(entry);
                if (total > MaxTotal)
                {
                    throw new ImageException($"the archive has more than {MaxTotal >> 20} MiB of JSON", Advice);
                }
            }

            return entries > 0 ? files : throw new ImageException("the archive is empty", Advice);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new ImageException($"this is no whole tar file: {failure.Message}", Advice);
        }
    }

    /// <summary>Keeps a file that may be JSON; returns how many bytes that are.</summary>
    private int Add(TarEntry entry)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile) || NameOf(entry.Name) is not { } name)
        {
            return 0;
        }

        _files.Remove(name);
        _tooLong.Remove(name);
        if (entry.DataStream is not { } data)
        {
            return 0;
        }

        if (entry.Length > IImageFiles.MaxLength)
        {
            _tooLong.Add(name);
            return 0;
        }

        int first = data.ReadByte();
        if (first is not ('{' or '[' or ' ' or '\t' or '\r' or '\n'))
        {
            return 0;
        }

        byte[] content = new byte[entry.Length];
        content[0] = (byte)first;
        data.ReadExactly(content, 1, content.Length - 1);
        _files[name] = content;
        return content.Length;
    }

    /// <summary>The path within the archive; null for one that leads out of it.</summary>
    private static string? NameOf(string name)
    {
        string trimmed = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        return trimmed.Length == 0 || trimmed.StartsWith('/') || trimmed.Contains('\0') || trimmed.Split('/').Contains("..") ? null : trimmed;
    }

    private static LimitedStream Unpacked(Stream stream)
    {
        Span<byte> start = stackalloc byte[2];
        int read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 2 && start is [0x1f, 0x8b]
            ? new LimitedStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), MaxUnpacked)
            : new LimitedStream(stream, long.MaxValue);
    }
}
