using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Cel;
using GcpLint.Cel.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests;

/// <summary>Expressions come from files that anybody may have written: no crash, and an end.</summary>
public sealed class HostileTests
{
    private const int Many = 20_000;

    private static readonly CelEnvironment Environment = CelEnvironment.Standard
        .WithAbsentIsNull()
        .WithVariable("x", CelType.Dyn)
        .WithVariable("list", CelType.List(CelType.Int));

    public static TheoryData<string, string> DeepTexts => new()
    {
        { "parentheses", Nest("(", "1", ")") },
        { "lists", Nest("[", "", "]") },
        { "maps", Nest("{1: ", "1", "}") },
        { "indices", Nest("x[", "1", "]") },
        { "calls", Nest("size(", "''", ")") },
        { "macros", Nest("[1].map(y, ", "1", ")") },
        { "conditions", Nest("true ? (", "1", ") : 2") },
        { "conditions to the right", Nest("false ? 1 : ", "2", "") },
        { "negations", Nest("!", "true", "") },
        { "signs", Nest("-", "x", "") },
        { "fields", "x" + Repeat(".a") },
        { "sums", "1" + Repeat("+1") },
        { "comparisons", "1" + Repeat("==1") },
        { "chained calls", "''" + Repeat(".trim()") },
        { "chained macros", "[1]" + Repeat(".map(y, y)") },
        { "bindings", Nest("cel.bind(a, 1, ", "a", ")") },
        { "unclosed parentheses", new string('(', Many) },
        { "unclosed lists", new string('[', Many) },
        { "unclosed messages", Nest("A{b: ", "", "") },
    };

    [Theory]
    [MemberData(nameof(DeepTexts))]
    public void Nesting_beyond_the_limit_is_an_error_and_no_overflow(string name, string text)
    {
        _ = name;
        CelCompilation compilation = CelCompiler.Compile(text, Environment);

        compilation.Program.Should().BeNull();
        compilation.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("cel/limit");
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("x[", "1", "]")]
    [InlineData("size([", "1", "])")]
    [InlineData("x.map(y, [", "1", "])", 75)]
    [InlineData("!", "true", "")]
    [InlineData("cel.bind(a, 1, ", "a", ")")]
    [InlineData("x + (x + ", "x", ")")]
    [InlineData("x.optMap(z, ", "z", ")")]
    public void Nesting_within_the_limit_fits_a_small_stack(string open, string core, string close, int levels = 118)
    {
        // Half of what a thread of .NET has by default, with the larger frames of a debug build.
        string text = "x == null || " + Repeat(open, levels) + core + Repeat(close, levels) + " == x";
        CelCompilation? compilation = null;
        Value value = default;
        var thread = new Thread(
            () =>
            {
                compilation = CelCompiler.Compile(text, Environment);
                value = compilation.Program?.Evaluate([Value.Of(1), Value.Of(ValueList.Empty)]) ?? default;
            },
            768 * 1024);
        thread.Start();
        thread.Join();

        compilation!.Diagnostics.Should().BeEmpty();
        value.IsAbsent.Should().BeFalse();
    }

    [Fact]
    public void Long_chains_of_logic_are_no_nesting() =>
        Evaluate("true" + string.Concat(Enumerable.Repeat(" && true", 10_000))).Should().Be(Value.True);

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        CelCompiler.Compile(new string(' ', 200_000) + "1", Environment).Diagnostics.Single().Code.Should().Be("cel/limit");

    [Theory]
    [InlineData("list.all(a, list.all(b, list.all(c, list.all(d, a + b + c + d >= 0))))")]
    [InlineData("list.map(a, list.map(b, list.map(c, list.map(d, 1)))).size() > 0")]
    [InlineData("lists.range(9223372036854775807).size() > 0")]
    [InlineData("lists.range(999999).map(a, lists.range(999999)).size() > 0")]
    [InlineData("true || list.all(a, list.all(b, list.all(c, list.all(d, true))))")]
    public void A_macro_bomb_ends_in_an_unknown(string expression)
    {
        Value value = Evaluate(expression, Value.Of(new ValueList([.. Enumerable.Range(0, 500).Select(number => Value.Of((long)number))])));

        (value.Kind == ValueKind.Bool || value.UnknownReason?.Kind == UnknownKind.Limit).Should().BeTrue();
        if (!expression.StartsWith("true", StringComparison.Ordinal))
        {
            value.UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
        }
    }

    [Theory]
    [InlineData("'aaaaaaaaaaaaaaaa'", "v + v", "v == 'b'")]
    [InlineData("[1, 2, 3]", "v + v", "v == [1]")]
    [InlineData("b'aaaaaaaaaaaaaaaa'", "v + v", "v == b'b'")]
    [InlineData("[1]", "[v, v, v]", "v == [x]")]
    [InlineData("[1]", "[v, v, v]", "'%s'.format([v]) == ''")]
    [InlineData("[1]", "[v, v, v]", "size(v.flatten(100)) == 1")]
    [InlineData("'a'", "v.replace('a', 'aaaa')", "v == ''")]
    [InlineData("'a'", "[v, v, v, v].join(v)", "v == ''")]
    [InlineData("'a'", "regex.replace(v, 'a', '\\\\0\\\\0')", "v == ''")]
    public void Doubling_ends_before_memory_does(string first, string step, string last)
    {
        // v, then step of v, then step of that, sixty times over.
        string text = $"cel.bind(v, {first}, " + Repeat($"cel.bind(v, {step}, ", 60) + last + new string(')', 61);

        Value value = Evaluate(text);

        (value.IsUnknown || value.Kind == ValueKind.Bool).Should().BeTrue();
    }

    [Fact]
    public void Values_that_share_their_parts_are_compared_within_the_limit()
    {
        string tower = "cel.bind(v, [1], " + Repeat("cel.bind(v, [v, v], ", 50) + "v" + new string(')', 51);

        Evaluate($"{tower} == {tower}").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void A_result_that_nobody_could_walk_through_is_unknown() =>
        Evaluate("cel.bind(v, [x], " + Repeat("cel.bind(v, [v, v], ", 40) + "v" + new string(')', 41)).UnknownReason!.Kind.Should().Be(UnknownKind.Limit);

    [Fact]
    public void A_value_that_is_too_large_is_not_shown_in_an_explanation()
    {
        string tower = "cel.bind(v, [1], " + Repeat("cel.bind(v, [v, v], ", 30) + "size(v) == 3 || v[0] == dyn(1)" + new string(')', 31);
        CelProgram program = CelCompiler.Compile(tower, Environment).Program!;

        program.Explain([Value.Null, Value.Null]).Should().Contain(cause => cause.Expression == "v[0]" && cause.Value.IsUnknown);
    }

    [Theory]
    [InlineData("((((a{10}){10}){10}){10}){10}")]
    [InlineData("a{1001}")]
    [InlineData("(a{1000}){6}")]
    [InlineData("[")]
    [InlineData("[[:nope:]]")]
    [InlineData("(?P<n")]
    [InlineData("(?z)")]
    [InlineData("\\")]
    [InlineData("\\p{")]
    [InlineData("\\x{110000}")]
    [InlineData("*")]
    [InlineData("a**")]
    [InlineData(")")]
    public void A_bad_pattern_is_an_error(string pattern)
    {
        CelCompiler.Compile($"'a'.matches(r'{pattern}')", Environment).Diagnostics.Single().Code.Should().Be("cel/pattern");
        CelError.From(Evaluate("'a'.matches(x)", x: Value.Of(pattern))).Should().NotBeNull();
    }

    [Theory]
    [InlineData("(a?){500}(a){500}")]
    [InlineData("(a*)*b")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)x")]
    public void A_pattern_that_makes_other_engines_backtrack_ends(string pattern) =>
        Evaluate($"x.matches(r'^{pattern}$')", x: Value.Of(new string('a', 5_000))).Should().Be(Value.False);

    [Fact]
    public void Any_text_compiles_or_has_one_diagnostic_or_more()
    {
        string[] pieces =
        [
            "x", "list", "1", "'a'", "b'", "\"", "'''", "r'", "\\", "(", ")", "[", "]", "{", "}", ":", ",", ".", "?", "&&", "||", "!", "-", "+", "==", "in",
            ".map(y, ", ".all(y, ", "has(", "cel.bind(", "size(", "null", "0x", "1e", "`", "//", "\n", "\0", "\ud800", "é", "😀", "9999999999999999999", ".?", "[?", "A{",
        ];
        Gen<string> texts = Gen.Elements(pieces).ArrayOf().Select(parts => string.Concat(parts));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            CelCompilation compilation = CelCompiler.Compile(text, Environment);
            _ = compilation.Program?.Evaluate([Value.Null, Value.Of(ValueList.Empty)]);
            return (compilation.Program is null) == !compilation.Diagnostics.IsEmpty
                && compilation.Diagnostics.All(diagnostic => diagnostic.Location.Span.Start >= 0 && diagnostic.Location.Span.End <= text.Length && diagnostic.Location.Span.Length >= 0);
        }));
    }

    [Fact]
    public void Every_node_lies_within_its_parent()
    {
        string[] expressions =
        [
            "a.b[c].d(e, f) ? g : !h", "x.map(y, y + 1).filter(z, z in [1, 2])", "{'a': b, ?c: d}", "has(a.b) && (c || -d == 1)", "A.b{c: d, e: [f]}", "cel.bind(a, b, c)",
        ];
        foreach (string text in expressions)
        {
            AssertNested(Parser.Parse(text).Root, new TextSpan(0, text.Length));
        }
    }

    private static void AssertNested(Expression node, TextSpan parent)
    {
        parent.Contains(node.Span).Should().BeTrue($"{node.Span} of {node.GetType().Name} lies in {parent}");
        foreach (Expression child in Children(node))
        {
            AssertNested(child, node.Span);
        }
    }

    private static IEnumerable<Expression> Children(Expression node) => node switch
    {
        SelectExpression select => [select.Operand],
        IndexExpression index => [index.Operand, index.Index],
        CallExpression call => call.Target is null ? call.Arguments : [call.Target, .. call.Arguments],
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        LogicalExpression logical => logical.Operands,
        ConditionalExpression conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        ListExpression list => list.Elements,
        MapExpression map => map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        MessageExpression message => message.Fields.Select(field => field.Value),
        HasExpression has => [has.Selection],
        ComprehensionExpression comprehension => new[] { comprehension.Range, comprehension.Predicate, comprehension.Transform }.OfType<Expression>(),
        BindExpression bind => [bind.Value, bind.Body],
        _ => [],
    };

    private static Value Evaluate(string expression, Value? list = null, Value? x = null)
    {
        CelCompilation compilation = CelCompiler.Compile(expression, Environment);
        compilation.Diagnostics.Should().BeEmpty();
        return compilation.Program!.Evaluate([x ?? Value.Null, list ?? Value.Of(ValueList.Empty)]);
    }

    private static string Nest(string open, string core, string close) => Repeat(open, 4_000) + core + Repeat(close, 4_000);

    private static string Repeat(string text, int count = 4_000) => new StringBuilder().Insert(0, text, count).ToString();
}
