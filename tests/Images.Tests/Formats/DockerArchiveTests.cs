using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Model;
using GcpLint.Images;

namespace GcpLint.Tests.Images.Formats;

public sealed class DockerArchiveTests : IDisposable
{
    private readonly TestImage _image = new();

    public void Dispose() => _image.Dispose();

    [Theory]
    [InlineData("app.tar", false)]
    [InlineData("app.tar.gz", true)]
    public void An_archive_gives_its_image_under_its_tag(string name, bool compressed)
    {
        ContainerImage image = ImageTestCase.Read(_image.DockerArchive(name, TestImage.Configuration, compressed)).Should().ContainSingle().Subject;

        image.Name.Should().Be("app:1.0");
        image.Digest.Should().Be("sha256:" + TestImage.Sum(TestImage.Configuration));
        image.History.Should().HaveCount(4);
    }

    [Fact]
    public void A_layout_may_be_in_an_archive()
    {
        _image.Layout(TestImage.Named(_image.Manifest(TestImage.Configuration), "app:1.0"));
        (string, byte[])[] entries = [.. Directory.EnumerateFiles(_image.Folder, "*", SearchOption.AllDirectories).Select(file => ("./" + Path.GetRelativePath(_image.Folder, file), File.ReadAllBytes(file)))];

        ImageTestCase.Read($"oci-archive:{_image.Archive("oci.tar", compressed: false, entries)}")[0].Name.Should().Be("app:1.0");
    }

    [Fact]
    public void A_tag_chooses_among_several_images_and_without_one_all_are_read()
    {
        string file = _image.Archive(
            "two.tar",
            compressed: false,
            ("a.json", Encoding.UTF8.GetBytes(TestImage.Configuration)),
            ("manifest.json", Encoding.UTF8.GetBytes("""[{"Config": "a.json", "RepoTags": ["app:1.0"]}, {"Config": "a.json", "RepoTags": ["gcr.io/p/web:2.0"]}]""")));

        ImageTestCase.Read(file).Select(image => image.Name).Should().Equal("app:1.0", "gcr.io/p/web:2.0");
        ImageTestCase.Read($"docker-archive:{file}:gcr.io/p/web:2.0").Select(image => image.Name).Should().Equal("gcr.io/p/web:2.0");
        ImageTestCase.Read($"docker-archive:{file}:1.0").Select(image => image.Name).Should().Equal("app:1.0");
        ImageTestCase.Refuse($"docker-archive:{file}:3.0").Advice.Should().Contain("app:1.0");
    }

    [Fact]
    public void A_configuration_that_is_not_what_its_name_says_is_refused()
    {
        string file = _image.DockerArchive("app.tar", TestImage.Configuration, configurationName: new string('0', 64) + ".json");

        ImageTestCase.Refuse(file).Message.Should().Contain("checksum");
    }

    [Fact]
    public void Names_that_lead_out_of_the_archive_are_no_files_of_it_and_nothing_is_written()
    {
        string outside = "../" + Path.GetFileName(_image.Folder) + "-escaped.json";
        string file = _image.Archive(
            "evil.tar",
            compressed: false,
            (outside, Encoding.UTF8.GetBytes(TestImage.Configuration)),
            ("/etc/gcp-lint.json", Encoding.UTF8.GetBytes(TestImage.Configuration)),
            ("manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config": "{{outside}}", "RepoTags": []}]""")));

        ImageTestCase.Refuse(file).Message.Should().Contain("no configuration");
        File.Exists(Path.Combine(_image.Folder, outside)).Should().BeFalse();
        Directory.GetFiles(_image.Folder).Should().Equal(file);
    }

    [Fact]
    public void A_configuration_of_many_megabytes_is_refused()
    {
        string file = _image.DockerArchive("big.tar", "{" + new string(' ', 5 * 1024 * 1024) + "}");

        ImageTestCase.Refuse(file).Message.Should().Contain("longer than 4 MiB");
    }

    [Fact]
    public void More_JSON_than_images_have_is_refused()
    {
        byte[] blank = Encoding.UTF8.GetBytes("{" + new string(' ', (4 * 1024 * 1024) - 2) + "}");
        string file = _image.Archive("bomb.tar.gz", compressed: true, [.. Enumerable.Range(0, 17).Select(i => ($"{i}.json", blank))]);

        ImageTestCase.Refuse(file).Message.Should().Contain("64 MiB of JSON");
    }

    [Fact]
    public void Layers_are_not_kept()
    {
        byte[] layer = new byte[8 * 1024 * 1024];
        string file = _image.Archive(
            "layers.tar.gz",
            compressed: true,
            [.. Enumerable.Range(0, 12).Select(i => ($"{i}/layer.tar", layer)), ("c.json", Encoding.UTF8.GetBytes(TestImage.Configuration)), ("manifest.json", """[{"Config": "c.json"}]"""u8.ToArray())]);

        ImageTestCase.Read(file)[0].Settings.User.Should().Be("app");
    }

    [Fact]
    public void A_file_that_is_no_archive_is_told()
    {
        _image.Write("text.tar", "this is no tar file").Write("empty.tar", "");

        ImageTestCase.Refuse(_image.Path("text.tar")).Advice.Should().Contain("docker save");
        ImageTestCase.Refuse(_image.Path("empty.tar")).Message.Should().Contain("empty");
        ImageTestCase.Refuse(_image.Path("missing.tar")).Message.Should().Contain("no file or folder");
    }

    [Fact]
    public void Any_bytes_end_in_an_image_or_a_message()
    {
        byte[] whole = File.ReadAllBytes(_image.DockerArchive("whole.tar", TestImage.Configuration));
        byte[] packed = File.ReadAllBytes(_image.DockerArchive("whole.tar.gz", TestImage.Configuration, compressed: true));
        var changes = Gen.ArrayOf(Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(0, 255)), 12).Zip(Gen.Choose(0, whole.Length)).Zip(Gen.Elements(false, true)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(changes, change =>
        {
            byte[] bytes = [.. change.Item2 ? packed : whole];
            foreach ((int place, int value) in change.Item1.Item1)
            {
                bytes[place % bytes.Length] = (byte)value;
            }

            File.WriteAllBytes(_image.Path("changed.tar"), bytes[..Math.Min(bytes.Length, change.Item1.Item2)]);
            try
            {
                ImageTestCase.Read(_image.Path("changed.tar")).Should().NotBeEmpty();
            }
            catch (ImageException failure)
            {
                failure.Message.Should().NotBeEmpty();
            }
        }));
    }
}
