using GcpLint.Analyzer.Model;
using GcpLint.Images;

namespace GcpLint.Tests.Images.Formats;

public sealed class OciLayoutTests : IDisposable
{
    private readonly TestImage _image = new();

    public void Dispose() => _image.Dispose();

    [Fact]
    public void A_layout_gives_the_configuration_the_history_and_the_digest_of_its_manifest()
    {
        string manifest = _image.Manifest(TestImage.Configuration);
        _image.Layout(TestImage.Named(manifest, "app:1.0"));

        ContainerImage image = ImageTestCase.Read($"oci:{_image.Folder}").Should().ContainSingle().Subject;

        image.Name.Should().Be("app:1.0");
        manifest.Should().Contain(image.Digest);
        image.Platform.Should().Be("linux/amd64");
        image.Settings.User.Should().Be("app");
        image.Settings.Environment.Should().Equal("PATH=/usr/bin", "APP_MODE=two words");
        image.Settings.Healthcheck!.Interval.Should().Be(TimeSpan.FromSeconds(30));
        image.History.Select(step => step.CreatedBy).Should().HaveCount(4).And.Contain("COPY . /app # buildkit");
        image.History[0].IsEmptyLayer.Should().BeTrue();
    }

    [Fact]
    public void Of_a_nested_index_the_platform_is_chosen()
    {
        string arm = TestImage.Configuration.Replace("amd64", "arm64", StringComparison.Ordinal);
        string index = _image.Index(_image.Manifest(TestImage.Configuration, platform: "linux/amd64"), _image.Manifest(arm, platform: "linux/arm64"), _image.Manifest("{}", platform: "unknown/unknown"));
        _image.Layout(index);

        ImageTestCase.Read($"oci:{_image.Folder}")[0].Platform.Should().Be("linux/amd64");
        ImageTestCase.Read($"oci:{_image.Folder}", new ImageReading { Platform = "linux/arm64" })[0].Platform.Should().Be("linux/arm64");
        ImageException failure = ImageTestCase.Refuse($"oci:{_image.Folder}", new ImageReading { Platform = "linux/s390x" });
        failure.Message.Should().Contain("linux/s390x");
        failure.Advice.Should().Contain("linux/amd64, linux/arm64");
    }

    [Fact]
    public void A_tag_chooses_among_images_and_without_one_they_are_listed()
    {
        string other = TestImage.Configuration.Replace("\"app\"", "\"root\"", StringComparison.Ordinal);
        _image.Layout(TestImage.Named(_image.Manifest(TestImage.Configuration), "1.0"), TestImage.Named(_image.Manifest(other), "2.0"));

        ImageTestCase.Read($"oci:{_image.Folder}:2.0")[0].Settings.User.Should().Be("root");
        ImageTestCase.Refuse($"oci:{_image.Folder}").Advice.Should().Contain("1.0, 2.0");
        ImageTestCase.Refuse($"oci:{_image.Folder}:3.0").Message.Should().Contain("'3.0'");
    }

    [Fact]
    public void A_folder_is_a_layout_without_saying_so()
    {
        _image.Layout(_image.Manifest(TestImage.Configuration));

        ImageTestCase.Read(_image.Folder).Should().ContainSingle();
    }

    [Fact]
    public void The_base_is_told_by_the_annotation_of_the_manifest()
    {
        _image.Layout(_image.Manifest(TestImage.Configuration, """ "annotations": {"org.opencontainers.image.base.name": "node:22-slim"},"""));

        ImageTestCase.Read(_image.Folder)[0].BaseName.Should().Be("node:22-slim");
    }

    [Fact]
    public void Content_that_is_not_what_its_digest_says_is_refused()
    {
        string manifest = _image.Manifest(TestImage.Configuration);
        _image.Layout(manifest).Write($"blobs/sha256/{TestImage.Sum(TestImage.Configuration)}", TestImage.Configuration.Replace("\"app\"", "\"root\"", StringComparison.Ordinal));

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("checksum");
    }

    [Theory]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("")]
    public void A_digest_that_is_none_is_no_path(string digest)
    {
        _image.Layout($$"""{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "{{digest}}"}""");

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("no digest");
    }

    [Fact]
    public void A_blob_that_leads_out_of_the_layout_is_not_followed()
    {
        string manifest = _image.Manifest(TestImage.Configuration);
        _image.Layout(manifest);
        string blob = _image.Path($"blobs/sha256/{TestImage.Sum(TestImage.Configuration)}");
        File.Delete(blob);
        using var outside = new TestImage();
        outside.Write("secret.json", TestImage.Configuration);
        File.CreateSymbolicLink(blob, outside.Path("secret.json"));

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("missing");
    }

    [Fact]
    public void Indexes_that_name_each_other_many_times_over_are_read_once_each()
    {
        string level = _image.Manifest(TestImage.Configuration);
        for (int i = 0; i < 7; i++)
        {
            level = _image.Index([.. Enumerable.Repeat(level, 50)]);
        }

        _image.Layout(level);

        ImageTestCase.Read(_image.Folder).Should().ContainSingle();
    }

    [Fact]
    public void Indexes_that_nest_without_end_are_refused()
    {
        string level = _image.Manifest(TestImage.Configuration);
        for (int i = 0; i < 12; i++)
        {
            level = _image.Index(level);
        }

        _image.Layout(level);

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("nest deeper");
    }

    [Fact]
    public void An_artifact_is_no_image()
    {
        _image.Layout($$"""{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "{{_image.Blob("""{"config": {"mediaType": "application/vnd.cncf.helm.config.v1+json", "digest": "sha256:00"}}""")}}"}""");

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("no container image");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"manifests\": [1, null, \"x\", []]}")]
    [InlineData("{\"manifests\": [{\"digest\": \"\\ud800\"}]}")]
    public void Damaged_indexes_are_told(string index)
    {
        _image.Layout().Write("index.json", index);

        ImageTestCase.Refuse(_image.Folder).Message.Should().NotBeEmpty();
    }

    [Fact]
    public void Deep_json_ends_the_reading_of_this_image()
    {
        _image.Layout().Write("index.json", new string('[', 200_000));

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("no JSON");
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused()
    {
        _image.Layout().Write("index.json", new string(' ', (4 * 1024 * 1024) + 1));

        ImageTestCase.Refuse(_image.Folder).Message.Should().Contain("longer than 4 MiB");
    }
}
