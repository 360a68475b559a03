using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests;

public sealed class EnvironmentTests
{
    private static readonly CelEnvironment Environment = CelEnvironment.Standard
        .WithVariable("resource", CelType.Dyn)
        .WithVariable("production", CelType.Bool)
        .WithFunction(CelFunction.Global("daysUntil", [CelType.String], CelType.Int, arguments =>
            arguments[0].AsString == "never" ? CelError.Of("there is no such day") : Value.Of((long)arguments[0].AsString.Length)))
        .WithFunction(CelFunction.Member("doubled", [CelType.Int], CelType.Int, arguments => Value.Of(arguments[0].AsInt * 2)));

    [Fact]
    public void Variables_have_slots_in_order_of_declaration()
    {
        Environment.SlotOf("resource").Should().Be(0);
        Environment.SlotOf("production").Should().Be(1);
        Environment.SlotOf("other").Should().Be(-1);
        Evaluate("production", Value.Null, Value.True).Should().Be(Value.True);
    }

    [Fact]
    public void An_activation_gives_values_by_name()
    {
        CelActivation activation = CelActivation.Of(Environment).With("production", Value.True);

        Compile("production ? 1 : 2").Evaluate(activation).Should().Be(Value.Of(1));
        activation.Invoking(it => it.With("prod", Value.True)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_variable_without_a_value_is_an_error_without_rule_mode() =>
        CelError.From(Evaluate("resource == 1", default, default))!.Message.Should().Be("no such attribute: 'resource'");

    [Fact]
    public void A_host_adds_functions()
    {
        Evaluate("daysUntil('2030') + 1", default, default).Should().Be(Value.Of(5));
        Evaluate("21.doubled()", default, default).Should().Be(Value.Of(42));
        Evaluate("daysUntil(resource)", Value.Unknown(UnknownKind.Computed, "later"), default).IsUnknown.Should().BeTrue();
        Diagnose("daysUntil(1)").Summary.Should().Be("Found no matching overload for 'daysUntil' applied to (int)");
    }

    [Fact]
    public void An_error_of_a_host_function_is_placed_at_the_call()
    {
        CelError error = CelError.From(Evaluate("production || daysUntil('never') > 3", default, Value.False))!;

        error.Message.Should().Be("there is no such day");
        error.Span.Should().Be(new TextSpan(14, 18));
    }

    [Fact]
    public void The_environments_of_others_do_not_change()
    {
        CelEnvironment.Standard.WithVariable("x", CelType.Int);

        CelEnvironment.Standard.Variables.Should().BeEmpty();
        Environment.Invoking(it => it.WithVariable("resource", CelType.Int)).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("production", true)]
    [InlineData("resource.enabled", true)]
    [InlineData("'x'", false)]
    [InlineData("size(resource)", false)]
    public void A_result_type_is_checked(string expression, bool isBool)
    {
        CelCompilation compilation = CelCompiler.Compile(expression, Environment, CelType.Bool);

        (compilation.Program is not null).Should().Be(isBool);
        compilation.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(isBool ? [] : ["cel/type-mismatch"]);
    }

    [Fact]
    public void Diagnostics_point_into_the_file_that_holds_the_expression()
    {
        var file = new SourceText("rule.yaml", "assert: |\n  production\n  && productoin\n");
        var text = new MappedText(file, "production\n&& productoin\n", [new TextSegment(0, 12, 11, 11), new TextSegment(11, 25, 14, 14)]);

        Diagnostic diagnostic = CelCompiler.Compile(text, Environment).Diagnostics.Single();

        file.GetText(diagnostic.Location.Span).Should().Be("productoin");
        diagnostic.Location.Start.Should().Be(new Position(3, 6));
        diagnostic.Detail.Should().Be("Did you mean 'production'?");
    }

    [Fact]
    public void All_type_errors_of_an_expression_are_reported() =>
        CelCompiler.Compile("produktion && resorce == 1 && 1 == 'a'", Environment).Diagnostics.Should().HaveCount(3);

    [Fact]
    public void Sensitive_values_stay_so_in_what_is_made_of_them()
    {
        Value secret = Value.Of("hunter2").WithSensitive(true);
        Value resource = Value.Of(new ValueMap([new ValueEntry(Value.Of("password"), secret)]));
        foreach (string expression in new[] { "resource.password + '!'", "'a'.replace('a', resource.password)", "'%s'.format([resource])", "[resource.password, 'b'].join()", "string(resource.password)" })
        {
            Value value = Evaluate(expression, resource, default);
            value.AsString.Should().Contain("hunter2");
            value.ToString().Should().Be("(sensitive)", expression);
        }
    }

    [Fact]
    public void A_program_can_be_evaluated_by_many_threads_at_once()
    {
        CelProgram program = Compile("[1, 2, 3].map(x, x * resource).filter(y, y > 3).size() > 0 && 'a1'.matches('[a-z][0-9]')");
        var results = new Value[500];

        Parallel.For(0, results.Length, i => results[i] = program.Evaluate([Value.Of((long)(i % 4)), Value.True]));

        results.Select((value, i) => value.AsBool == (i % 4 >= 2)).Should().AllBeEquivalentTo(true);
    }

    [Fact]
    public void The_result_type_is_told() => Compile("[production].map(x, 'a')").ResultType.Should().Be(CelType.List(CelType.String));

    private static Value Evaluate(string expression, Value resource, Value production) => Compile(expression).Evaluate([resource, production]);

    private static CelProgram Compile(string expression)
    {
        CelCompilation compilation = CelCompiler.Compile(expression, Environment);
        compilation.Diagnostics.Should().BeEmpty();
        return compilation.Program!;
    }

    private static Diagnostic Diagnose(string expression) => CelCompiler.Compile(expression, Environment).Diagnostics.Single();
}
