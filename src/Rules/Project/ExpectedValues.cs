using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Values;

namespace GcpLint.Rules.Project;

/// <summary>Compares tiers, instance limits, regions, labels and names with what the configuration expects.</summary>
internal sealed class ExpectedValues : IRule<Deployment>
{
    private static readonly string[] s_places = ["location", "region"];

    public RuleId Id => new("project/expected-values");

    public void Check(Deployment subject, RuleContext context)
    {
        Expectations expected = context.Model.Expectations;
        if (subject.IsReusableModule)
        {
            return;
        }

        foreach (CloudResource resource in subject.Resources)
        {
            foreach (ExpectedEnvironment environment in expected.Environments.Where(environment => environment.Holds(subject)))
            {
                CheckEnvironment(resource, environment, context);
            }

            CheckRegion(resource, expected, context);
            CheckLabels(resource, subject, expected, context);
            CheckName(resource, expected, context);
        }
    }

    private static void CheckEnvironment(CloudResource resource, ExpectedEnvironment environment, RuleContext context)
    {
        if (resource.Type == "google_sql_database_instance" && !environment.DatabaseTiers.IsEmpty && resource.Get("settings.tier").TryGetString(out string? tier) && !Has(environment.DatabaseTiers, tier))
        {
            Report(resource, "settings.tier", environment.DatabaseTiers[0], $"`{resource.Address}` has the tier `{tier}`, but {List(environment.DatabaseTiers)} is expected in `{environment.Name.AsString}`.", context);
        }

        if (resource.Type == "google_cloud_run_v2_service")
        {
            CheckCount(resource, "min_instance_count", environment.MinInstances, environment, context);
            CheckCount(resource, "max_instance_count", environment.MaxInstances, environment, context);
        }
    }

    private static void CheckCount(CloudResource resource, string name, Value expected, ExpectedEnvironment environment, RuleContext context)
    {
        string path = resource.Get($"scaling.{name}") is { IsSet: true, Origin.Kind: not OriginKind.ProviderDefault } ? $"scaling.{name}" : $"template.scaling.{name}";
        Value value = resource.Get(path);
        bool isAbsent = value.IsAbsent || value.IsNull;
        double number = value.TryGetNumber(out double given) ? given : 0;
        if (expected.Kind == ValueKind.Int && !value.IsUnknown && number != expected.AsInt)
        {
            Report(resource, path, expected, $"`{resource.Address}` has {(isAbsent ? "no" : $"`{number}` as")} `{name}`, but `{expected.AsInt}` is expected in `{environment.Name.AsString}`.", context);
        }
    }

    private static void CheckRegion(CloudResource resource, Expectations expected, RuleContext context)
    {
        foreach (string place in s_places)
        {
            if (!expected.Regions.IsEmpty && resource.Attributes.GetPath(place) is { Kind: ValueKind.String, Origin.Kind: not OriginKind.ProviderDefault } value
                && value.AsString is not "global" and { Length: > 0 } region && !Has(expected.Regions, region.ToLowerInvariant()))
            {
                Report(resource, place, expected.Regions[0], $"`{resource.Address}` is in `{region}`, but {List(expected.Regions)} is expected.", context);
            }
        }
    }

    private static void CheckLabels(CloudResource resource, Deployment deployment, Expectations expected, RuleContext context)
    {
        Value labels = resource.Attributes.GetPath("labels");
        if (expected.Labels.IsEmpty || resource.IsUpdate || labels.IsUnknown || ProviderSchema.Current.GetResource(resource.Type)?.Body.Get("labels") is null)
        {
            return;
        }

        Value[] missing = [.. expected.Labels.Where(label => !labels.AsMap.ContainsKey(label.AsString) && !deployment.Providers.Any(provider => provider.Get("default_labels") is { IsUnknown: true } or { Kind: ValueKind.Map } && (provider.Get("default_labels").IsUnknown || provider.Get("default_labels").AsMap.ContainsKey(label.AsString))))];
        if (missing.Length > 0)
        {
            Report(resource, "labels", missing[0], $"`{resource.Address}` lacks the label {string.Join(", ", missing.Select(label => $"`{label.AsString}`"))}, which is expected of everything.", context);
        }
    }

    private static void CheckName(CloudResource resource, Expectations expected, RuleContext context)
    {
        foreach (ValueEntry entry in expected.Names.Where(entry => entry.Key.AsString == resource.Type))
        {
            string attribute = resource.Type switch
            {
                "google_service_account" => "account_id",
                "google_secret_manager_secret" => "secret_id",
                "google_artifact_registry_repository" => "repository_id",
                _ => "name",
            };
            if (resource.Get(attribute).TryGetString(out string? name) && !Wildcard.Matches(entry.Value.AsString, name))
            {
                Report(resource, attribute, entry.Value, $"`{resource.Address}` is named `{name}`, but names such as `{entry.Value.AsString}` are expected.", context);
            }
        }
    }

    private static void Report(CloudResource resource, string path, Value expected, string message, RuleContext context) => context.Report(new RuleReport
    {
        Location = resource.Locate(path),
        Scope = resource.Block,
        Resource = resource.Address,
        Message = message + " Change it, or what the configuration expects.",
        Value = resource.Attributes.GetPath(path),
        Related = expected.Origin is { } origin ? [new RelatedLocation("expected here", origin.Location)] : [],
    });

    private static bool Has(IEnumerable<Value> values, string text) => values.Any(value => value.AsString == text);

    private static string List(IEnumerable<Value> values) => string.Join(" or ", values.Select(value => $"`{value.AsString}`"));
}
