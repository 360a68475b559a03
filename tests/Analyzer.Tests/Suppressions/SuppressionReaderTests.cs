using System.Collections.Immutable;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Text;

namespace GcpLint.Tests.Suppressions;

public sealed class SuppressionReaderTests
{
    [Fact]
    public void Rules_reason_and_last_day_are_read()
    {
        Suppression read = ReadOne("# gcp-lint: ignore[sql/backups, sql/disk] the copy is rebuilt every night until 2027-01-31\nx = 1\n");

        read.Rules.Select(rule => rule.Text).Should().Equal("sql/backups", "sql/disk");
        read.Reason.Should().Be("the copy is rebuilt every night");
        read.Until.Should().Be(new DateOnly(2027, 1, 31));
        read.Error.Should().BeNull();
        read.Line.Should().Be(2);
    }

    [Theory]
    [InlineData("x = 1 # gcp-lint: ignore[a/b] reason\n", 1)]
    [InlineData("# gcp-lint: ignore[a/b] reason\n\n# more words\nx = 1\n", 4)]
    [InlineData("# gcp-lint: ignore-file[a/b] reason\nx = 1\n", 0)]
    public void It_holds_for_its_line_or_the_next_line_with_code_or_the_file(string text, int line) =>
        ReadOne(text).Line.Should().Be(line);

    [Fact]
    public void As_the_first_line_of_a_block_it_knows_the_head_above_it() =>
        ReadOne("resource {\n  # gcp-lint: ignore[a/b] reason\n  x = 1\n}\n").LineAbove.Should().Be(1);

    [Theory]
    [InlineData("# gcp-lint: ignore[a/b]\n", "")]
    [InlineData("# gcp-lint: ignore[a/b] until the migration is done\n", "until the migration is done")]
    [InlineData("# gcp-lint: ignore[a/b] -- because\n", "because")]
    public void The_reason_is_what_stands_behind_the_brackets(string text, string reason) =>
        ReadOne(text).Reason.Should().Be(reason);

    [Theory]
    [InlineData("# gcp-lint: ignroe[a/b] reason\n", "*`ignroe` is not known*")]
    [InlineData("# gcp-lint: ignore reason\n", "*not known*")]
    [InlineData("# gcp-lint: ignore[] reason\n", "*brackets are empty*")]
    [InlineData("# gcp-lint: ignore[a/b] reason until 2027-02-30\n", "*`2027-02-30` is no date*")]
    public void A_slip_is_told(string text, string error) => ReadOne(text).Error.Should().Match(error);

    [Fact]
    public void Other_comments_are_none() => Read("# about gcp-lint: ignore[a/b] it\n").Should().BeEmpty();

    [Theory]
    [InlineData("sql/*", "sql/backups", true)]
    [InlineData("sql/*", "sqlx/backups", false)]
    [InlineData("sql/backups", "sql/backups-2", false)]
    public void An_area_covers_its_rules(string pattern, string rule, bool covers) =>
        new SuppressedRule(pattern, default).Covers(rule).Should().Be(covers);

    private static Suppression ReadOne(string text) => Read(text).Should().ContainSingle().Subject;

    /// <summary>Every '#' begins a comment here.</summary>
    private static ImmutableArray<Suppression> Read(string text)
    {
        var source = new SourceText("x", text);
        var comments = ImmutableArray.CreateBuilder<Comment>();
        for (int line = 1; line <= source.LineCount; line++)
        {
            TextSpan span = source.GetLineSpan(line);
            int hash = source.GetLineText(line).IndexOf('#');
            if (hash >= 0)
            {
                var comment = TextSpan.FromBounds(span.Start + hash, span.End);
                bool ownLine = source.GetLineText(line)[..hash].IsWhiteSpace();
                comments.Add(new Comment(comment, TextSpan.FromBounds(comment.Start + 1, comment.End), ownLine));
            }
        }

        return SuppressionReader.Read(source, comments.ToImmutable());
    }
}
