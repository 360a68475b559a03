using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Terraform;

/// <summary>Asks keys and production databases, whose loss nothing makes good, for the guard of Terraform.</summary>
internal sealed class PreventDestroy : IResourceRule
{
    private const string Key = "google_kms_crypto_key";

    public RuleId Id => new("terraform/prevent-destroy");

    public IReadOnlyList<string> ResourceTypes { get; } =
        [Key, "google_sql_database_instance", "google_spanner_instance", "google_spanner_database", "google_alloydb_cluster", "google_bigtable_instance"];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        // A module for others cannot decide it: the value has to be a literal.
        if (resource.Source is not (ResourceSource.Terraform or ResourceSource.Plan) || resource.Header.Source.Path.EndsWith(".json", StringComparison.Ordinal) && resource.Source == ResourceSource.Plan
            || deployment.IsReusableModule || RootModules.IsExhibit(deployment.Path)
            || !resource.Lifecycle.PreventDestroy.IsAbsent && (resource.Lifecycle.PreventDestroy.AsBool || resource.Lifecycle.PreventDestroy.IsUnknown)
            || !Holds(resource, deployment))
        {
            return;
        }

        SourceLocation place = resource.Lifecycle.PreventDestroy.Origin?.Location ?? resource.Header;
        string loss = resource.Type == Key ? "all that is encrypted with it" : "its data";
        context.Report(new RuleReport
        {
            Location = place,
            Scope = resource.Block,
            Resource = resource.Address,
            Message = $"A plan may destroy or replace `{resource.Address}`, and with it {loss}. Add `lifecycle {{ prevent_destroy = true }}`.",
        });
    }

    // A replica can be made anew. Where somebody wrote the provider's own guard, on or off, the rules of the service judge it.
    private static bool Holds(CloudResource resource, Deployment deployment) =>
        resource.Type == Key || (deployment.IsProduction && !resource.Get("master_instance_name").IsSet && !IsWritten(resource.Get("deletion_protection")));

    private static bool IsWritten(Value value) => value.IsSet && value.Origin?.Kind != OriginKind.ProviderDefault;
}
