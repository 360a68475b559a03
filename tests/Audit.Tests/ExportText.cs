using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Lowering;

namespace GcpLint.Tests.Audit;

/// <summary>Exports as texts and bytes.</summary>
internal static class ExportText
{
    public const string Topic =
        """{"name": "//pubsub.googleapis.com/projects/p/topics/t", "assetType": "pubsub.googleapis.com/Topic", "resource": {"data": {"name": "projects/p/topics/t"}, "location": "global"}}""";

    public static ImmutableArray<AssetRead> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static ImmutableArray<AssetRead> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return [.. AssetExportReader.Read("export.ndjson", stream)];
    }

    public static CloudResource Lower(string asset)
    {
        Asset read = Read(asset).Single().Asset!;
        return AssetLowering.Lower(read).Single();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));
}
