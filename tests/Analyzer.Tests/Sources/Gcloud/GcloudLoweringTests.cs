using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Gcloud;

public class GcloudLoweringTests
{
    private static ImmutableArray<CloudResource> Lower(string text) =>
        [.. Sources.Shell.ShellTesting.Parse(text).DefaultWalk.Executions.SelectMany(invocation => GcloudLowering.Lower(invocation))];

    [Theory]
    [InlineData("gcloud sql instances create db --database-version=POSTGRES_14", "google_sql_database_instance", "database_version", "\"POSTGRES_14\"")]
    [InlineData("gcloud sql instances create db --no-backup", "google_sql_database_instance", "settings.backup_configuration.enabled", "false")]
    [InlineData("gcloud sql instances create db", "google_sql_database_instance", "settings.backup_configuration.enabled", "true")]
    [InlineData("gcloud sql instances create db", "google_sql_database_instance", "settings.availability_type", "\"ZONAL\"")]
    [InlineData("gcloud sql instances create db", "google_sql_database_instance", "settings.ip_configuration.ipv4_enabled", "true")]
    [InlineData("gcloud sql instances create db", "google_sql_database_instance", "settings.backup_configuration.point_in_time_recovery_enabled", "(absent)")]
    [InlineData("gcloud sql instances create db --no-assign-ip --availability-type=regional --storage-size=10GB", "google_sql_database_instance", "settings.ip_configuration.ipv4_enabled", "false")]
    [InlineData("gcloud sql instances create db --storage-size=10GB", "google_sql_database_instance", "settings.disk_size", "10")]
    [InlineData("gcloud sql instances create db --cpu=2 --memory=4GB", "google_sql_database_instance", "settings.tier", "\"db-custom-2-4096\"")]
    [InlineData("gcloud sql instances create db --database-flags=a=1,b=2", "google_sql_database_instance", "settings.database_flags[1].name", "\"b\"")]
    [InlineData("gcloud sql instances create db --authorized-networks=0.0.0.0/0,10.0.0.0/8", "google_sql_database_instance", "settings.ip_configuration.authorized_networks[0].value", "\"0.0.0.0/0\"")]
    [InlineData("gcloud run deploy api --image=x --memory=1Gi", "google_cloud_run_v2_service", "template.containers[0].resources.limits.memory", "\"1Gi\"")]
    [InlineData("gcloud run deploy api --image=x", "google_cloud_run_v2_service", "template.containers[0].resources.limits.cpu", "\"1\"")]
    [InlineData("gcloud run deploy api --image=x", "google_cloud_run_v2_service", "ingress", "\"INGRESS_TRAFFIC_ALL\"")]
    [InlineData("gcloud run deploy api --image=x", "google_cloud_run_v2_service", "template.scaling.min_instance_count", "0")]
    [InlineData("gcloud run deploy api --timeout=5m", "google_cloud_run_v2_service", "template.timeout", "\"300s\"")]
    [InlineData("gcloud run deploy api --set-env-vars=A=1,B=2", "google_cloud_run_v2_service", "template.containers[0].env[1].value", "\"2\"")]
    [InlineData("gcloud run deploy api --set-secrets=A=s:latest", "google_cloud_run_v2_service", "template.containers[0].env[0].value_source.secret_key_ref.version", "\"latest\"")]
    [InlineData("gcloud run deploy api --set-secrets=/etc/s=s:1", "google_cloud_run_v2_service", "template.volumes[0].secret.secret", "\"s\"")]
    [InlineData("gcloud run deploy api --set-cloudsql-instances=p:r:i", "google_cloud_run_v2_service", "template.volumes[0].cloud_sql_instance.instances[0]", "\"p:r:i\"")]
    [InlineData("gcloud run deploy api --startup-probe=httpGet.path=/h,httpGet.port=80,initialDelaySeconds=5", "google_cloud_run_v2_service", "template.containers[0].startup_probe.initial_delay_seconds", "5")]
    [InlineData("gcloud redis instances create r --tier=standard --enable-auth", "google_redis_instance", "tier", "\"STANDARD_HA\"")]
    [InlineData("gcloud secrets create s --replication-policy=automatic", "google_secret_manager_secret", "secret_id", "\"s\"")]
    [InlineData("gcloud artifacts repositories create r --repository-format=generic --location=l", "google_artifact_registry_repository", "format", "\"GENERIC\"")]
    [InlineData("gcloud storage buckets create gs://b --uniform-bucket-level-access", "google_storage_bucket", "uniform_bucket_level_access", "true")]
    [InlineData("gsutil mb -b on gs://b", "google_storage_bucket", "uniform_bucket_level_access", "true")]
    [InlineData("gsutil versioning set on gs://b", "google_storage_bucket", "versioning.enabled", "true")]
    [InlineData("gsutil iam ch allUsers:objectViewer gs://b", "google_storage_bucket_iam_member", "role", "\"roles/storage.objectViewer\"")]
    [InlineData("gcloud projects add-iam-policy-binding p --role=roles/editor --member=user:a@b --condition=None", "google_project_iam_member", "role", "\"roles/editor\"")]
    [InlineData("gcloud projects add-iam-policy-binding p --role=roles/editor --member=user:a@b --condition=None", "google_project_iam_member", "condition", "(absent)")]
    [InlineData("gcloud builds triggers create github --name=t --branch-pattern=^main$ --repo-name=r", "google_cloudbuild_trigger", "github.push.branch", "\"^main$\"")]
    [InlineData("gcloud compute firewall-rules create f --allow=tcp:22,icmp", "google_compute_firewall", "allow[0].ports[0]", "\"22\"")]
    [InlineData("gcloud compute firewall-rules create f --allow=tcp:22", "google_compute_firewall", "source_ranges[0]", "\"0.0.0.0/0\"")]
    [InlineData("gcloud kms keys create k --rotation-period=90d --keyring=r --location=l", "google_kms_crypto_key", "rotation_period", "\"7776000s\"")]
    [InlineData("gcloud container clusters create c --enable-private-nodes --num-nodes=1", "google_container_cluster", "private_cluster_config.enable_private_nodes", "true")]
    [InlineData("gcloud container clusters create-auto c", "google_container_cluster", "enable_autopilot", "true")]
    [InlineData("gcloud iam workload-identity-pools providers create-oidc p --workload-identity-pool=w --attribute-mapping=google.subject=assertion.sub", "google_iam_workload_identity_pool_provider", "attribute_mapping.google%subject", "\"assertion.sub\"")]
    [InlineData("gcloud iam service-accounts keys create k.json --iam-account=a@b", "google_service_account_key", "service_account_id", "\"a@b\"")]
    [InlineData("gcloud scheduler jobs create http j --schedule='* * * * *' --uri=https://x --http-method=get", "google_cloud_scheduler_job", "http_target.http_method", "\"GET\"")]
    [InlineData("gcloud pubsub topics create t --labels=a=b", "google_pubsub_topic", "labels.a", "\"b\"")]
    [InlineData("gcloud functions deploy f --gen2 --ingress-settings=all", "google_cloudfunctions2_function", "service_config.ingress_settings", "\"ALLOW_ALL\"")]
    [InlineData("gcloud monitoring uptime create u --path=/h --period=5", "google_monitoring_uptime_check_config", "period", "\"300s\"")]
    [InlineData("gcloud compute addresses create a --global --purpose=VPC_PEERING --prefix-length=16", "google_compute_global_address", "prefix_length", "16")]
    [InlineData("gcloud pubsub topics create t --labels=\"a=b,c=$X\"", "google_pubsub_topic", "labels.a", "\"b\"")]
    [InlineData("gcloud secrets create s --topics=a,b", "google_secret_manager_secret", "topics[1].name", "\"b\"")]
    [InlineData("gcloud secrets create s --replication-policy=user-managed --locations=l1,l2", "google_secret_manager_secret", "replication.user_managed.replicas[1].location", "\"l2\"")]
    [InlineData("gcloud compute ssl-policies create s --min-tls-version=1.2", "google_compute_ssl_policy", "min_tls_version", "\"TLS_1_2\"")]
    public void Flags_become_attributes(string command, string type, string path, string expected)
    {
        CloudResource resource = Lower(command).First(lowered => lowered.Type == type);

        Value value = path.Contains('%') ? resource.Get(path[..path.IndexOf('.')]).Get(path[(path.IndexOf('.') + 1)..].Replace('%', '.')) : resource.Get(path);
        value.ToString().Should().Be(expected);
    }

    [Fact]
    public void A_finding_about_a_flag_lies_on_it_and_about_what_is_missing_on_the_command()
    {
        var marked = MarkedSource.Parse("create.sh", """
            [|gcloud sql instances create|] db \
              [|--no-backup|] \
              --tier=db-f1-micro
            """);
        CloudResource resource = GcloudLowering.Lower(ShellScript.Parse(MappedText.Whole(marked.Source)).Commands.Single()).Single();

        resource.Address.Text.Should().Be("google_sql_database_instance.db");
        resource.Locate("settings.backup_configuration.enabled").Span.Should().Be(marked.Spans[1]);
        resource.Locate("settings.backup_configuration.point_in_time_recovery_enabled").Span.Should().Be(marked.Spans[0]);
        resource.Locate("settings.availability_type").Span.Should().Be(marked.Spans[0]);
        resource.Get("settings.availability_type").Origin!.Kind.Should().Be(OriginKind.ProviderDefault);
    }

    [Fact]
    public void An_update_leaves_unknown_what_it_does_not_mention()
    {
        CloudResource resource = Lower("gcloud sql instances patch db --backup-start-time=01:00").Single();

        resource.IsUpdate.Should().BeTrue();
        resource.Get("settings.availability_type").IsUnknown.Should().BeTrue();
        resource.Get("settings.backup_configuration.start_time").AsString.Should().Be("01:00");
    }

    [Fact]
    public void Flags_in_a_variable_leave_the_rest_unknown()
    {
        Lower("gcloud run deploy api $FLAGS")[0].Get("template.service_account").IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void A_switch_may_make_a_resource_of_its_own()
    {
        ImmutableArray<CloudResource> resources = Lower("gcloud run deploy api --region=r --allow-unauthenticated");

        resources.Select(resource => resource.Type).Should().Equal("google_cloud_run_v2_service", "google_cloud_run_v2_service_iam_member");
        resources[1].Get("member").AsString.Should().Be("allUsers");
        resources[1].Get("role").AsString.Should().Be("roles/run.invoker");
        resources[1].Get("name").AsString.Should().Be("api");
        resources[1].Get("location").AsString.Should().Be("r");
        Lower("gcloud run deploy api --no-allow-unauthenticated").Should().HaveCount(1);
    }

    [Fact]
    public void Each_service_that_is_enabled_is_a_resource()
    {
        Lower("gcloud services enable a.googleapis.com \\\n  b.googleapis.com --project=p").Select(resource => resource.Get("service").AsString)
            .Should().Equal("a.googleapis.com", "b.googleapis.com");
    }

    [Fact]
    public void A_loop_makes_a_resource_a_turn_that_leads_to_its_word()
    {
        ImmutableArray<CloudResource> resources = Lower("""
            ROLES=(
              roles/editor
              roles/viewer
            )
            for role in "${ROLES[@]}"; do
              gcloud projects add-iam-policy-binding "$PROJECT" --role="$role" --member=user:a@b
            done
            """);

        resources.Select(resource => resource.Get("role").AsString).Should().Equal("roles/editor", "roles/viewer");
        resources[0].Get("role").Origin!.Trail.Last().Location.Line.Should().Be(2);
        resources[0].Get("project").IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void Entries_of_a_variable_keep_the_place_where_they_are_written()
    {
        CloudResource resource = Lower("""
            vars="A=1"
            vars="$vars,JWT_SECRET=$JWT_SECRET"
            gcloud run deploy api --set-env-vars="$vars"
            """)[0];

        Value secret = resource.Get("template.containers[0].env[1]");
        secret.Get("name").AsString.Should().Be("JWT_SECRET");
        secret.Get("value").IsUnknown.Should().BeTrue();
        secret.Get("name").Origin!.Location.Line.Should().Be(2);
    }

    [Fact]
    public void Other_commands_make_no_resource()
    {
        Lower("gcloud sql instances describe db\ngcloud builds submit --config=x\ngcloud auth login\ngsutil cp a gs://b\nbq ls\ngcloud").Should().BeEmpty();
    }
}
