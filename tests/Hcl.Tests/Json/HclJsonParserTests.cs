using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Json;
using GcpLint.Hcl.Syntax;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Json;

public sealed class HclJsonParserTests
{
    private static readonly HclSchema Schema = new([new HclBlockSchema("resource", 2), new HclBlockSchema("locals", 0)]);

    [Fact]
    public void Labels_are_names_of_nested_objects()
    {
        HclFile file = Parse("""
            {"resource": {"google_x": {"a": {"n": 1}, "b": [{"n": 2}, {"n": 3}]}}, "//": "comment", "other": true}
            """);
        HclContent content = file.Body.GetContent(Schema);

        file.Diagnostics.Should().BeEmpty();
        content.Blocks.Select(block => string.Join('.', block.Labels.Select(label => label.Text)))
            .Should().Equal("google_x.a", "google_x.b", "google_x.b");
        content.Attributes.Should().ContainSingle().Which.Name.Should().Be("other");
        file.Body.Attributes.Select(attribute => attribute.Name).Should().Equal("resource", "other");
    }

    [Fact]
    public void Lists_of_objects_are_one_body_or_several_blocks()
    {
        HclContent content = Parse("""[{"locals": {"a": 1}}, {"locals": [{"b": 2}, null]}]""").Body.GetContent(Schema);

        content.Blocks.SelectMany(block => block.Body.Attributes).Select(attribute => attribute.Name).Should().Equal("a", "b");
    }

    [Fact]
    public void Strings_are_templates_with_exact_spans()
    {
        var marked = MarkedSource.Parse("main.tf.json", """{[|"n\u0061me"|]: [|"x\t${[|var.y|]}"|]}""");
        HclFile file = HclJsonParser.ParseFile(marked.Source);
        HclAttribute attribute = file.Body.Attributes.Should().ContainSingle().Subject;

        attribute.Name.Should().Be("name");
        new[] { attribute.NameSpan, attribute.Expression.Span, attribute.Expression.GetReferences().Single().Span }
            .Should().Equal(marked.Spans);
    }

    [Fact]
    public void Values_evaluate_as_hcl_does()
    {
        Value value = Evaluate("""{"v": {"a": [1, 2.5, true, null], "k${1}": "${1 + 1}", "s": "$${x}"}}""", JsonStrings.Templates);

        value.AsMap.Get("k1").Should().Be(Value.Of(2));
        value.AsMap.Get("s").AsString.Should().Be("${x}");
        value.AsMap.Get("a").AsList.Should().HaveCount(4);
    }

    [Fact]
    public void Strings_of_tfvars_are_literal() =>
        Evaluate("""{"v": "literal $${not} ${text}"}""", JsonStrings.Literals).AsString.Should().Be("literal $${not} ${text}");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\": }")]
    [InlineData("{\"a\": 1,}")]
    [InlineData("{\"a\": [1 2]}")]
    [InlineData("{\"a\": 01}")]
    [InlineData("{\"a\": \"x\ny\"}")]
    [InlineData("{\"a\": \"\\q\"}")]
    [InlineData("{\"a\": tru}")]
    [InlineData("{} {}")]
    [InlineData("5")]
    public void What_is_no_json_is_a_diagnostic(string text) => Parse(text).HasErrors.Should().BeTrue();

    [Fact]
    public void Deep_nesting_is_a_diagnostic()
    {
        HclFile file = Parse("{\"a\": " + new string('[', 100_000));

        file.Diagnostics.Should().ContainSingle().Which.Summary.Should().Be("Nesting too deep");
    }

    private static HclFile Parse(string text) => HclJsonParser.ParseFile(new SourceText("main.tf.json", text));

    private static Value Evaluate(string text, JsonStrings strings)
    {
        HclFile file = HclJsonParser.ParseFile(new SourceText("main.tf.json", text), strings);
        EvaluationResult result = Evaluator.Evaluate(
            file.Body.Attributes.Single().Expression,
            new EvaluationContext(file.Source, EmptyScope.Instance));
        result.Diagnostics.Should().BeEmpty();
        return result.Value;
    }
}
