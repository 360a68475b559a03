using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Knative;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Knative;

public sealed class KnativeManifestTests
{
    private const string Service = """
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: api
          namespace: '1234567'
          labels:
            cloud.googleapis.com/location: europe-west1
            team: shop
          annotations:
            run.googleapis.com/ingress: internal-and-cloud-load-balancing
            run.googleapis.com/launch-stage: BETA
            run.googleapis.com/binary-authorization: default
            run.googleapis.com/minScale: '2'
            run.googleapis.com/custom-audiences: '["https://a.example"]'
            owner: me
        spec:
          template:
            metadata:
              name: api-v1
              annotations:
                autoscaling.knative.dev/minScale: '1'
                autoscaling.knative.dev/maxScale: '10'
                run.googleapis.com/cpu-throttling: 'false'
                run.googleapis.com/startup-cpu-boost: 'true'
                run.googleapis.com/cloudsql-instances: p:r:one, p:r:two
                run.googleapis.com/vpc-access-egress: private-ranges-only
                run.googleapis.com/network-interfaces: '[{"network":"default","subnetwork":"s","tags":["t"]}]'
                run.googleapis.com/execution-environment: gen2
                run.googleapis.com/secrets: other:projects/9/secrets/theirs
                run.googleapis.com/container-dependencies: '{"app":["proxy"]}'
                run.googleapis.com/sessionAffinity: 'true'
            spec:
              containerConcurrency: 80
              timeoutSeconds: 300
              serviceAccountName: api@p.iam.gserviceaccount.com
              containers:
                - name: app
                  image: europe-docker.pkg.dev/p/r/api:${TAG}
                  ports: [{name: h2c, containerPort: 8080}]
                  env:
                    - {name: A, value: '1'}
                    - name: B
                      valueFrom: {secretKeyRef: {name: other, key: latest}}
                  resources: {limits: {cpu: 1, memory: 512Mi}}
                  livenessProbe: {httpGet: {path: /health, port: 8080}, periodSeconds: 5}
                  volumeMounts: [{name: sec, mountPath: /secrets}]
                - {name: proxy, image: envoy}
              volumes:
                - name: sec
                  secret: {secretName: key, items: [{key: '1', path: k}]}
                - {name: tmp, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
                - name: bucket
                  csi: {driver: gcsfuse.run.googleapis.com, readOnly: true, volumeAttributes: {bucketName: b}}
          traffic:
            - {percent: 100, latestRevision: true}
        """;

    private static readonly CloudResource Api = KnativeManifest.Read(new SourceText("service.yaml", Service)).Resources.Single();

    [Theory]
    [InlineData("name", "\"api\"")]
    [InlineData("project", "\"1234567\"")]
    [InlineData("location", "\"europe-west1\"")]
    [InlineData("labels", "{\"team\": \"shop\"}")]
    [InlineData("annotations", "{\"owner\": \"me\"}")]
    [InlineData("ingress", "\"INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER\"")]
    [InlineData("launch_stage", "\"BETA\"")]
    [InlineData("binary_authorization.use_default", "true")]
    [InlineData("scaling.min_instance_count", "2")]
    [InlineData("custom_audiences[0]", "\"https://a.example\"")]
    [InlineData("template.revision", "\"api-v1\"")]
    [InlineData("template.scaling.max_instance_count", "10")]
    [InlineData("template.containers[0].resources.cpu_idle", "false")]
    [InlineData("template.containers[1].resources.startup_cpu_boost", "true")]
    [InlineData("template.containers[0].resources.limits", "{\"cpu\": \"1\", \"memory\": \"512Mi\"}")]
    [InlineData("template.vpc_access.egress", "\"PRIVATE_RANGES_ONLY\"")]
    [InlineData("template.vpc_access.network_interfaces[0].tags", "[\"t\"]")]
    [InlineData("template.execution_environment", "\"EXECUTION_ENVIRONMENT_GEN2\"")]
    [InlineData("template.session_affinity", "true")]
    [InlineData("template.max_instance_request_concurrency", "80")]
    [InlineData("template.timeout", "\"300s\"")]
    [InlineData("template.service_account", "\"api@p.iam.gserviceaccount.com\"")]
    [InlineData("template.containers[0].ports.container_port", "8080")]
    [InlineData("template.containers[0].env[0].value", "\"1\"")]
    [InlineData("template.containers[0].env[1].value_source.secret_key_ref.secret", "\"projects/9/secrets/theirs\"")]
    [InlineData("template.containers[0].env[1].value_source.secret_key_ref.version", "\"latest\"")]
    [InlineData("template.containers[0].liveness_probe.http_get.path", "\"/health\"")]
    [InlineData("template.containers[0].volume_mounts[1].mount_path", "\"/cloudsql\"")]
    [InlineData("template.containers[0].depends_on", "[\"proxy\"]")]
    [InlineData("template.containers[1].image", "\"envoy\"")]
    [InlineData("template.volumes[0].secret.items[0].version", "\"1\"")]
    [InlineData("template.volumes[1].empty_dir.medium", "\"MEMORY\"")]
    [InlineData("template.volumes[2].gcs.bucket", "\"b\"")]
    [InlineData("template.volumes[3].cloud_sql_instance.instances", "[\"p:r:one\", \"p:r:two\"]")]
    [InlineData("traffic[0].type", "\"TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST\"")]
    public void A_service_speaks_the_vocabulary_of_Terraform(string path, string expected) => Api.Get(path).ToString().Should().Be(expected);

    [Fact]
    public void Every_attribute_is_one_that_the_provider_has()
    {
        CloudResource job = KnativeManifest.Read(new SourceText("job.yaml", Job)).Resources.Single();

        foreach (CloudResource resource in new[] { Api, job })
        {
            ResourceSchema schema = ProviderSchema.Current.GetResource(resource.Type)!;
            PathsOf(resource.Attributes, "").Where(path => schema.Find(path) is null).Should().BeEmpty();
        }

        IEnumerable<string> PathsOf(Value value, string prefix) => value.Kind switch
        {
            ValueKind.List => value.AsList.Items.SelectMany(item => PathsOf(item, prefix)),
            ValueKind.Map when !prefix.EndsWith("labels", StringComparison.Ordinal) && !prefix.EndsWith("annotations", StringComparison.Ordinal) &&
                !prefix.EndsWith("limits", StringComparison.Ordinal) =>
                value.AsMap.Entries.SelectMany(entry => PathsOf(entry.Value, prefix.Length == 0 ? entry.Key.AsString : $"{prefix}.{entry.Key.AsString}")),
            _ => [prefix],
        };
    }

    [Theory]
    [InlineData("template.scaling.min_instance_count", "'1'")]
    [InlineData("template.volumes[3].cloud_sql_instance.instances[1]", "p:r:two")]
    [InlineData("template.vpc_access.network_interfaces[0].subnetwork", "\"s\"")]
    [InlineData("template.containers[0].resources", "{limits: {cpu: 1, memory: 512Mi}}")]
    [InlineData("template.containers[1].liveness_probe", "{name: proxy, image: envoy}")]
    public void A_finding_points_at_what_was_written(string path, string written)
    {
        SourceLocation place = Api.Locate(path);

        place.Source.GetText(place.Span).Should().Be(written);
    }

    [Fact]
    public void What_is_filled_in_later_is_unknown()
    {
        Api.Get("template.containers[0].image").UnknownReason!.Kind.Should().Be(UnknownKind.EnvironmentVariable);
        Api.Get("deletion_protection").IsUnknown.Should().BeTrue();
        Api.Attributes.AsMap.ContainsKey("deletion_protection").Should().BeFalse();
    }

    [Fact]
    public void An_object_has_its_address_and_place()
    {
        Api.Address.Text.Should().Be("google_cloud_run_v2_service.api");
        Api.Source.Should().Be(ResourceSource.Yaml);
        Api.Header.Line.Should().Be(4);
        Api.Block.Line.Should().Be(1);
    }

    private const string Job = """
        apiVersion: run.googleapis.com/v1
        kind: Job
        metadata: {name: migrate}
        spec:
          template:
            metadata: {annotations: {run.googleapis.com/vpc-access-connector: c}}
            spec:
              taskCount: 3
              parallelism: 1
              template:
                spec:
                  maxRetries: 0
                  timeoutSeconds: '600'
                  serviceAccountName: s
                  containers: [{image: a, command: [migrate]}]
        """;

    [Theory]
    [InlineData("name", "\"migrate\"")]
    [InlineData("template.task_count", "3")]
    [InlineData("template.template.max_retries", "0")]
    [InlineData("template.template.timeout", "\"600s\"")]
    [InlineData("template.template.containers[0].command", "[\"migrate\"]")]
    [InlineData("template.template.vpc_access.connector", "\"c\"")]
    public void A_job_speaks_the_vocabulary_of_Terraform(string path, string expected)
    {
        CloudResource job = KnativeManifest.Read(new SourceText("job.yaml", Job)).Resources.Single();

        job.Type.Should().Be("google_cloud_run_v2_job");
        job.Get(path).ToString().Should().Be(expected);
    }

    [Fact]
    public void Other_documents_are_left_out()
    {
        KnativeManifest manifest = KnativeManifest.Read(new SourceText("all.yaml",
            "apiVersion: v1\nkind: ConfigMap\n---\n" + Job + "\n---\n" + Service + "\n"));

        manifest.Resources.Select(resource => resource.Address.Text).Should().Equal("google_cloud_run_v2_job.migrate", "google_cloud_run_v2_service.api");
        KnativeManifest.Matches(manifest.File.Root).Should().BeFalse();
    }

    [Theory]
    [InlineData("spec: 5")]
    [InlineData("metadata: [x]\nspec: {template: [a], traffic: {a: b}}")]
    [InlineData("metadata: {name: [x], labels: y, annotations: {run.googleapis.com/network-interfaces: '{', run.googleapis.com/ingress: [a], run.googleapis.com/custom-audiences: 5}}")]
    [InlineData("spec: {template: {metadata: {annotations: {run.googleapis.com/secrets: [x], run.googleapis.com/cloudsql-instances: ', ,'}}, spec: {containers: [1, {ports: x, env: {a: b}, resources: 5, livenessProbe: [x]}], volumes: [~, {emptyDir: , secret: x, csi: y}]}}}")]
    public void Objects_of_another_shape_are_read_all_the_same(string body)
    {
        KnativeManifest manifest = KnativeManifest.Read(new SourceText("x.yaml", "apiVersion: serving.knative.dev/v1\nkind: Service\n" + body));

        manifest.Resources.Should().ContainSingle().Which.Attributes.Kind.Should().Be(ValueKind.Map);
    }
}
