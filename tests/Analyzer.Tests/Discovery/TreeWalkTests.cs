using System.Text;
using GcpLint.Analyzer.Discovery;

namespace GcpLint.Tests.Discovery;

public sealed class TreeWalkTests
{
    [Fact]
    public void Paths_come_in_ordinal_order_whatever_the_number_of_threads()
    {
        var files = Enumerable.Range(0, 200).Select(i => ($"d{i % 7}/e{i % 3}/f{i}.tf", "")).ToArray();

        WalkResult one = Walk(1, files);
        WalkResult many = Walk(8, files);

        one.Paths.Should().BeInAscendingOrder(StringComparer.Ordinal).And.HaveCount(200);
        many.Paths.Should().Equal(one.Paths);
    }

    [Fact]
    public void Ignore_files_of_deeper_folders_are_stronger()
    {
        WalkResult walk = Walk(2, (".gitignore", "*.tf"), ("a/.gitignore", "!keep.tf"), ("a/keep.tf", ""), ("a/drop.tf", ""), ("keep.tf", ""));

        walk.Paths.Should().Equal(".gitignore", "a/.gitignore", "a/keep.tf");
        walk.Skipped.Should().Contain(new SkippedPath("a/drop.tf", SkipReason.Ignored, "*.tf"));
    }

    [Fact]
    public void The_ignore_file_of_gcp_lint_may_take_back_what_git_ignores()
    {
        WalkResult walk = Walk(2, (".gitignore", ".env\n"), (".gcp-lintignore", "!.env\ntests/\n"), (".env", ""), ("tests/Dockerfile", ""));

        walk.Paths.Should().Contain(".env").And.NotContain("tests/Dockerfile");
    }

    [Fact]
    public void A_subfolder_obeys_the_ignore_files_above_it()
    {
        var files = Tree(("../../.gitignore", "generated/\n/service/api/local.tf\n"), ("../.gcp-lintignore", "*.sh"), ("main.tf", ""), ("local.tf", ""), ("run.sh", ""), ("generated/x.tf", ""));

        WalkResult walk = Walk(new InMemoryFileSystem(files) { PathInRepository = "service/api" }, "");

        walk.Paths.Should().Equal("main.tf");
    }

    [Fact]
    public void A_root_below_the_base_obeys_the_ignore_files_between()
    {
        WalkResult walk = Walk(new InMemoryFileSystem(Tree((".gitignore", "*.sh"), ("a/.gitignore", "/b/x.tf"), ("a/b/x.tf", ""), ("a/b/y.tf", ""), ("a/b/z.sh", ""), ("c.tf", ""))), "a/b");

        walk.Paths.Should().Equal("a/b/y.tf");
    }

    [Fact]
    public void A_root_that_is_named_is_read_even_if_it_is_ignored()
    {
        WalkResult walk = Walk(new InMemoryFileSystem(Tree((".gitignore", "out/\nDockerfile"), ("out/main.tf", ""), ("Dockerfile", ""))), "out", "Dockerfile");

        walk.Paths.Should().Equal("Dockerfile", "out/main.tf");
    }

    [Fact]
    public void A_root_that_is_missing_is_an_error()
    {
        WalkResult walk = Walk(new InMemoryFileSystem(Tree(("main.tf", ""))), "nowhere");

        walk.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("file/missing");
    }

    [Fact]
    public void Vendored_folders_are_not_entered_but_those_of_Terraform_are_named()
    {
        WalkResult walk = Walk(2, ("node_modules/a/Dockerfile", ""), (".git/config", ""), ("infra/.terraform/modules/m/main.tf", ""), ("infra/main.tf", ""));

        walk.Paths.Should().Equal("infra/main.tf");
        walk.TerraformDataFolders.Should().Equal("infra/.terraform");
        walk.Skipped.Select(skipped => skipped.Reason).Should().AllBeEquivalentTo(SkipReason.Vendored);
    }

    [Fact]
    public void Modules_that_terraform_installed_can_be_read()
    {
        var files = new InMemoryFileSystem(Tree((".terraform/modules/modules.json", "{}"), (".terraform/modules/m/main.tf", "x"), (".terraform/modules/m/README.md", ""), (".terraform/providers/p.tf", "")));

        InstalledModules.Read(files, [".terraform"]).Select(source => source.Path)
            .Should().Equal(".terraform/modules/m/main.tf", ".terraform/modules/modules.json");
    }

    [Fact]
    public void Links_out_of_the_tree_and_in_circles_are_not_followed()
    {
        var files = new InMemoryFileSystem(
            Tree(("real/Dockerfile", "FROM a")),
            Links(("out", "../etc"), ("a", "b"), ("b", "a"), ("folder", "real"), ("real/Dockerfile.prod", "real/Dockerfile"), ("infra/Dockerfile", "nowhere")));

        WalkResult walk = Walk(files, "");

        walk.Paths.Should().Equal("real/Dockerfile");
        walk.Skipped.Where(skipped => skipped.Reason == SkipReason.LinkOutside).Select(skipped => skipped.Path).Should().Equal("a", "b", "infra/Dockerfile", "out");
        walk.Skipped.Where(skipped => skipped.Reason == SkipReason.LinkInside).Select(skipped => skipped.Path).Should().Equal("folder", "real/Dockerfile.prod");
    }

    [Fact]
    public void A_link_to_a_file_of_Terraform_belongs_to_its_folder()
    {
        var files = new InMemoryFileSystem(Tree(("shared/provider.tf", ""), ("text/Dockerfile.txt", "FROM a")), Links(("prod/provider.tf", "shared/provider.tf"), ("Dockerfile", "text/Dockerfile.txt")));

        Walk(files, "").Paths.Should().Contain("prod/provider.tf").And.Contain("Dockerfile");
    }

    [Fact]
    public void Folders_beyond_the_limit_of_depth_are_an_error_and_not_a_crash()
    {
        string deep = string.Concat(Enumerable.Repeat("d/", 300)) + "main.tf";

        WalkResult walk = Walk(2, (deep, ""), ("main.tf", ""));

        walk.Paths.Should().Equal("main.tf");
        walk.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("file/too-deep");
    }

    [Fact]
    public void The_configuration_includes_and_excludes()
    {
        var files = new InMemoryFileSystem(Tree(("infra/main.tf", ""), ("infra/test/main.tf", ""), ("app/Dockerfile", ""), ("main.tf", "")));
        var scope = new ScanScope(IgnoreFile.FromLines(["infra/"]), IgnoreFile.FromLines(["test/"]), "");

        WalkResult walk = TreeWalk.Run(files, [""], scope, 1, TestContext.Current.CancellationToken);

        walk.Paths.Should().Equal("infra/main.tf");
    }

    [Fact]
    public void A_cancelled_walk_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var files = new InMemoryFileSystem(Tree(("main.tf", "")));

        Action walk = () => TreeWalk.Run(files, [""], new ScanScope(IgnoreFile.Empty, IgnoreFile.Empty, ""), 2, source.Token);

        walk.Should().Throw<OperationCanceledException>();
    }

    internal static KeyValuePair<string, byte[]>[] Tree(params (string Path, string Text)[] files) =>
        [.. files.Select(file => KeyValuePair.Create(file.Path, Encoding.UTF8.GetBytes(file.Text)))];

    private static KeyValuePair<string, string>[] Links(params (string Path, string Target)[] links) =>
        [.. links.Select(link => KeyValuePair.Create(link.Path, link.Target))];

    private static WalkResult Walk(int jobs, params (string Path, string Text)[] files) =>
        TreeWalk.Run(new InMemoryFileSystem(Tree(files)), [""], new ScanScope(IgnoreFile.Empty, IgnoreFile.Empty, ""), jobs, TestContext.Current.CancellationToken);

    private static WalkResult Walk(InMemoryFileSystem files, params string[] roots) =>
        TreeWalk.Run(files, [.. roots], new ScanScope(IgnoreFile.Empty, IgnoreFile.Empty, files.PathInRepository), 2, TestContext.Current.CancellationToken);
}
