using FsCheck;
using FsCheck.Fluent;
using GcpLint.Cel;
using GcpLint.Values;

namespace GcpLint.Tests;

/// <summary>Laws that hold for all expressions, also where parts are unknown, in error or of the wrong type.</summary>
public sealed class LogicProperties
{
    private static readonly string[] Atoms =
    [
        "true", "false", "1", "0", "2u", "1.5", "'a'", "''", "null", "b'x'", "[1, 'a']", "[]", "{'a': 1}", "{}", "x", "x.a", "x['a']", "x.b.c", "unknown", "unknown.a", "x.list", "1/0 == 1", "has(x.a)",
    ];

    private static readonly string[] Operators = ["&&", "||", "==", "!=", "<", ">=", "in", "+", "-", "*", "/", "%"];

    private static readonly CelEnvironment Standard = CelEnvironment.Standard.WithVariable("x", CelType.Dyn).WithVariable("unknown", CelType.Dyn).WithChecking(false);

    private static readonly CelEnvironment Rules = Standard.WithAbsentIsNull();

    private static readonly Value[] Slots =
    [
        Value.Of(new ValueMap(
        [
            new ValueEntry(Value.Of("a"), Value.True),
            new ValueEntry(Value.Of("list"), Value.Of(new ValueList([Value.Of(1), Value.Unknown(UnknownKind.Computed, "an element"), Value.Null]))),
        ])),
        Value.Unknown(UnknownKind.InputVariable, "nobody knows"),
    ];

    [Fact]
    public void And_and_or_give_the_same_in_either_order() => ForAllPairs((left, right) =>
        Same(Evaluate(left, "&&", right), Evaluate(right, "&&", left)) && Same(Evaluate(left, "||", right), Evaluate(right, "||", left)));

    [Fact]
    public void De_Morgan_holds() => ForAllPairs((left, right) =>
        Same(Evaluate($"!({left} && {right})"), Evaluate($"!({left}) || !({right})")));

    [Fact]
    public void Equality_is_symmetric_and_inequality_its_opposite() => ForAllPairs((left, right) =>
        Same(Evaluate(left, "==", right), Evaluate(right, "==", left)) && Same(Evaluate(left, "!=", right), Evaluate($"!({left} == {right})")));

    [Fact]
    public void All_is_the_opposite_of_exists_not() => ForAllPairs((range, condition) =>
        Same(Evaluate($"({range}).all(e, {condition} == e)"), Evaluate($"!({range}).exists(e, !({condition} == e))")));

    [Fact]
    public void The_unknown_decides_nothing_that_a_value_in_its_place_would_not() => ForAllPairs((left, right) =>
    {
        // If a boolean comes out although 'unknown' is unknown, the same comes out whatever it is.
        Value value = Evaluate(left, "&&", right);
        return value.Kind != ValueKind.Bool || new[] { Value.True, Value.False, Value.Of(1), Value.Of("a"), Value.Null }.All(known =>
            Run(Standard, $"({left}) && ({right})", [Slots[0], known]).Equals(value));
    });

    [Fact]
    public void An_explanation_of_a_boolean_never_fails() => ForAllPairs((left, right) =>
    {
        CelProgram program = CelCompiler.Compile($"({left}) || ({right})", Rules).Program!;
        return program.Evaluate(Slots).Kind == ValueKind.Bool || program.Explain(Slots).IsEmpty;
    });

    private static void ForAllPairs(Func<string, string, bool> law) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(Expressions(3).ToArbitrary(), Expressions(3).ToArbitrary(), law));

    private static Gen<string> Expressions(int depth)
    {
        Gen<string> atoms = Gen.Elements(Atoms);
        if (depth == 0)
        {
            return atoms;
        }

        Gen<string> inner = Expressions(depth - 1);
        return Gen.OneOf(
            atoms,
            from operation in Gen.Elements(Operators) from left in inner from right in inner select $"({left} {operation} {right})",
            from operand in inner select $"!({operand})",
            from condition in inner from left in inner from right in inner select $"({condition} ? {left} : {right})",
            from range in inner from condition in inner from macro in Gen.Elements("all", "exists", "exists_one", "filter", "map") select $"({range}).{macro}(e, {condition} == e)",
            from operand in inner from field in Gen.Elements("a", "b") select $"({operand}).{field}",
            from operand in inner from function in Gen.Elements("size", "string", "type", "int") select $"{function}({operand})");
    }

    private static Value Evaluate(string left, string operation, string right) => Evaluate($"({left}) {operation} ({right})");

    private static Value Evaluate(string expression) => Run(Standard, expression, Slots);

    private static Value Run(CelEnvironment environment, string expression, Value[] slots)
    {
        CelCompilation compilation = CelCompiler.Compile(expression, environment);
        compilation.Diagnostics.Should().BeEmpty(expression);
        return compilation.Program!.Evaluate(slots);
    }

    /// <summary>Which of two errors or unknowns stands may depend on the order; whether one does must not.</summary>
    private static bool Same(Value left, Value right) =>
        left.Kind == right.Kind && (left.Kind != ValueKind.Bool || left.AsBool == right.AsBool) && (CelError.From(left) is null) == (CelError.From(right) is null);
}
