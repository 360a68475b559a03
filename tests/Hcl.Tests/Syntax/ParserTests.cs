using GcpLint.Hcl.Syntax;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Syntax;

public sealed class ParserTests
{
    [Fact]
    public void Attributes_have_spans_of_name_and_expression()
    {
        var marked = MarkedSource.Parse("main.tf", "[|[|tier|]   = [|\"db-f1-micro\"|]|] # small\n");
        HclFile file = HclParser.ParseFile(marked.Source);

        HclAttribute attribute = file.Body.Attributes.Should().ContainSingle().Subject;
        file.Diagnostics.Should().BeEmpty();
        new[] { attribute.NameSpan, attribute.Span, attribute.Expression.Span }.Should().Equal(marked.Spans);
        marked.Source.GetText(file.Comments.Should().ContainSingle().Subject.Text).Should().Be(" small");
        file.Comments[0].OwnLine.Should().BeFalse();
    }

    [Fact]
    public void Blocks_have_spans_of_type_labels_and_braces()
    {
        var marked = MarkedSource.Parse("main.tf", "[|[|[|resource|] [|\"google_x\"|] [|bare|]|] [|{|]\n  a = 1\n[|}|]|]\n");
        HclFile file = HclParser.ParseFile(marked.Source);

        HclBlock block = file.Body.Blocks.Should().ContainSingle().Subject;
        TextSpan[] spans =
        [
            block.TypeSpan, block.HeaderSpan, block.Span, block.Labels[0].Span, block.Labels[1].Span,
            block.OpenBraceSpan, block.CloseBraceSpan,
        ];
        spans.Should().Equal(marked.Spans);
        block.Labels.Select(label => label.Text).Should().Equal("google_x", "bare");
        block.Body.GetAttribute("a").Should().NotBeNull();
        block.Location.Line.Should().Be(1);
    }

    [Theory]
    [InlineData("[|var.x|]")]
    [InlineData("[|google_x.y[0].z|]")]
    [InlineData("[|a[\"k\"].b.0|]")]
    [InlineData("[|a.b[*].c[1]|]")]
    [InlineData("[|a.*.b|][c]")]
    [InlineData("[|f(a, b...)|].c")]
    [InlineData("[|-a|] + b")]
    [InlineData("[|a + b|] - c")]
    [InlineData("a + [|b * c|]")]
    [InlineData("a || [|b && [|c == d|]|]")]
    [InlineData("[|a ? b : c|]")]
    [InlineData("([|a|])")]
    [InlineData("[[|1|], [|{ a = [|2|] }|]]")]
    [InlineData("[|{ for k, v in [|m|] : [|k|] => [|v|]... if [|c|] }|]")]
    [InlineData("\"[|x|]${[|a.b|]}\"")]
    [InlineData("provider::x::f([|1|])")]
    public void Expressions_have_exact_spans(string marked)
    {
        var source = MarkedSource.Parse("x.hcl", marked);
        HclExpressionResult result = HclParser.ParseExpression(source.Source);

        result.Diagnostics.Should().BeEmpty();
        var spans = SyntaxWalk.All(result.Expression).Select(node => node.Span).ToHashSet();
        source.Spans.Should().OnlyContain(span => spans.Contains(span));
    }

    [Fact]
    public void References_leave_out_bound_names_and_bare_keys()
    {
        HclExpressionResult result = HclParser.ParseExpression(new SourceText(
            "x",
            "{ a = var.b, (local.c) = [for k, v in m.n : \"${k}${v}${o.p}\"], d = q[*].r[s] }"));

        result.Expression.GetReferences().Select(reference => reference.RootName)
            .Should().Equal("var", "local", "m", "o", "q", "s");
    }

    [Fact]
    public void A_broken_item_does_not_hide_the_next_ones()
    {
        HclFile file = HclParser.ParseFile(new SourceText("main.tf", """
            locals {
              a = [1, 2
            }
            resource "x" "y" {
              b = max(1, 2
            }
            resource "x" "z" {
              c = "open
              d = 1
            }
            e = "${f("open
            g = 2
            """));

        file.HasErrors.Should().BeTrue();
        file.Body.GetAttribute("g").Should().NotBeNull();
        file.Body.Blocks.Single(block => block.GetLabel(1) == "z").Body.GetAttribute("d").Should().NotBeNull();
    }

    [Fact]
    public void The_first_of_two_attributes_of_one_name_counts()
    {
        var marked = MarkedSource.Parse("main.tf", "a = 1\n[|a|] = 2\n");
        HclFile file = HclParser.ParseFile(marked.Source);

        file.Diagnostics.Should().ContainSingle().Which.Location.Span.Should().Be(marked.Spans[0]);
        file.Body.Attributes.Should().ContainSingle();
        ((HclNativeBody)file.Body).Items.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{ a = ", " }")]
    [InlineData("!", "")]
    [InlineData("a ? b : ", "")]
    [InlineData("\"${", "}\"")]
    [InlineData("f(", ")")]
    [InlineData("a[", "]")]
    [InlineData("[for x in ", " : x]")]
    public void Deep_nesting_is_a_diagnostic(string open, string close)
    {
        const int Depth = 100_000;
        string text = "a = " + string.Concat(Enumerable.Repeat(open, Depth)) + "1" + string.Concat(Enumerable.Repeat(close, Depth)) + "\nb = 1\n";
        HclFile file = HclParser.ParseFile(new SourceText("main.tf", text));

        file.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "hcl/nesting-too-deep");
    }

    [Fact]
    public void Deep_blocks_and_directives_are_diagnostics()
    {
        string blocks = string.Concat(Enumerable.Repeat("a {\n", 100_000));
        HclParser.ParseFile(new SourceText("main.tf", blocks)).HasErrors.Should().BeTrue();
        string directives = string.Concat(Enumerable.Repeat("%{ if a }", 100_000));
        HclParser.ParseTemplate(new SourceText("x", directives)).HasErrors.Should().BeTrue();
    }

    [Fact]
    public void Long_chains_are_no_nesting()
    {
        string chain = string.Join(" + ", Enumerable.Repeat("a.b", 100_000));
        HclExpressionResult result = HclParser.ParseExpression(new SourceText("x", chain));

        result.Diagnostics.Should().BeEmpty();
        result.Expression.GetReferences().Should().HaveCount(100_000);
    }
}
