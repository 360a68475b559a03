using System.Collections.Immutable;
using System.Text;
using GcpLint.Audit.Exports;
using GcpLint.Text;

namespace GcpLint.Tests.Audit.Exports;

public sealed class AssetExportReaderTests
{
    [Fact]
    public void Each_line_is_an_asset_with_its_line()
    {
        ImmutableArray<AssetRead> reads = ExportText.Read($"{ExportText.Topic}\n\n  {ExportText.Topic}\r\n");

        reads.Select(read => read.Asset!.Place.Start).Should().Equal(new Position(1, 1), new Position(3, 3));
        reads.SelectMany(read => read.Diagnostics).Should().BeEmpty();
    }

    [Fact]
    public void Values_have_the_line_and_column_of_the_export()
    {
        Asset asset = ExportText.Read($"{ExportText.Topic}\n  {ExportText.Topic}\n")[1].Asset!;

        SourceLocation place = asset.Data.Get("name").Origin!.Location;
        place.Start.Should().Be(new Position(2, ExportText.Topic.IndexOf("\"projects/p/topics/t\"", StringComparison.Ordinal) + 3));
        place.Source.GetText(place.Span).Should().Be("\"projects/p/topics/t\"");
        place.Source.GetOffset(place.Start).Should().Be(place.Span.Start);
        place.Source.GetLineText(2).ToString().Should().Be(ExportText.Topic);
    }

    [Fact]
    public void An_array_over_several_lines_is_read_with_its_lines()
    {
        string text = "[\n  {\n    \"assetType\": \"a/B\",\n    \"name\": \"//a/ [ } \\\" \\\\\"\n  },\n  {\"assetType\": \"a/B\", \"name\": \"//a/2\"}\n]\n";

        ImmutableArray<AssetRead> reads = ExportText.Read(text);

        reads.Select(read => read.Asset!.Name.AsString).Should().Equal("//a/ [ } \" \\", "//a/2");
        reads.Select(read => read.Asset!.Place.Start).Should().Equal(new Position(2, 3), new Position(6, 3));
        reads[0].Asset!.Name.Origin!.Location.Start.Should().Be(new Position(4, 13));
        reads.SelectMany(read => read.Diagnostics).Should().BeEmpty();
    }

    [Fact]
    public void Assets_of_an_array_on_one_line_have_their_columns()
    {
        ImmutableArray<AssetRead> reads = ExportText.Read("[{\"name\":\"a\",\"assetType\":\"t\"},{\"name\":\"b\",\"assetType\":\"t\"}]");

        reads.Select(read => read.Asset!.Place.Start.Column).Should().Equal(2, 31);
        reads[1].Asset!.Name.Origin!.Location.Start.Should().Be(new Position(1, 39));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    [InlineData("[]")]
    [InlineData(" [ \n ] ")]
    public void An_empty_export_has_no_assets(string text) => ExportText.Read(text).Should().BeEmpty();

    [Fact]
    public void Both_spellings_of_the_fields_are_read()
    {
        Asset asset = ExportText.Read(
            """{"name": "n", "asset_type": "t", "iam_policy": {"bindings": []}, "org_policy": [{"constraint": "c"}], "access_level": {"name": "l"}, "ancestors": ["projects/1", "folders/2"], "update_time": "2026-02-14T09:21:37.184203Z"}""")
            .Single().Asset!;

        asset.AssetType.AsString.Should().Be("t");
        asset.IamPolicy.IsKnown.Should().BeTrue();
        asset.OrgPolicies.Should().ContainSingle();
        asset.AccessLevel.Get("name").AsString.Should().Be("l");
        asset.Ancestors.Should().Equal("projects/1", "folders/2");
        asset.UpdateTime.Should().Be(new DateTimeOffset(2026, 2, 14, 9, 21, 37, TimeSpan.Zero).AddTicks(1842030));
        asset.Data.IsAbsent.Should().BeTrue();
    }

    [Theory]
    [InlineData("WARNING: not JSON")]
    [InlineData("[INFO] exporting")]
    [InlineData("{\"name\": \"cut")]
    [InlineData("{\"name\": 1, \"assetType\": \"t\"}")]
    [InlineData("\"text\"")]
    [InlineData("\0\0\0")]
    public void A_line_that_is_no_asset_is_a_diagnostic_and_the_rest_is_read(string garbage)
    {
        foreach ((string text, int line) in new[] { ($"{garbage}\n{ExportText.Topic}\n", 1), ($"{ExportText.Topic}\n{garbage}\n{ExportText.Topic}", 2) })
        {
            ImmutableArray<AssetRead> reads = ExportText.Read(text);

            reads.Count(read => read.Asset is not null).Should().Be(line);
            reads.SelectMany(read => read.Diagnostics).Should().NotBeEmpty().And.OnlyContain(diagnostic => diagnostic.Location.Line == line && diagnostic.IsError);
        }
    }

    [Fact]
    public void Text_between_the_assets_of_an_array_is_a_diagnostic()
    {
        ImmutableArray<AssetRead> reads = ExportText.Read($"[\n{ExportText.Topic},\nnull, 1\n{ExportText.Topic}\n] rest");

        reads.Count(read => read.Asset is not null).Should().Be(2);
        reads.SelectMany(read => read.Diagnostics).Select(diagnostic => (diagnostic.Code, diagnostic.Location.Line))
            .Should().Equal(("audit/no-asset", 3), ("audit/no-asset", 5));
    }

    [Fact]
    public void A_string_without_an_end_spoils_one_asset_of_an_array()
    {
        ImmutableArray<AssetRead> reads = ExportText.Read($"[\n{{\n\"name\": \"open,\n\"assetType\": \"t\"\n}},\n{ExportText.Topic}\n]");

        reads.Should().HaveCount(2);
        reads[0].Diagnostics.Should().NotBeEmpty();
        reads[1].Asset!.Place.Line.Should().Be(6);
    }

    [Fact]
    public void An_array_without_an_end_is_told()
    {
        ImmutableArray<AssetRead> reads = ExportText.Read($"[{ExportText.Topic},");

        reads[0].Asset.Should().NotBeNull();
        reads[^1].Diagnostics.Single().Code.Should().Be("audit/cut-export");
    }

    [Fact]
    public void Packed_exports_are_unpacked()
    {
        ExportText.Read(ExportText.Gzip($"{ExportText.Topic}\n{ExportText.Topic}\n")).Should().HaveCount(2).And.OnlyContain(read => read.Asset != null);
        ExportText.Read(ExportText.Gzip($"[{ExportText.Topic}]")).Should().ContainSingle(read => read.Asset != null);
    }

    [Fact]
    public void Byte_order_marks_are_understood()
    {
        foreach (Encoding encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            ExportText.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(ExportText.Topic + "\n")]).Should().ContainSingle(read => read.Asset != null);
        }
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(ExportText.Topic));

        AssetExportReader.Read("export", stream).Should().ContainSingle();

        stream.CanRead.Should().BeTrue();
    }
}
