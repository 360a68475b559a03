using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Rules;
using GcpLint.Text;

namespace GcpLint.Tests.Org;

public sealed class ManagedConstraintTests
{
    private const string Enforced = "enforce: true";

    [Theory]
    [InlineData("sql.restrictPublicIp", Enforced, "google_sql_database_instance", "settings {\n tier = \"x\"\n}", 2)]
    [InlineData("sql.managed.restrictPublicIp", Enforced, "google_sql_database_instance", "settings {\n ip_configuration {\n ipv4_enabled = false\n }\n}", 0)]
    [InlineData("sql.restrictPublicIp", Enforced, "google_sql_database_instance", "settings {\n ip_configuration {\n ipv4_enabled = var.unknown\n }\n}", 0)]
    [InlineData("sql.restrictAuthorizedNetworks", Enforced, "google_sql_database_instance", "settings {\n ip_configuration {\n authorized_networks {\n value = \"10.0.0.0/8\"\n }\n }\n}", 4)]
    [InlineData("sql.restrictAuthorizedNetworks", Enforced, "google_sql_database_instance", "settings {\n tier = \"x\"\n}", 0)]
    [InlineData("iam.disableServiceAccountKeyUpload", Enforced, "google_service_account_key", "public_key_data = \"abc\"", 2)]
    [InlineData("iam.disableServiceAccountKeyUpload", Enforced, "google_service_account_key", "service_account_id = \"a\"", 0)]
    [InlineData("iam.disableServiceAccountKeyCreation", Enforced, "google_service_account_key", "public_key_data = \"abc\"", 0)]
    [InlineData("iam.disableServiceAccountCreation", Enforced, "google_service_account", "account_id = \"a\"", 1)]
    [InlineData("storage.uniformBucketLevelAccess", Enforced, "google_storage_bucket", "uniform_bucket_level_access = false", 2)]
    [InlineData("storage.uniformBucketLevelAccess", "enforce: false", "google_storage_bucket", "uniform_bucket_level_access = false", 0)]
    [InlineData("storage.publicAccessPrevention", Enforced, "google_storage_bucket_iam_binding", "bucket = \"b\"\nrole = \"roles/storage.objectViewer\"\nmembers = [\"allUsers\"]", 4)]
    [InlineData("storage.publicAccessPrevention", Enforced, "google_storage_bucket_access_control", "entity = \"allUsers\"", 2)]
    [InlineData("storage.publicAccessPrevention", Enforced, "google_pubsub_topic_iam_member", "topic = \"t\"\nrole = \"roles/pubsub.publisher\"\nmember = \"allUsers\"", 0)]
    [InlineData("compute.requireOsLogin", Enforced, "google_compute_instance", "metadata = {\n enable-oslogin = \"FALSE\"\n}", 3)]
    [InlineData("compute.requireOsLogin", Enforced, "google_compute_project_metadata_item", "key = \"enable-oslogin\"\nvalue = \"false\"", 3)]
    [InlineData("compute.requireOsLogin", Enforced, "google_compute_instance", "metadata = {\n enable-oslogin = \"TRUE\"\n}", 0)]
    [InlineData("compute.disableSerialPortAccess", Enforced, "google_compute_instance_template", "metadata = {\n serial-port-enable = true\n}", 3)]
    [InlineData("compute.requireShieldedVm", Enforced, "google_compute_instance", "shielded_instance_config {\n enable_vtpm = false\n}", 3)]
    [InlineData("compute.requireShieldedVm", Enforced, "google_compute_instance", "name = \"a\"", 0)]
    [InlineData("compute.vmExternalIpAccess", "denyAll: true", "google_compute_instance", "network_interface {\n access_config {\n }\n}", 3)]
    [InlineData("compute.vmExternalIpAccess", "denyAll: true", "google_compute_instance", "network_interface {\n network = \"n\"\n}", 0)]
    [InlineData("compute.vmExternalIpAccess", "values: {allowedValues: [projects/p/zones/z/instances/bastion]}", "google_compute_instance", "project = \"p\"\nzone = \"z\"\nname = \"bastion\"\nnetwork_interface {\n access_config {\n }\n}", 0)]
    [InlineData("compute.vmExternalIpAccess", "values: {allowedValues: [projects/p/zones/z/instances/bastion]}", "google_compute_instance", "project = \"p\"\nzone = \"z\"\nname = \"other\"\nnetwork_interface {\n access_config {\n }\n}", 6)]
    [InlineData("run.allowedIngress", "values: {allowedValues: [internal]}", "google_cloud_run_v2_service", "ingress = \"INGRESS_TRAFFIC_INTERNAL_ONLY\"", 0)]
    [InlineData("run.allowedIngress", "values: {allowedValues: ['is:internal']}", "google_cloud_run_v2_service", "ingress = \"INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER\"", 2)]
    [InlineData("run.allowedVPCEgress", "values: {allowedValues: [all-traffic]}", "google_cloud_run_v2_service", "template {\n vpc_access {\n egress = \"PRIVATE_RANGES_ONLY\"\n }\n}", 4)]
    [InlineData("run.allowedVPCEgress", "values: {allowedValues: [all-traffic]}", "google_cloud_run_v2_service", "template {\n timeout = \"3s\"\n}", 0)]
    [InlineData("gcp.restrictNonCmekServices", "values: {deniedValues: [storage.googleapis.com]}", "google_storage_bucket", "location = \"EU\"", 1)]
    [InlineData("gcp.restrictNonCmekServices", "values: {deniedValues: [pubsub.googleapis.com]}", "google_storage_bucket", "location = \"EU\"", 0)]
    [InlineData("gcp.restrictNonCmekServices", "values: {deniedValues: [storage.googleapis.com]}", "google_storage_bucket", "encryption {\n default_kms_key_name = \"k\"\n}", 0)]
    [InlineData("iam.allowedPolicyMemberDomains", "values: {allowedValues: [C0abcdef]}", "google_project_iam_member", "project = \"p\"\nrole = \"roles/viewer\"\nmember = \"user:somebody@gmail.com\"", 4)]
    [InlineData("iam.allowedPolicyMemberDomains", "values: {allowedValues: [C0abcdef]}", "google_project_iam_member", "project = \"p\"\nrole = \"roles/viewer\"\nmember = \"user:somebody@example.com\"", 0)]
    [InlineData("iam.allowedPolicyMemberDomains", "allowAll: true", "google_project_iam_member", "project = \"p\"\nrole = \"roles/viewer\"\nmember = \"allUsers\"", 0)]
    public void A_policy_refuses_what_it_is_about_and_nothing_else(string constraint, string rule, string type, string body, int line)
    {
        var request = new ScanRequest
        {
            Files = InMemoryFileSystem.OfTexts([KeyValuePair.Create("main.tf", $"resource \"{type}\" \"it\" {{\n{body}\n}}\nvariable \"unknown\" {{\n}}\n")]),
            Rules = [.. RuleCatalog.BuiltIn.Rules.Where(known => known.Metadata.Id.Text == "org/managed-constraint")],
            Configuration = ScanConfiguration.Default,
            OrgPolicies = [new SourceText("policy.yaml", $"name: organizations/1/policies/{constraint}\nspec:\n  rules:\n    - {rule}\n")],
            Today = new DateOnly(2026, 1, 1),
            Jobs = 1,
        };

        ScanEngine.Run(request, TestContext.Current.CancellationToken).Findings.Select(finding => finding.Location.Line).Should().Equal(line == 0 ? [] : [line]);
    }
}
