using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Lowering;

namespace GcpLint.Tests.Audit.Exports;

public sealed class HostileExportTests
{
    private const string Seed =
        """{"name": "//cloudsql.googleapis.com/projects/p/instances/i", "assetType": "sqladmin.googleapis.com/Instance", "resource": {"data": {"settings": {"tier": "t", "databaseFlags": [{"name": "a", "value": "b"}], "dataDiskSizeGb": "10"}}}, "iamPolicy": {"bindings": [{"role": "r", "members": ["m"], "condition": {"title": "é"}}]}}""";

    [Fact]
    public void Mutated_exports_neither_crash_nor_lose_their_end()
    {
        Gen<(int, char)> edit = from place in Gen.Choose(0, 2000) from c in Gen.Elements("\"{}[]\\,:\n\r\0 a0\uD800\uFFFD".ToCharArray()) select (place, c);
        Property holds = Prop.ForAll(edit.ListOf().ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (edits, isArray) =>
        {
            var text = new StringBuilder(isArray ? $"[\n{Seed},\n{Seed}\n" : $"{Seed}\n{Seed}\n");
            foreach ((int place, char c) in edits)
            {
                text[place % text.Length] = c;
            }

            text.Append(isArray ? $",\n{ExportText.Topic}\n]" : $"\n{ExportText.Topic}\n");
            ImmutableArray<AssetRead> reads = ExportText.Read(text.ToString());
            foreach (AssetRead read in reads)
            {
                if (read.Asset is { } asset)
                {
                    AssetLowering.Lower(asset);
                }
            }

            return reads.Length > 0
                && reads.All(read => read.Asset is not null || !read.Diagnostics.IsEmpty)
                && reads.All(read => read.Diagnostics.Length <= AssetExportReader.MaxDiagnosticsAnAsset)
                && (isArray || reads[^1].Asset?.AssetType.AsString == "pubsub.googleapis.com/Topic");
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), holds);
    }

    [Fact]
    public void Any_bytes_are_read_to_the_end()
    {
        Property holds = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
            ExportText.Read(bytes).All(read => read.Asset is not null || !read.Diagnostics.IsEmpty)
            && ExportText.Read([0x1F, 0x8B, .. bytes]).All(read => !read.Diagnostics.IsEmpty));

        Check.One(Config.QuickThrowOnFailure, holds);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Deep_nesting_spoils_one_asset(string open, string close)
    {
        const int Depth = 200_000;
        string value = string.Concat(Enumerable.Repeat(open, Depth)) + "1" + string.Concat(Enumerable.Repeat(close, Depth));
        string deep = $$"""{"name": "n", "assetType": "t", "resource": {"data": {"x": {{value}} } } }""";

        foreach (string text in new[] { $"{deep}\n{ExportText.Topic}", $"[{deep},\n{ExportText.Topic}]" })
        {
            ImmutableArray<AssetRead> reads = ExportText.Read(text);

            reads.Should().HaveCount(2);
            reads[0].Diagnostics.Should().NotBeEmpty();
            reads[1].Diagnostics.Should().BeEmpty();
        }
    }

    [Fact]
    public void A_line_of_ten_megabytes_is_left_out_with_its_line()
    {
        string huge = $$"""{"name": "n", "assetType": "t", "x": "{{new string('x', AssetExportReader.MaxAssetLength)}}"}""";

        foreach (string text in new[] { $"{ExportText.Topic}\n{huge}\n{ExportText.Topic}", $"[{ExportText.Topic},\n{huge},\n{ExportText.Topic}]" })
        {
            ImmutableArray<AssetRead> reads = ExportText.Read(text);

            reads.Should().HaveCount(3);
            reads[1].Diagnostics.Single().Code.Should().Be("audit/asset-too-long");
            reads[1].Diagnostics.Single().Location.Line.Should().Be(2);
            reads[1].Diagnostics.Single().Location.Source.Length.Should().BeLessThan(1000);
            reads[2].Asset!.Place.Line.Should().Be(3);
        }
    }

    [Fact]
    public void A_long_asset_below_the_limit_is_read()
    {
        string items = string.Join(',', Enumerable.Repeat("\"user:somebody@example.com\"", 300_000));
        string asset = $$"""{"name": "n", "assetType": "t", "iamPolicy": {"bindings": [{"role": "r", "members": [{{items}}]}]} }""";

        ExportText.Read(asset).Single().Asset!.IamPolicy.GetPath("bindings[0].members").AsList.Count.Should().Be(300_000);
    }

    [Fact]
    public void Cut_gzip_gives_what_was_read_and_a_diagnostic()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 2000; i++)
        {
            text.Append(ExportText.Topic.Replace("/topics/t", $"/topics/t{i * 7919 % 100_003}", StringComparison.Ordinal)).Append('\n');
        }

        byte[] packed = ExportText.Gzip(text.ToString());

        ImmutableArray<AssetRead> reads = ExportText.Read(packed[..(packed.Length / 2)]);

        reads.Count(read => read.Asset is not null).Should().BeInRange(1, 1999);
        reads[^1].Diagnostics.Should().ContainSingle(diagnostic => diagnostic.Code == "audit/cut-export");
    }

    [Fact]
    public void A_gzip_bomb_is_not_unpacked_to_its_end()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 100; i++)
            {
                gzip.Write(blanks);
            }
        }

        ExportText.Read(packed.ToArray())[^1].Diagnostics.Single().Code.Should().Be("audit/export-too-large");
    }
}
