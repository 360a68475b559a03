using GcpLint.Analyzer.Model;
using GcpLint.Cel;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Graph;

/// <summary>A grant as a value of the rule language.</summary>
internal static class GrantValue
{
    public static readonly CelType Type = CelType.Object("grant", new Dictionary<string, CelType>(StringComparer.Ordinal)
    {
        ["member"] = CelType.String,
        ["role"] = CelType.String,
        ["scope"] = CelType.String,
        ["target_type"] = CelType.String,
        ["target"] = CelType.Dyn,
        ["source"] = CelType.Dyn,
        ["is_authoritative"] = CelType.Bool,
        ["condition"] = CelType.Object("grant.condition", new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["title"] = CelType.String,
            ["description"] = CelType.String,
            ["expression"] = CelType.String,
        }),
    });

    public static Value Of(Grant grant, Deployment deployment) => Value.Of(new ValueMap(
    [
        Entry("member", grant.Member),
        Entry("role", grant.Role),
        Entry("scope", Value.Of(WordOf(grant.Scope))),
        Entry("target_type", Value.Of(grant.TargetType)),
        Entry("target", GrantTarget.Find(grant, deployment) is { } target ? ResourceValue.Of(target) : Value.Null),
        Entry("source", ResourceValue.Of(grant.Source)),
        Entry("is_authoritative", Value.Of(grant.IsAuthoritative)),
        Entry("condition", grant.Condition.IsAbsent ? Value.Null : grant.Condition),
    ]));

    private static ValueEntry Entry(string name, Value value) => new(Value.Of(name), value);

    private static string WordOf(GrantScope scope) => scope switch
    {
        GrantScope.Project => "project",
        GrantScope.Folder => "folder",
        GrantScope.Organization => "organization",
        GrantScope.ServiceAccount => "service_account",
        _ => "resource",
    };
}
