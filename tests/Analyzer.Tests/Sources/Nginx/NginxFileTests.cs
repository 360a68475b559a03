using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.Nginx;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Nginx;

public sealed class NginxFileTests
{
    [Fact]
    public void Directives_have_their_words_blocks_and_places()
    {
        NginxFile file = Read("""
            # front
            server {
                listen 8080; # port
                add_header 'X-Frame-Options' "DENY; always" always;
                location ~ \.(js|css)$ { expires 1y; }
            }
            """);

        file.Diagnostics.Should().BeEmpty();
        NginxDirective server = file.Directives.Should().ContainSingle().Subject;
        file.Locate(server.HeaderSpan).Line.Should().Be(2);
        file.Source.GetText(server.Span).Should().StartWith("server {").And.EndWith("}");
        server.Children.Select(child => child.ToString()).Should().Equal("listen 8080;", "add_header X-Frame-Options DENY; always always;", "location ~ \\.(js|css)$ { … }");
        server.Find("location").Single().Find("expires").Single().Argument(0).Should().Be("1y");
        file.Comments.Select(comment => (file.Source.GetText(comment.Text), comment.OwnLine)).Should().Equal((" front", true), (" port", false));
    }

    [Theory]
    [InlineData("log_format main '$remote_addr - \"$request\"';", "log_format main $remote_addr - \"$request\";")]
    [InlineData("set $x ${host}_a;", "set $x ${host}_a;")]
    [InlineData("rewrite ^/a#b$ /c;", "rewrite ^/a#b$ /c;")]
    [InlineData("map $a $b { default \"it\\\"s\"; }", "map $a $b { … }")]
    [InlineData("content_by_lua_block { if x { ; } ngx.say(\"}{\") }", "content_by_lua_block { … }")]
    public void Words_are_split_as_nginx_splits_them(string text, string expected)
    {
        NginxFile file = Read(text);

        file.Diagnostics.Should().BeEmpty();
        file.Directives.Should().ContainSingle().Which.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData("server { listen 80;", "nginx/unclosed-block")]
    [InlineData("gzip on", "nginx/missing-semicolon")]
    [InlineData("gzip on; }", "nginx/unexpected-brace")]
    [InlineData("{ gzip on; }", "nginx/unexpected-brace")]
    [InlineData("add_header X \"y;", "nginx/unclosed-quote")]
    public void What_nginx_refuses_is_said_and_read_all_the_same(string text, string code)
    {
        NginxFile file = Read(text);

        file.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain(code);
        file.All.Should().NotBeEmpty();
    }

    [Fact]
    public void Hostile_files_are_read_without_a_crash()
    {
        string[] files =
        [
            string.Concat(Enumerable.Repeat("a {", 200_000)), new('}', 200_000), new('"', 100_001), new('#', 200_000), string.Concat(Enumerable.Repeat("#\n", 50_000)),
            new string(' ', 100_000) + "# x", string.Concat(Enumerable.Repeat("${", 100_000)), "a\0b \ud800 \ufffd;", new string('x', 1_000_000) + ";", "\\", "a \\",
        ];
        foreach (string text in files)
        {
            NginxFile file = Read(text);

            file.Diagnostics.Length.Should().BeLessThanOrEqualTo(50);
            file.All.Count().Should().BeLessThanOrEqualTo(text.Length);
        }
    }

    [Fact]
    public void Any_mutation_of_a_file_is_read_and_its_spans_lie_inside_it()
    {
        const string Honest = "http {\n  gzip on; # c\n  server { listen 80; location ~ \"^/[a-z]{2}/\" { add_header X 'y' always; } }\n}\n";
        Gen<string> pieces = Gen.Elements("{", "}", ";", "\"", "'", "\\", "#", "\n", "$", "${", " ", "\0", "\ud800", "location", "_by_lua_block {");
        Gen<string> mutated = from at in Gen.Choose(0, Honest.Length)
                              from length in Gen.Choose(0, 10)
                              from inserted in Gen.ArrayOf(pieces)
                              select Honest[..at] + string.Concat(inserted) + Honest[Math.Min(Honest.Length, at + length)..];
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(mutated), text =>
        {
            NginxFile file = Read(text);
            return file.All.All(directive => directive.Span.Start >= 0 && directive.Span.End <= text.Length && directive.Span.Contains(directive.HeaderSpan) && directive.Words.Length > 0);
        }));
    }

    private static NginxFile Read(string text) => NginxFile.Read(new SourceText("nginx.conf", text));
}
