using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Secrets;
using GcpLint.Text;

namespace GcpLint.Tests.Secrets;

public class KeywordSearchTests
{
    [Fact]
    public void It_finds_each_place_of_each_keyword()
    {
        // Few letters, so that keywords overlap, contain each other and stand across one another's ends.
        Gen<Keyword> keyword = from length in Gen.Choose(1, 4)
                               from letters in Gen.Elements('a', 'B', 'b', 'c', '_').ArrayOf(length)
                               from pattern in Gen.Choose(0, 3)
                               from ignoreCase in Gen.Elements(true, false)
                               select new Keyword(pattern, new string(letters), ignoreCase);
        Gen<string> text = from letters in Gen.Elements('a', 'A', 'b', 'B', 'c', '_', 'x', 'é', '\0').ArrayOf()
                           select new string(letters);
        Gen<(Keyword[], string)> cases = from keywords in keyword.ArrayOf()
                                         from content in text
                                         select (keywords, content);

        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(cases.ToArbitrary(), given =>
        {
            (Keyword[] keywords, string content) = given;
            var search = new KeywordSearch([.. keywords]);
            search.Search(content).Distinct().Should().BeEquivalentTo(keywords.SelectMany(one => Places(one, content)).Distinct());
        }));
    }

    [Fact]
    public void A_secret_is_found_wherever_it_stands_in_a_text()
    {
        const string Token = "glpat-4xTq9LmZ7RwKp2VbNs6Y";
        Gen<(int Before, int Behind, bool Lines)> places = from before in Gen.Choose(0, 20_000)
                                                           from behind in Gen.Choose(0, 20_000)
                                                           from lines in Gen.Elements(true, false)
                                                           select (before, behind, lines);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(places.ToArbitrary(), place =>
        {
            string filler = place.Lines ? "token = key\n" : "token,key,";
            string before = string.Concat(Enumerable.Repeat(filler, place.Before / filler.Length));
            string text = before + Token + "\n" + string.Concat(Enumerable.Repeat(filler, place.Behind / filler.Length));
            SecretScanner.Scan(new SourceText("notes.txt", text)).Should().ContainSingle().Which.Span.Should().Be(new TextSpan(before.Length, Token.Length));
        }));
    }

    [Fact]
    public void Every_pattern_has_keywords_that_it_cannot_match_without()
    {
        SecretPattern.All.Should().OnlyContain(pattern => pattern.Keywords.Length > 0);
        SecretScanner.Scan(new SourceText("a.json", "{\n  \"private_key\":\n    \"-----BEGIN PRIVATE KEY-----\\n" + string.Concat(Enumerable.Repeat("MIIEvQ8xK2pL0qTz", 100)) + "\"\n}\n"))
            .Should().ContainSingle().Which.Span.Length.Should().BeGreaterThan(1600);
    }

    private static IEnumerable<KeywordHit> Places(Keyword keyword, string text)
    {
        StringComparison comparison = keyword.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        for (int i = text.IndexOf(keyword.Text, comparison); i >= 0; i = text.IndexOf(keyword.Text, i + 1, comparison))
        {
            yield return new KeywordHit(keyword.Pattern, i);
        }
    }
}
