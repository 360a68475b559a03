using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly Value Secret = Value.Of("s").WithSensitive(true);

    [Fact]
    public void A_reference_leads_to_the_place_of_its_value()
    {
        var marked = MarkedSource.Parse("main.tf", "a = [|var.tier|]\n");
        var tfvars = new SourceText("prod.tfvars", "tier = \"small\"\n");
        var origin = new Origin(OriginKind.VariableValue, "var.tier", new SourceLocation(tfvars, new TextSpan(7, 7)));
        Value value = Evaluate(marked.Source, name => name == "var" ? Resolution.Found(Value.Of("small").WithOrigin(origin), 1) : null);

        value.Origin!.Location.Span.Should().Be(marked.Spans[0]);
        value.Origin.From.Should().Be(origin);
    }

    [Fact]
    public void The_branch_that_was_chosen_keeps_its_place()
    {
        var marked = MarkedSource.Parse("main.tf", "a = var.x == \"y\" ? [|\"yes\"|] : \"no\"\n");
        Evaluate(marked.Source, _ => Resolution.Found(Value.Of("y"), 1)).Origin!.Location.Span.Should().Be(marked.Spans[0]);
    }

    [Fact]
    public void A_template_goes_on_with_the_trail_of_its_parts()
    {
        var marked = MarkedSource.Parse("main.tf", "a = [|\"db-${var.x}\"|]\n");
        Value referred = Value.Of("y").WithOrigin(Origin.Written(marked.Source, new TextSpan(0, 1)));
        Value value = Evaluate(marked.Source, _ => Resolution.Found(referred, 1));

        value.Origin!.Location.Span.Should().Be(marked.Spans[0]);
        value.Origin.From.Should().Be(referred.Origin);
    }

    [Theory]
    [InlineData("var.u")]
    [InlineData("\"a${var.u}\"")]
    [InlineData("upper(var.u)")]
    [InlineData("[for x in [var.u] : x][0]")]
    [InlineData("{ a = var.u }.a")]
    [InlineData("var.u ? 1 : 2")]
    public void Unknown_values_keep_their_reason(string expression)
    {
        Value value = Evaluate(expression, Value.Unknown(UnknownKind.InputVariable, "var.u has no value"));

        value.UnknownReason!.Kind.Should().Be(UnknownKind.InputVariable);
        value.UnknownReason.Detail.Should().Be("var.u has no value");
    }

    [Theory]
    [InlineData("var.u")]
    [InlineData("\"a${var.u}\"")]
    [InlineData("upper(var.u)")]
    [InlineData("var.u == \"x\"")]
    [InlineData("var.u == \"s\" ? 1 : 2")]
    [InlineData("length([var.u]) > 0 ? var.u : \"\"")]
    [InlineData("{ (var.u) = 1 }")]
    [InlineData("[for x in [1] : x if var.u == \"s\"]")]
    [InlineData("jsonencode({ a = var.u })")]
    public void Sensitive_marks_spread(string expression) => Evaluate(expression, Secret).IsSensitive.Should().BeTrue();

    [Fact]
    public void Only_the_sensitive_part_of_a_list_is_sensitive()
    {
        Value list = Evaluate("concat([var.u], [\"x\"])", Secret);

        list.IsSensitive.Should().BeFalse();
        list.AsList.Select(item => item.IsSensitive).Should().Equal(true, false);
        list.ToString().Should().NotContain("\"s\"");
    }

    [Theory]
    [InlineData("length(range(0, 1000)) + length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]])")]
    [InlineData("setproduct(range(1000), range(1000), range(1000))")]
    [InlineData("format(\"%999999999d\", 1)")]
    [InlineData("indent(999999999, \"a\\nb\")")]
    [InlineData("regex(\"((((a{1000}){1000}){1000}){1000})\", \"a\")")]
    [InlineData("tostring(1e500000000)")]
    [InlineData("1e500000000 * 1e500000000 * 1e500000000 * 1e500000000 * 1e500000000")]
    [InlineData("1e500000000 % 7")]
    [InlineData("cidrsubnets(\"0.0.0.0/0\", 33)")]
    [InlineData("jsondecode(\"[[[[[[[[[[1]]]]]]]]]]\")[0]")]
    public void Hostile_expressions_are_bounded(string expression) =>
        Evaluate(expression, Value.Null).Kind.Should().NotBe(ValueKind.Absent);

    [Fact]
    public void Doubling_a_value_again_and_again_ends_at_a_limit()
    {
        foreach (string step in new[] { "[var.u, var.u]", "{ a = var.u, b = var.u }", "\"${jsonencode(var.u)}${jsonencode(var.u)}\"", "[var.u]" })
        {
            Value value = Value.Of("x");
            for (int i = 0; i < 1000 && !value.IsUnknown; i++)
            {
                value = Evaluate(step, value);
                value.Size.Should().BeLessThanOrEqualTo(EvaluationBudget.MaxValueSize);
                value.Depth.Should().BeLessThanOrEqualTo(EvaluationBudget.MaxValueDepth);
            }

            value.UnknownReason!.Kind.Should().Be(UnknownKind.Limit, step);
        }
    }

    [Fact]
    public void A_chain_of_operators_takes_no_stack()
    {
        string chain = string.Join(" + ", Enumerable.Repeat("1", 50_000));
        Evaluate(chain, Value.Null).AsInt.Should().Be(50_000);
    }

    [Theory]
    [InlineData("string", "5", "\"5\"")]
    [InlineData("list(string)", "[1, true]", "[\"1\", \"true\"]")]
    [InlineData("object({ a = string, b = optional(number, 3), c = optional(string) })", "{ a = 1 }", "{\"a\": \"1\", \"b\": 3, \"c\": null}")]
    [InlineData("map(object({ x = optional(list(string), [\"d\"]) }))", "{ k = {} }", "{\"k\": {\"x\": [\"d\"]}}")]
    [InlineData("any", "[1, \"a\"]", "[1, \"a\"]")]
    [InlineData("set(number)", "[2, 1, \"2\"]", "[1, 2]")]
    [InlineData("tuple([string, object({ a = optional(bool, true) })])", "[1, {}]", "[\"1\", {\"a\": true}]")]
    public void Type_constraints_convert_and_fill_in_defaults(string type, string value, string expected)
    {
        var source = new SourceText("x", type);
        (TypeConstraint constraint, var diagnostics) = TypeConstraintReader.Read(HclParser.ParseExpression(source).Expression, source);

        diagnostics.Should().BeEmpty();
        constraint.TryApply(Evaluate(value, Value.Null), out Value result, out string? reason).Should().BeTrue(reason);
        result.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData("strng")]
    [InlineData("list(string, number)")]
    [InlineData("optional(string)")]
    [InlineData("object({ a = optional(number, \"x\") })")]
    [InlineData("tuple(string)")]
    public void Wrong_type_constraints_are_diagnostics(string type)
    {
        var source = new SourceText("x", type);
        TypeConstraintReader.Read(HclParser.ParseExpression(source).Expression, source).Diagnostics.Should().NotBeEmpty();
    }

    [Fact]
    public void Files_that_nobody_gives_are_unknown() =>
        Evaluate("file(\"/etc/passwd\")", Value.Null).UnknownReason!.Kind.Should().Be(UnknownKind.Function);

    private static Value Evaluate(SourceText source, Func<string, Resolution?> resolve)
    {
        HclFile file = HclParser.ParseFile(source);
        EvaluationResult result = Evaluator.Evaluate(file.Body.Attributes[0].Expression, new EvaluationContext(source, new FunctionScope(resolve)));
        result.Diagnostics.Should().BeEmpty();
        return result.Value;
    }

    /// <summary>The value where <c>var.u</c> is <paramref name="variable"/>.</summary>
    private static Value Evaluate(string expression, Value variable)
    {
        var source = new SourceText("x", expression);
        var scope = new FunctionScope(_ => Resolution.Found(variable, 1));
        return Evaluator.Evaluate(HclParser.ParseExpression(source).Expression, new EvaluationContext(source, scope)).Value;
    }

    private sealed class FunctionScope(Func<string, Resolution?> resolve) : IEvaluationScope
    {
        public Resolution Resolve(TraversalExpression reference) =>
            resolve(reference.RootName) ?? Resolution.Failed("Invalid reference", reference.RootName);
    }
}
