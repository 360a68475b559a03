using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.GitHub;

public sealed class WorkflowExpressionTests
{
    private static WorkflowExpression Parse(string expression) =>
        WorkflowExpression.Find(MappedText.Whole(new SourceText("x", "${{ " + expression + " }}"))).Single();

    /// <summary>The tree in brackets: operators first.</summary>
    private static string Print(ExpressionNode node) => node switch
    {
        LiteralNode literal => literal.Value.ToString(),
        ContextNode context => context.Name,
        PropertyNode property => $"{Print(property.Target)}.{property.Name}",
        IndexNode index => $"{Print(index.Target)}[{Print(index.Index)}]",
        StarNode star => $"{Print(star.Target)}.*",
        CallNode call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Print))})",
        NotNode not => $"(! {Print(not.Operand)})",
        OperatorNode operation => $"({operation.Operator} {string.Join(" ", operation.Operands.Select(Print))})",
        ErrorNode error => $"error: {error.Message}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    [Theory]
    [InlineData("github.ref", "github.ref")]
    [InlineData("a || b && c || d", "(|| a (&& b c) d)")]
    [InlineData("!a == b", "(== (! a) b)")]
    [InlineData("a < b == c >= d", "(== (< a b) (>= c d))")]
    [InlineData("(a || b) && c", "(&& (|| a b) c)")]
    [InlineData("'it''s'", "\"it's\"")]
    [InlineData("-1.5e2 != 0xff", "(!= -150 255)")]
    [InlineData("format('{0}', steps['a-b'].outputs.c_d, x.*.y)", "format(\"{0}\", steps[\"a-b\"].outputs.c_d, x.*.y)")]
    [InlineData("fromJSON(x)[0].y[*]", "fromJSON(x)[0].y.*")]
    [InlineData("always()", "always()")]
    [InlineData("true && null", "(&& true null)")]
    [InlineData("matrix.node-version", "matrix.node-version")]
    [InlineData("a +", "error: '+' is not expected here.")]
    [InlineData("a.", "error: The expression ends too early.")]
    [InlineData("", "error: The expression ends too early.")]
    [InlineData("\"a\"", "error: '\"' is not expected here.")]
    [InlineData("f(a", "error: The expression ends too early.")]
    [InlineData("a b", "error: 'b' is not expected here.")]
    [InlineData("'open", "error: The expression has no '}}'.")]
    public void Expressions_become_trees(string text, string tree) => Print(Parse(text).Root).Should().Be(tree);

    [Theory]
    [InlineData("github.event.pull_request.head.ref", "github.event.pull_request.head.ref")]
    [InlineData("a.b[c.d].e || f(g['h'])", "a.b[].e c.d g.h")]
    [InlineData("!secrets.X && needs.y.outputs.z == 'q'", "secrets.X needs.y.outputs.z")]
    [InlineData("fromJSON(needs.a.outputs.b).c[inputs.d]", "needs.a.outputs.b inputs.d")]
    [InlineData("a[b[c]].d", "a[].d b[] c")]
    [InlineData("github.event.commits.*.message", "github.event.commits.*.message")]
    public void References_are_whole_paths(string text, string expected) =>
        string.Join(" ", Parse(text).Root.References().Select(node => node.Path)).Should().Be(expected);

    [Fact]
    public void Places_are_those_of_the_file()
    {
        MarkedSource marked = MarkedSource.Parse("w.yml", """
            run: |
              echo "[|${{ [|github.head_ref|] }}|]"
                echo ${{ '}}' }}
            """);
        WorkflowExpression[] found = [.. WorkflowExpression.Find(YamlReader.Read(marked.Source).Root)];

        found.Should().HaveCount(2);
        found[0].Location.Span.Should().Be(marked.Spans[0]);
        found[0].Locate(found[0].Root).Span.Should().Be(marked.Spans[1]);
        found[1].Root.Should().BeOfType<LiteralNode>().Which.Value.Should().Be(Value.Of("}}"));
    }

    [Theory]
    [InlineData("a == 'b'", false, "(== a \"b\")")]
    [InlineData("${{ a == 'b' }}", false, "(== a \"b\")")]
    [InlineData("${{ a }} == 'b'", true, "a")]
    [InlineData("${{ a }} && ${{ b }}", true, "a|b")]
    [InlineData("true", false, "true")]
    public void Conditions_need_no_markers(string text, bool isText, string expressions)
    {
        WorkflowCondition condition = WorkflowCondition.Read(YamlReader.Read(new SourceText("x", text)).Root)!;

        condition.IsText.Should().Be(isText);
        string.Join("|", condition.Root is null ? condition.Expressions.Select(found => Print(found.Root)) : [Print(condition.Root)]).Should().Be(expressions);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("!")]
    [InlineData("a[")]
    [InlineData("f(")]
    [InlineData("a==")]
    [InlineData("a.")]
    public void Deep_expressions_are_errors(string opening) =>
        Parse(new string('x', 1) + " || " + string.Concat(Enumerable.Repeat(opening, 5_000)) + "a").Root.Should().BeOfType<ErrorNode>();

    [Fact]
    public void A_long_chain_of_alternatives_is_no_depth() =>
        Parse(string.Join(" || ", Enumerable.Repeat("a.b", 2_000))).Root.References().Should().HaveCount(2_000);

    [Fact]
    public void An_expression_longer_than_the_limit_is_an_error() =>
        Parse(new string('a', 30_000)).Root.Should().BeOfType<ErrorNode>();

    [Fact]
    public void Random_text_never_throws() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
            Gen.Elements("${{", "}}", "a", ".", "*", "[", "]", "(", ")", "'", "!", "==", "&&", "||", "<", ",", "0x", "1e", "-", " ", "\n", "\0", "\uD800").ArrayOf().ToArbitrary(),
            parts =>
            {
                var text = MappedText.Whole(new SourceText("x", string.Concat(parts)));
                return WorkflowExpression.Find(text).All(expression =>
                    expression.Root.DescendantsAndSelf().All(node => node.Span.Start >= 0 && node.Span.End <= text.Text.Length));
            }));
}
