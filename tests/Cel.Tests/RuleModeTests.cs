using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests;

/// <summary>Expressions of rules: what is absent is null, what is unknown stays unknown, values keep their origins.</summary>
public sealed class RuleModeTests
{
    private static readonly SourceText Source = new("main.tf", "settings { tier = \"db-f1-micro\" }");

    private static readonly Origin TierOrigin = Origin.Written(Source, new TextSpan(18, 13));

    private static readonly Value Resource = Map(
        ("settings", Map(
            ("tier", Value.Of("db-f1-micro").WithOrigin(TierOrigin)),
            ("zone", Value.Unknown(UnknownKind.InputVariable, "var.zone has no value")),
            ("nothing", Value.Null),
            ("networks", Value.Of(new ValueList([Map(("cidr", Value.Of("10.0.0.0/8"))), Map(("cidr", Value.Of("0.0.0.0/0")))]))))));

    private static readonly CelEnvironment Environment = CelEnvironment.Standard.WithAbsentIsNull().WithVariable("resource", CelType.Dyn);

    [Theory]
    [InlineData("open.exists(x, x == 1)", "true")]
    [InlineData("open.exists(x, x == 3)", "unknown")]
    [InlineData("open.exists(x, true || x == 3)", "true")]
    [InlineData("onlyOpen.exists(x, true)", "unknown")]
    [InlineData("open.all(x, x == 1)", "false")]
    [InlineData("open.all(x, x < 3)", "unknown")]
    [InlineData("onlyOpen.all(x, false)", "unknown")]
    [InlineData("open.exists_one(x, x == 1)", "unknown")]
    [InlineData("open.size() == 0", "unknown")]
    [InlineData("open == []", "unknown")]
    [InlineData("open != [1, 2]", "unknown")]
    [InlineData("open[0] == 1", "true")]
    [InlineData("open[9] == null", "unknown")]
    [InlineData("3 in open", "unknown")]
    [InlineData("2 in open", "true")]
    [InlineData("open.filter(x, x > 1).exists(x, x == 2)", "true")]
    [InlineData("open.filter(x, x > 5).size() == 0", "unknown")]
    [InlineData("open.map(x, 'a').size() == 3", "unknown")]
    public void Of_a_list_with_an_open_end_only_what_is_there_is_known(string expression, string expected)
    {
        Value end = Value.Unknown(new Unknown(UnknownKind.UnresolvedModule, "more may follow") { IsOpenEnd = true });
        CelEnvironment environment = CelEnvironment.Standard.WithAbsentIsNull()
            .WithVariable("open", CelType.List(CelType.Int)).WithVariable("onlyOpen", CelType.List(CelType.Int));

        Value value = CelCompiler.Compile(expression, environment).Program!.Evaluate(CelActivation.Of(environment)
            .With("open", Value.Of(new ValueList([Value.Of(1), Value.Of(2), end])))
            .With("onlyOpen", Value.Of(new ValueList([end]))));

        (value.IsUnknown ? "unknown" : value.AsBool ? "true" : "false").Should().Be(expected);
    }

    [Theory]
    [InlineData("resource.settings.tier == 'db-f1-micro'", true)]
    [InlineData("resource.missing.tier == 'db-f1-micro'", false)]
    [InlineData("resource.missing.deeper[0]['x'] == null", true)]
    [InlineData("resource.settings.networks[7].cidr == null", true)]
    [InlineData("has(resource.settings.tier)", true)]
    [InlineData("has(resource.settings.other)", false)]
    [InlineData("has(resource.missing.deeper)", false)]
    [InlineData("has(resource.settings.nothing)", true)]
    [InlineData("has(resource.settings.zone)", true)]
    [InlineData("resource.settings.missing.all(n, n.cidr == 'x')", true)]
    [InlineData("resource.settings.missing.exists(n, n.cidr == 'x')", false)]
    [InlineData("'x' in resource.settings.missing", false)]
    [InlineData("size(resource.settings.missing) == 0", true)]
    [InlineData("resource.settings.networks.exists(n, n.cidr == '0.0.0.0/0')", true)]
    [InlineData("resource.settings.zone == 'a' && resource.settings.tier == 'other'", false)]
    [InlineData("resource.settings.zone == 'a' || resource.settings.tier == 'db-f1-micro'", true)]
    public void A_rule_decides(string expression, bool expected) => Evaluate(expression).Should().Be(Value.Of(expected));

    [Theory]
    [InlineData("resource.settings.zone == 'a'")]
    [InlineData("!(resource.settings.zone.deeper == 'a')")]
    [InlineData("resource.settings.zone.startsWith('a') || resource.settings.missing > 3")]
    [InlineData("resource.settings.zone in ['a', 'b']")]
    [InlineData("[resource.settings.zone] == ['a']")]
    public void What_depends_on_an_unknown_is_unknown_with_its_reason(string expression) =>
        Evaluate(expression).UnknownReason!.Detail.Should().Be("var.zone has no value");

    [Theory]
    [InlineData("resource.settings.missing > 3", "no such overload: null_type cannot be compared with int")]
    [InlineData("resource.settings.missing.startsWith('a')", "no such overload: startsWith(null_type, string)")]
    [InlineData("resource.settings.tier.deeper", "a value of type string has no fields")]
    public void Null_is_no_number_and_no_string(string expression, string message) =>
        CelError.From(Evaluate(expression))!.Message.Should().Be(message);

    [Theory]
    [InlineData("resource.settings.tier")]
    [InlineData("resource.settings['tier']")]
    [InlineData("resource['settings'].tier")]
    [InlineData("true ? resource.settings.tier : ''")]
    [InlineData("[resource].filter(r, true)[0].settings.tier")]
    [InlineData("resource.?settings.?tier.orValue('')")]
    public void What_is_selected_keeps_its_origin(string expression) =>
        Evaluate(expression).Origin.Should().BeSameAs(TierOrigin);

    [Fact]
    public void Defaults_hold_but_were_not_written()
    {
        var defaults = new ValueMap([new ValueEntry(Value.Of("enabled"), Value.True)]);
        Value resource = Value.Of(new ValueMap([], defaults: defaults));

        Evaluate("resource.enabled", resource).AsBool.Should().BeTrue();
        Evaluate("has(resource.enabled)", resource).AsBool.Should().BeFalse();
    }

    [Theory]
    [InlineData("resource.settings.tier != 'db-f1-micro'", "resource.settings.tier")]
    [InlineData("has(resource.name) || !(resource.settings.tier == 'db-f1-micro')", "has(resource.name)", "resource.settings.tier")]
    [InlineData("resource.settings.networks.all(n, n.cidr != '0.0.0.0/0')", "n.cidr")]
    [InlineData("size(resource.settings.networks) > 2 && true", "size(resource.settings.networks)")]
    public void A_false_boolean_is_explained_by_its_causes(string expression, params string[] causes)
    {
        CelProgram program = Compile(expression);
        var slots = new[] { Resource };

        program.Evaluate(slots).Should().Be(Value.False);
        program.Explain(slots).Select(cause => cause.Expression).Should().Equal(causes);
    }

    [Fact]
    public void A_cause_has_the_value_and_its_origin()
    {
        CelCause cause = Compile("resource.settings.tier in ['a']").Explain([Resource]).Single();

        cause.Value.Should().Be(Value.Of("db-f1-micro"));
        cause.Value.Origin.Should().BeSameAs(TierOrigin);
    }

    private static Value Evaluate(string expression, Value? resource = null) => Compile(expression).Evaluate([resource ?? Resource]);

    private static CelProgram Compile(string expression)
    {
        CelCompilation compilation = CelCompiler.Compile(expression, Environment);
        compilation.Diagnostics.Should().BeEmpty();
        return compilation.Program!;
    }

    private static Value Map(params (string Key, Value Value)[] entries) =>
        Value.Of(new ValueMap([.. entries.Select(entry => new ValueEntry(Value.Of(entry.Key), entry.Value))]));
}
