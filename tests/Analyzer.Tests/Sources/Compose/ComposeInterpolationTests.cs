using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Compose;

public sealed class ComposeInterpolationTests
{
    private static readonly ValueMap Variables = new(
        [new ValueEntry(Value.Of("SET"), Value.Of("s")), new ValueEntry(Value.Of("EMPTY"), Value.Of("")), new ValueEntry(Value.Of("N"), Value.Of(5))]);

    private static Value Evaluate(string text) =>
        new ComposeInterpolation(Variables).Evaluate(YamlReader.Read(new SourceText("x.yaml", $"a: '{text}'\n")).Root.Get("a"));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$SET-${SET}", "s-s")]
    [InlineData("${N}", "5")]
    [InlineData("$$SET", "$SET")]
    [InlineData("${UNSET:-d}", "d")]
    [InlineData("${UNSET-d}", "d")]
    [InlineData("${EMPTY:-d}", "d")]
    [InlineData("${EMPTY-d}", "")]
    [InlineData("${SET:-d}", "s")]
    [InlineData("${SET:+alt}", "alt")]
    [InlineData("${EMPTY:+alt}", "")]
    [InlineData("${EMPTY+alt}", "alt")]
    [InlineData("${UNSET:-${SET}x${OTHER:-y}}", "sxy")]
    [InlineData("${SET:?message}", "s")]
    [InlineData("${UNSET:-}", "")]
    [InlineData("a$ b$1", "a$ b$1")]
    public void References_are_replaced(string text, string expected) => Evaluate(text).Should().Be(Value.Of(expected));

    [Theory]
    [InlineData("x$UNSET", UnknownKind.EnvironmentVariable)]
    [InlineData("${UNSET:?message}", UnknownKind.EnvironmentVariable)]
    [InlineData("${UNSET:+alt}", UnknownKind.EnvironmentVariable)]
    [InlineData("${EMPTY:?message}", UnknownKind.Error)]
    [InlineData("${SET", UnknownKind.Error)]
    [InlineData("${}", UnknownKind.Error)]
    [InlineData("${SET!x}", UnknownKind.Error)]
    public void What_the_repository_does_not_have_is_unknown(string text, UnknownKind kind) =>
        Evaluate(text).UnknownReason!.Kind.Should().Be(kind);

    [Fact]
    public void A_default_is_a_step_of_the_trail()
    {
        var source = new SourceText("x.yaml", "a: ${REPLICAS:-2}\n");
        Value value = new ComposeInterpolation(ValueMap.Empty).Evaluate(YamlReader.Read(source).Root.Get("a"));

        value.Should().Be(Value.Of(2));
        Origin last = value.Origin!.Trail.Last();
        (last.Kind, last.Name, source.GetText(last.Location.Span)).Should().Be((OriginKind.VariableDefault, "REPLICAS", "2"));
    }

    [Fact]
    public void Deeply_nested_defaults_are_refused()
    {
        string text = string.Concat(Enumerable.Repeat("${A:-", 5_000)) + new string('}', 5_000);

        Evaluate(text).IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void A_long_variable_that_is_named_often_is_refused()
    {
        var variables = new ValueMap([new ValueEntry(Value.Of("A"), Value.Of(new string('x', 60_000)))]);
        Value value = new ComposeInterpolation(variables).Evaluate(Value.Of(string.Concat(Enumerable.Repeat("$A ", 1_000))));

        value.UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void Random_references_never_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
            Gen.Elements("$", "{", "}", "SET", "UNSET", ":-", "-", ":+", "?", "x", " ", "$$", "\uD800").ArrayOf().ToArbitrary(),
            parts => !Evaluate(string.Concat(parts)).IsAbsent));
}
