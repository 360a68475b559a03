using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Secrets;

namespace GcpLint.Tests.Secrets;

public class KeywordSearchTests
{
    [Fact]
    public void It_finds_exactly_the_keywords_that_a_text_contains()
    {
        // Few letters, so that keywords overlap, contain each other and stand across one another's ends.
        Gen<string> word = from length in Gen.Choose(1, 4)
                           from letters in Gen.Elements('a', 'B', 'b', 'c', '_').ArrayOf(length)
                           select new string(letters);
        Gen<string> text = from letters in Gen.Elements('a', 'A', 'b', 'B', 'c', '_', 'x', 'é', '\0').ArrayOf()
                           select new string(letters);
        Gen<(string[][], string)> cases = from words in word.ArrayOf().ArrayOf()
                                          from content in text
                                          select (words, content);

        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(cases.ToArbitrary(), given =>
        {
            (string[][] words, string content) = given;
            var search = new KeywordSearch([.. words.Select(group => group.ToImmutableArray())]);
            bool[] expected = [.. words.Select(group => group.Length == 0 || group.Any(one => content.Contains(one, StringComparison.OrdinalIgnoreCase)))];
            search.Search(content).Should().Equal(expected);
        }));
    }

    [Fact]
    public void Each_pattern_of_the_table_can_match_a_text_of_its_keyword_in_capitals()
    {
        for (int i = 0; i < SecretPattern.All.Length; i++)
        {
            foreach (string keyword in SecretPattern.All[i].Keywords)
            {
                SecretPattern.Keyworded.Search(keyword.ToUpperInvariant())[i].Should().BeTrue(keyword);
            }
        }
    }
}
