using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Analyzer.Configuration;

/// <summary>Reads <c>expect:</c>, which was checked against the keys already; what is wrong is left out.</summary>
internal static class ExpectationReader
{
    public static Expectations Read(Value expect) => expect.Kind != ValueKind.Map ? Expectations.None : new Expectations
    {
        Apis = Texts(expect.Get("apis")),
        Buckets = Texts(expect.Get("buckets")),
        Secrets = Texts(expect.Get("secrets")),
        Variables = Texts(expect.Get("variables")),
        Regions = Texts(expect.Get("regions")),
        Labels = Texts(expect.Get("labels")),
        Names = [.. expect.Get("names").AsMap.Where(entry => entry.Value.Kind == ValueKind.String)],
        ServiceAccounts = [.. expect.Get("service-accounts").AsMap.Select(entry => new ExpectedAccount(entry.Key, Texts(entry.Value.Get("roles"))))],
        Environments = [.. expect.Get("environments").AsMap.Select(entry => EnvironmentOf(entry))],
    };

    private static ExpectedEnvironment EnvironmentOf(ValueEntry entry) =>
        new(entry.Key, Texts(entry.Value.Get("database-tiers")), Count(entry.Value.Get("min-instances")), Count(entry.Value.Get("max-instances")));

    private static Value Count(Value value) => value.Kind == ValueKind.Int ? value : default;

    private static ImmutableArray<Value> Texts(Value value) => value.Kind switch
    {
        ValueKind.String => [value],
        ValueKind.List => [.. value.AsList.Items.Where(item => item.Kind == ValueKind.String)],
        _ => [],
    };
}
