using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Cel;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>What the expressions of a rule may name, and the values of these names for one subject.</summary>
internal static class RuleVariables
{
    private const int Resource = 0;
    private const int Item = 1;
    private const int Environment = 2;
    private const int Options = 3;
    private const int Today = 4;
    private const int Count = 5;

    /// <summary>Keeps the place of <c>item</c> where nothing may name it.</summary>
    private const string NoItem = "";

    private static readonly CelType EnvironmentType = CelType.Object("environment", new Dictionary<string, CelType>(StringComparer.Ordinal)
    {
        ["name"] = CelType.String,
        ["is_production"] = CelType.Bool,
    });

    private static readonly CelEnvironment Base = CelEnvironment.Standard.WithAbsentIsNull();

    private static readonly CelEnvironment Untyped = Base
        .WithVariable("resource", CelType.Dyn)
        .WithVariable("item", CelType.Dyn)
        .WithVariable("environment", EnvironmentType);

    /// <summary>
    /// The declarations by which a rule is run. Types are no part of them: an attribute whose value is of another kind than
    /// the provider wants is compared as it is.
    /// </summary>
    public static CelEnvironment Declare(ImmutableArray<RuleOption> options) => WithOptions(Untyped, options);

    /// <summary>The declarations by which a rule file is checked.</summary>
    /// <param name="options">What the rule declares.</param>
    /// <param name="resource">The type of the subject.</param>
    /// <param name="item">The type of the elements of <c>for</c>; null where the rule has none.</param>
    public static CelEnvironment Declare(ImmutableArray<RuleOption> options, CelType resource, CelType? item) => WithOptions(
        Base.WithVariable("resource", resource)
            .WithVariable(item is null ? NoItem : "item", item ?? CelType.Dyn)
            .WithVariable("environment", EnvironmentType),
        options);

    private static CelEnvironment WithOptions(CelEnvironment environment, ImmutableArray<RuleOption> options)
    {
        var fields = options.ToDictionary(option => option.Name, option => TypeOf(option.Type), StringComparer.Ordinal);
        return environment.WithVariable("options", CelType.Object("options", fields)).WithVariable("today", CelType.String);
    }

    /// <summary>The values in the order of the declarations; <c>item</c> is absent.</summary>
    public static Value[] Bind(CloudResource resource, Deployment deployment, RuleContext context, ImmutableArray<RuleOption> options)
    {
        var slots = new Value[Count];
        slots[Resource] = ValueOf(resource);
        slots[Environment] = ValueOf(deployment);
        slots[Options] = options.IsEmpty
            ? Value.Of(ValueMap.Empty)
            : Value.Of(new ValueMap([.. options.Select(option => new ValueEntry(Value.Of(option.Name), context.Option(option.Name)))]));
        slots[Today] = Value.Of(context.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return slots;
    }

    public static void SetItem(Value[] slots, Value item) => slots[Item] = item;

    /// <summary>
    /// The attributes, behind them the provider's defaults, behind those the address and the type: an attribute of that
    /// name (<c>google_dns_record_set.type</c>) comes first.
    /// </summary>
    private static Value ValueOf(CloudResource resource)
    {
        var identity = new ValueMap(
        [
            new ValueEntry(Value.Of("address"), Value.Of(resource.Address.Text)),
            new ValueEntry(Value.Of("type"), Value.Of(resource.Type)),
        ]);
        if (resource.Attributes.Kind != ValueKind.Map)
        {
            return resource.Attributes;
        }

        ValueMap attributes = resource.Attributes.AsMap;
        return Value.Of(attributes.WithDefaults(attributes.Defaults?.WithDefaults(identity) ?? identity)).WithOrigin(resource.Attributes.Origin);
    }

    private static Value ValueOf(Deployment deployment) => Value.Of(new ValueMap(
    [
        new ValueEntry(Value.Of("name"), deployment.Environment is { } environment ? Value.Of(environment.Name.Text) : Value.Null),
        new ValueEntry(Value.Of("is_production"), Value.Of(deployment.IsProduction)),
    ]));

    private static CelType TypeOf(RuleOptionType type) => type switch
    {
        RuleOptionType.Int => CelType.Int,
        RuleOptionType.Bool => CelType.Bool,
        RuleOptionType.StringList => CelType.List(CelType.String),
        _ => CelType.String,
    };
}
