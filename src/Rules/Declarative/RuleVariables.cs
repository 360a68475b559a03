using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Cel;
using GcpLint.Rules.Declarative.Families;
using GcpLint.Rules.Declarative.Graph;
using GcpLint.Rules.Declarative.Typing;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>What the expressions of a rule may name, and the values of these names for one subject.</summary>
internal static class RuleVariables
{
    public const int Resource = 0;
    public const int Item = 1;
    public const int Environment = 2;
    public const int Options = 3;
    public const int Today = 4;
    public const int Grant = 5;
    public const int Deployment = 6;
    public const int Repository = 7;

    /// <summary>The <see cref="RuleScope"/>, for the functions.</summary>
    public const int Scope = 8;

    private const int Count = 9;

    private static readonly CelType EnvironmentType = ObjectOf("environment", ("name", CelType.String), ("is_production", CelType.Bool));

    private static readonly CelType DeploymentType = ObjectOf("deployment", ("path", CelType.String), ("kind", CelType.String));

    private static readonly CelType RepositoryType =
        ObjectOf("repository", ("serves_users", CelType.Bool), ("keeps_data", CelType.Bool), ("paths", CelType.List(CelType.String)));

    private static readonly CelEnvironment Base = CelEnvironment.Standard.WithAbsentIsNull();

    private static readonly CelEnvironment Untyped = Base.WithGraph(isTyped: false);

    private static readonly CelEnvironment Typed = Base.WithGraph(isTyped: true);

    /// <summary>
    /// The declarations by which a rule is run. The provider's types are no part of them: an attribute whose value is of
    /// another kind than the provider wants is compared as it is.
    /// </summary>
    public static CelEnvironment Declare(RuleMetadata metadata) => Declare(Untyped, metadata, CelType.Dyn, CelType.Dyn);

    /// <summary>The declarations by which a rule file is checked.</summary>
    /// <param name="metadata">The rule's subject and options.</param>
    /// <param name="item">The type of the elements of <c>for</c>; null where nothing may name them.</param>
    public static CelEnvironment DeclareTyped(RuleMetadata metadata, CelType? item) => Declare(Typed, metadata, SubjectType(metadata), item);

    /// <summary>The type of what the paths of <c>at</c> begin in, where there is no <c>for</c>.</summary>
    public static CelType SubjectType(RuleMetadata metadata) => metadata.Subject switch
    {
        RuleSubject.Resource => ResourceTypes.Of(Shapes(metadata)),
        RuleSubject.Grant => GrantValue.Type,
        RuleSubject.Deployment => DeploymentType,
        _ => RepositoryType,
    };

    /// <summary>The types by whose schemas the attributes are named: of a family with one shape that of its first type.</summary>
    private static string[] Shapes(RuleMetadata metadata)
    {
        ResourceFamily[] reshaped = [.. metadata.Families.Select(ResourceFamily.Find).OfType<ResourceFamily>().Where(family => family.Reshape is not null)];
        return [.. metadata.ResourceTypes.Where(type => !reshaped.Any(family => family.Types.Contains(type))).Concat(reshaped.Select(family => family.Types[0])).Distinct()];
    }

    /// <summary>The values that every subject has; those of the subject itself are absent still.</summary>
    public static Value[] Bind(RuleContext context, Deployment? deployment, ImmutableArray<RuleOption> options)
    {
        var slots = new Value[Count];
        slots[Environment] = deployment is null ? Value.Null : EnvironmentOf(deployment);
        slots[Options] = options.IsEmpty
            ? Value.Of(ValueMap.Empty)
            : Value.Of(new ValueMap([.. options.Select(option => new ValueEntry(Value.Of(option.Name), context.Option(option.Name)))]));
        slots[Today] = Value.Of(context.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        slots[Scope] = Value.OfOther(new RuleScope(context.Model, deployment));
        return slots;
    }

    public static Value ValueOf(Deployment deployment) => MapOf(
        ("path", Value.Of(deployment.Path)),
        ("kind", Value.Of(deployment.Kind switch
        {
            DeploymentKind.TerraformRoot => "terraform",
            DeploymentKind.TerraformPlan => "plan",
            DeploymentKind.Commands => "commands",
            DeploymentKind.Yaml => "yaml",
            _ => "project",
        })));

    public static Value ValueOf(RepositoryModel model, WholeRepository whole) => MapOf(
        ("serves_users", Value.Of(whole.ServesUsers)),
        ("keeps_data", Value.Of(whole.KeepsData)),
        ("paths", Value.Of(new ValueList([.. model.Paths.Select(Value.Of)]))));

    private static CelEnvironment Declare(CelEnvironment environment, RuleMetadata metadata, CelType subject, CelType? item)
    {
        RuleSubject kind = metadata.Subject;
        var fields = metadata.Options.ToDictionary(option => option.Name, option => TypeOf(option.Type), StringComparer.Ordinal);
        return environment
            .WithSlot("resource", kind == RuleSubject.Resource ? subject : kind == RuleSubject.Grant ? CelType.Dyn : null)
            .WithSlot("item", item)
            .WithSlot("environment", kind == RuleSubject.Repository ? null : EnvironmentType)
            .WithSlot("options", CelType.Object("options", fields))
            .WithSlot("today", CelType.String)
            .WithSlot("grant", kind == RuleSubject.Grant ? GrantValue.Type : null)
            .WithSlot("deployment", kind == RuleSubject.Repository ? null : DeploymentType)
            .WithSlot("repository", kind == RuleSubject.Repository ? RepositoryType : null)
            .WithSlot("scope", null);
    }

    /// <summary>Without a type the slot is there, but no expression can name it.</summary>
    private static CelEnvironment WithSlot(this CelEnvironment environment, string name, CelType? type) =>
        environment.WithVariable(type is null ? "@" + name : name, type ?? CelType.Dyn);

    private static Value EnvironmentOf(Deployment deployment) => MapOf(
        ("name", deployment.Environment is { } environment ? Value.Of(environment.Name.Text) : Value.Null),
        ("is_production", Value.Of(deployment.IsProduction)));

    private static Value MapOf(params ReadOnlySpan<(string Name, Value Value)> entries)
    {
        var items = ImmutableArray.CreateBuilder<ValueEntry>(entries.Length);
        foreach ((string name, Value value) in entries)
        {
            items.Add(new ValueEntry(Value.Of(name), value));
        }

        return Value.Of(new ValueMap(items.MoveToImmutable()));
    }

    private static CelType ObjectOf(string name, params (string Name, CelType Type)[] fields) =>
        CelType.Object(name, fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal));

    private static CelType TypeOf(RuleOptionType type) => type switch
    {
        RuleOptionType.Int => CelType.Int,
        RuleOptionType.Bool => CelType.Bool,
        RuleOptionType.StringList => CelType.List(CelType.String),
        _ => CelType.String,
    };
}
