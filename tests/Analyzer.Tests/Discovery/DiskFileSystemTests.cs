using GcpLint.Analyzer.Discovery;

namespace GcpLint.Tests.Discovery;

public sealed class DiskFileSystemTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"gcp-lint-{Environment.ProcessId}-disk");
    private readonly DiskFileSystem _files;

    public DiskFileSystemTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "tree", "a"));
        Directory.CreateDirectory(Path.Combine(_root, "outside"));
        File.WriteAllText(Path.Combine(_root, "outside", "secret.tf"), "secret");
        File.WriteAllText(Path.Combine(_root, "tree", "a", "main.tf"), "x");
        _files = new DiskFileSystem(Path.Combine(_root, "tree"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Entries_are_told_apart()
    {
        Link("link", "a");

        _files.List("")!.Should().BeEquivalentTo([new FileEntry("a", FileEntryKind.Directory), new FileEntry("link", FileEntryKind.Link)]);
        _files.List("a")!.Should().Equal(new FileEntry("main.tf", FileEntryKind.File));
        _files.List("nowhere").Should().BeNull();
    }

    [Fact]
    public void A_link_is_resolved_inside_the_tree_only()
    {
        Link("inside", "a/main.tf");
        Link("outside", "../outside/secret.tf");
        Link("folder", "../outside");
        Link("through", "folder/secret.tf");
        Link("absolute", Path.Combine(_root, "outside", "secret.tf"));
        Link("circle", "circle");
        Link("dangling", "nowhere");

        _files.ResolveLink("inside").Should().Be("a/main.tf");
        new[] { "outside", "through", "absolute", "circle", "dangling" }.Select(_files.ResolveLink).Should().AllBeEquivalentTo<string?>(null);
    }

    [Fact]
    public void No_text_from_outside_reaches_a_scan()
    {
        Link("stolen.tf", "../outside/secret.tf");
        Link("a/folder", "../../outside");

        WalkResult walk = TreeWalk.Run(_files, [""], new ScanScope(IgnoreFile.Empty, IgnoreFile.Empty, ""), 2, TestContext.Current.CancellationToken);

        walk.Paths.Should().Equal("a/main.tf");
    }

    [Fact]
    public void Reading_stops_behind_the_limit()
    {
        _files.Read("a/main.tf", 100).Should().HaveCount(1);
        File.WriteAllText(Path.Combine(_root, "tree", "long"), new string('x', 50));
        _files.Read("long", 10).Should().HaveCount(11);
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(_root, "tree", path), target);
}
