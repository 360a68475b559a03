using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Lowering;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Audit.Lowering;

public sealed class AssetLoweringTests
{
    [Fact]
    public void A_database_instance_has_terraforms_names_types_and_places()
    {
        CloudResource instance = ExportText.Lower(
            """
            {"name": "//cloudsql.googleapis.com/projects/shop/instances/db", "assetType": "sqladmin.googleapis.com/Instance", "resource": {"data": {"name": "db", "project": "shop", "databaseVersion": "POSTGRES_16", "diskEncryptionConfiguration": {"kmsKeyName": "k"}, "settings": {"tier": "db-f1-micro", "dataDiskSizeGb": "10", "ipConfiguration": {"privateNetwork": "n"}, "databaseFlags": [{"name": "max_connections", "value": "100"}]}}}}
            """);

        instance.Type.Should().Be("google_sql_database_instance");
        instance.Source.Should().Be(ResourceSource.Live);
        instance.Address.Text.Should().Be("//cloudsql.googleapis.com/projects/shop/instances/db");
        instance.Get("name").AsString.Should().Be("db");
        instance.Get("encryption_key_name").AsString.Should().Be("k");
        instance.Get("settings.tier").AsString.Should().Be("db-f1-micro");
        instance.Get("settings.disk_size").Should().Be(Value.Of(10L));
        instance.Get("settings.database_flags[0].name").AsString.Should().Be("max_connections");
        SourceLocation place = instance.Locate("settings.tier");
        place.Source.GetText(place.Span).Should().Be("\"db-f1-micro\"");
    }

    [Fact]
    public void Silence_is_the_zero_value_and_not_the_providers_default()
    {
        CloudResource instance = ExportText.Lower(
            """{"name": "//cloudsql.googleapis.com/projects/p/instances/i", "assetType": "sqladmin.googleapis.com/Instance", "resource": {"data": {"settings": {"ipConfiguration": {"sslMode": "ENCRYPTED_ONLY"}}}}}""");

        instance.Get("settings.ip_configuration.ipv4_enabled").Should().Be(Value.False);
        instance.Get("settings.ip_configuration.ipv4_enabled").Origin!.Kind.Should().Be(OriginKind.ProviderDefault);
        instance.Get("settings.activation_policy").AsString.Should().Be("ALWAYS");
        instance.Get("deletion_protection").IsAbsent.Should().BeTrue("Terraform's own guard is not there live; the service's is an attribute of its own");
        instance.Get("settings.insights_config").IsAbsent.Should().BeTrue();
    }

    [Fact]
    public void A_run_service_has_its_containers_and_the_parts_of_its_name()
    {
        CloudResource service = ExportText.Lower(
            """{"name": "//run.googleapis.com/projects/p/locations/us-central1/services/api", "assetType": "run.googleapis.com/Service", "resource": {"data": {"name": "projects/p/locations/us-central1/services/api", "template": {"scaling": {"minInstanceCount": 1}, "containers": [{"image": "gcr.io/p/api:latest", "ports": [{"containerPort": 8000}], "resources": {"limits": {"cpu": "2"}}}]}}}}""");

        service.Type.Should().Be("google_cloud_run_v2_service");
        service.Get("name").AsString.Should().Be("api");
        service.Get("location").AsString.Should().Be("us-central1");
        service.Get("template.containers[0].image").AsString.Should().Be("gcr.io/p/api:latest");
        service.Get("template.containers[0].ports.container_port").Should().Be(Value.Of(8000L));
        service.Get("template.containers[0].resources.limits.cpu").AsString.Should().Be("2");
    }

    [Theory]
    [InlineData("//compute.googleapis.com/projects/p/global/urlMaps/m", "google_compute_url_map")]
    [InlineData("//compute.googleapis.com/projects/p/regions/r/urlMaps/m", "google_compute_region_url_map")]
    public void The_name_tells_global_things_from_regional_ones(string name, string type) =>
        ExportText.Lower($$"""{"name": "{{name}}", "assetType": "compute.googleapis.com/UrlMap", "resource": {"data": {"name": "m"} } }""").Type.Should().Be(type);

    [Theory]
    [InlineData("MANAGED", "google_compute_managed_ssl_certificate")]
    [InlineData("SELF_MANAGED", "google_compute_ssl_certificate")]
    public void The_data_tells_managed_certificates_from_others(string kind, string type) =>
        ExportText.Lower($$"""{"name": "//compute.googleapis.com/projects/p/global/sslCertificates/c", "assetType": "compute.googleapis.com/SslCertificate", "resource": {"data": {"name": "c", "type": "{{kind}}"} } }""").Type.Should().Be(type);

    [Fact]
    public void A_bucket_is_read_through_its_paths_and_forms()
    {
        CloudResource bucket = ExportText.Lower(
            """{"name": "//storage.googleapis.com/state", "assetType": "storage.googleapis.com/Bucket", "resource": {"data": {"name": "state", "iamConfiguration": {"publicAccessPrevention": "enforced", "uniformBucketLevelAccess": {"enabled": true}}, "softDeletePolicy": {"retentionDurationSeconds": "604800"}, "lifecycle": {"rule": [{"action": {"type": "Delete"}, "condition": {"isLive": false, "numNewerVersions": 5}}]}}}}""");

        bucket.Type.Should().Be("google_storage_bucket");
        bucket.Get("public_access_prevention").AsString.Should().Be("enforced");
        bucket.Get("uniform_bucket_level_access").Should().Be(Value.True);
        bucket.Get("soft_delete_policy.retention_duration_seconds").Should().Be(Value.Of(604800L));
        bucket.Get("lifecycle_rule[0].condition.with_state").AsString.Should().Be("ARCHIVED");
        bucket.Get("versioning").IsAbsent.Should().BeTrue();
        bucket.Get("force_destroy").IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void Disks_and_metadata_of_an_instance_are_picked_from_their_lists()
    {
        CloudResource instance = ExportText.Lower(
            """{"name": "//compute.googleapis.com/projects/p/zones/z/instances/vm", "assetType": "compute.googleapis.com/Instance", "resource": {"data": {"name": "vm", "disks": [{"deviceName": "data", "type": "PERSISTENT"}, {"boot": true, "deviceName": "root", "type": "PERSISTENT"}], "metadata": {"items": [{"key": "enable-oslogin", "value": "TRUE"}]}}}}""");

        instance.Get("boot_disk.device_name").AsString.Should().Be("root");
        instance.Get("attached_disk[0].device_name").AsString.Should().Be("data");
        instance.Get("metadata").Get("enable-oslogin").AsString.Should().Be("TRUE");
    }

    [Fact]
    public void A_map_of_the_api_is_a_list_of_blocks()
    {
        CloudResource repository = ExportText.Lower(
            """{"name": "//artifactregistry.googleapis.com/projects/p/locations/l/repositories/images", "assetType": "artifactregistry.googleapis.com/Repository", "resource": {"data": {"format": "DOCKER", "cleanupPolicies": {"old": {"id": "old", "action": "DELETE"}}}}}""");

        repository.Get("repository_id").AsString.Should().Be("images");
        repository.Get("cleanup_policies[0].id").AsString.Should().Be("old");
        repository.Get("cleanup_policies[0].action").AsString.Should().Be("DELETE");
    }

    [Fact]
    public void Each_binding_is_a_resource()
    {
        Asset asset = ExportText.Read(
            """{"name": "//secretmanager.googleapis.com/projects/1/secrets/key", "assetType": "secretmanager.googleapis.com/Secret", "iamPolicy": {"bindings": [{"role": "roles/a", "members": ["allUsers"]}, {"role": "roles/b", "members": ["user:x@example.com"], "condition": {"title": "once", "expression": "true"}}, {"role": 1}]}}""").Single().Asset!;

        ImmutableArray<CloudResource> bindings = AssetLowering.Lower(asset);

        bindings.Should().HaveCount(2).And.OnlyContain(binding => binding.Type == "google_secret_manager_secret_iam_binding");
        bindings[0].Get("secret_id").AsString.Should().Be("key");
        bindings[0].Get("project").AsString.Should().Be("1");
        bindings[0].Get("members[0]").AsString.Should().Be("allUsers");
        bindings[1].Get("condition.title").AsString.Should().Be("once");
        bindings[1].Address.Text.Should().Be("//secretmanager.googleapis.com/projects/1/secrets/key#roles/b[once]");
    }

    [Fact]
    public void Policies_of_organization_and_access_are_resources()
    {
        Asset asset = ExportText.Read(
            """{"name": "//cloudresourcemanager.googleapis.com/organizations/1", "assetType": "cloudresourcemanager.googleapis.com/Organization", "orgPolicy": [{"constraint": "constraints/x", "booleanPolicy": {"enforced": true}}], "servicePerimeter": {"name": "accessPolicies/2/servicePerimeters/p", "title": "p", "status": {"restrictedServices": ["storage.googleapis.com"]}}}""").Single().Asset!;

        ImmutableArray<CloudResource> resources = AssetLowering.Lower(asset);

        resources.Select(resource => resource.Type).Should().Equal("google_organization_policy", "google_access_context_manager_service_perimeter");
        resources[0].Get("constraint").AsString.Should().Be("constraints/x");
        resources[0].Get("boolean_policy.enforced").Should().Be(Value.True);
        resources[1].Get("status.restricted_services[0]").AsString.Should().Be("storage.googleapis.com");
    }

    [Fact]
    public void A_type_that_terraform_does_not_know_is_left_out() =>
        AssetLowering.Lower(ExportText.Read("""{"name": "//x/y", "assetType": "x.googleapis.com/Y", "resource": {"data": {"a": 1}}, "iamPolicy": {"bindings": [{"role": "r"}]}}""").Single().Asset!)
            .Should().BeEmpty();

    [Fact]
    public void Values_of_other_types_are_unknown_and_not_wrong()
    {
        CloudResource instance = ExportText.Lower(
            """{"name": "//cloudsql.googleapis.com/projects/p/instances/i", "assetType": "sqladmin.googleapis.com/Instance", "resource": {"data": {"settings": {"tier": {"a": 1}, "storageAutoResize": "perhaps", "databaseFlags": "none", "backupConfiguration": 7}}}}""");

        instance.Get("settings.tier").IsUnknown.Should().BeTrue();
        instance.Get("settings.disk_autoresize").IsUnknown.Should().BeTrue();
        instance.Get("settings.database_flags").IsAbsent.Should().BeTrue();
    }
}
