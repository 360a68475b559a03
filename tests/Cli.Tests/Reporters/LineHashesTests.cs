using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Cli.Reporters.Sarif;
using GcpLint.Text;

namespace GcpLint.Tests.Reporters;

public sealed class LineHashesTests
{
    [Fact]
    public void An_empty_file_has_the_hash_that_code_scanning_gives_it()
    {
        LineHashes.Compute(new SourceText("a", "")).Should().Equal("c129715d7a2bc9a3:1");
    }

    [Fact]
    public void Lines_have_the_hashes_that_code_scanning_gives_them()
    {
        // Values that github/codeql-action gives for this text.
        LineHashes.Compute(new SourceText("a", " a\nb\n  \t\tc\n d")).Should().Equal(
            "271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1");
    }

    [Theory]
    [InlineData("one\ntwo\nthree\n")]
    [InlineData("one\r\ntwo\r\nthree\r\n")]
    [InlineData("one\rtwo\rthree\r")]
    public void Line_ends_of_every_kind_count_the_same(string text)
    {
        LineHashes.Compute(new SourceText("a", text)).Should().Equal(LineHashes.Compute(new SourceText("a", "one\ntwo\nthree\n")));
    }

    [Fact]
    public void A_repeated_line_gets_its_number_while_what_follows_within_the_window_is_equal()
    {
        string text = string.Concat(Enumerable.Repeat("    region = \"europe-west1\" # the same for all of them\n", 6));
        var hashes = LineHashes.Compute(new SourceText("a", text));
        hashes.Should().HaveCount(7);
        hashes[0].Should().EndWith(":1");
        hashes[1].Should().EndWith(":2");
        hashes[0].Split(':')[0].Should().Be(hashes[1].Split(':')[0]);
        hashes[5].Should().EndWith(":1");
    }

    [Fact]
    public void A_byte_order_mark_belongs_to_the_first_line()
    {
        var plain = LineHashes.Compute(new SourceText("a", "FROM scratch\n"));
        var marked = LineHashes.Compute(new SourceText("a", "FROM scratch\n") { HasByteOrderMark = true });
        marked.Should().Equal(Reference("\uFEFFFROM scratch\n"));
        marked[0].Should().NotBe(plain[0]);
        marked[1].Should().Be(plain[1]);
    }

    [Fact]
    public void Every_text_has_the_hashes_of_the_definition()
    {
        Gen<string> texts = Gen.Elements('a', 'b', 'ü', '\uD83D', '\uDE00', ' ', '\t', '\n', '\r', '=', '0')
            .ArrayOf().Select(units => new string(units));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(texts.ToArbitrary(), text => LineHashes.Compute(new SourceText("a", text)).SequenceEqual(Reference(text))));
    }

    [Fact]
    public void A_long_text_has_the_hashes_of_the_definition_and_one_for_each_line()
    {
        string text = string.Join("\r\n", Enumerable.Range(0, 500).Select(i => $"  value_{i % 7} = \"{new string('x', i % 150)}\""));
        var source = new SourceText("a", text);
        LineHashes.Compute(source).Should().Equal(Reference(text)).And.HaveCount(source.LineCount);
    }

    /// <summary>The definition, written down without a rolling window: a polynomial in whole numbers, reduced at the end.</summary>
    private static List<string> Reference(string text)
    {
        string unified = text.Replace("\r\n", "\n").Replace('\r', '\n');
        string stripped = unified.Replace(" ", "").Replace("\t", "") + "\uFFFF";
        var result = new List<string>();
        var seen = new Dictionary<string, int>();
        string rest = stripped;
        while (rest.Length > 0)
        {
            BigInteger sum = BigInteger.Zero;
            for (int i = 0; i < 100; i++)
            {
                sum += (i < rest.Length ? rest[i] : 0) * BigInteger.Pow(37, 99 - i);
            }

            string hash = ((ulong)(sum % BigInteger.Pow(2, 64))).ToString("x", CultureInfo.InvariantCulture);
            seen[hash] = seen.GetValueOrDefault(hash) + 1;
            result.Add($"{hash}:{seen[hash]}");
            int lineEnd = rest.IndexOf('\n');
            rest = lineEnd < 0 ? "" : rest[(lineEnd + 1)..];
        }

        return result;
    }
}
