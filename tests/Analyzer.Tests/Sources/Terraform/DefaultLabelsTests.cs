using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

/// <summary>Labels that the google provider adds to all resources.</summary>
public sealed class DefaultLabelsTests
{
    private const string Provider = "provider \"google\" {\n  default_labels = {\n    team = \"core\"\n    tier = \"x\"\n  }\n}\n";

    [Fact]
    public void A_resource_without_labels_has_those_of_its_provider()
    {
        CloudResource bucket = Repository.Deploy(Provider + "resource \"google_storage_bucket\" \"b\" {\n  name = \"b\"\n}\n").Resources[0];
        bucket.Get("labels.team").Should().Be(Value.Of("core"));
        bucket.Get("labels.team").Origin!.Location.Line.Should().Be(3);
        bucket.Get("effective_labels.tier").Should().Be(Value.Of("x"));
        bucket.Locate("labels").Text().Should().StartWith("resource");
        bucket.Attributes.AsMap.Entries.Select(entry => entry.Key.AsString).Should().Equal("name");
    }

    [Fact]
    public void Its_own_labels_are_stronger_and_stay_as_they_are_written()
    {
        CloudResource bucket = Repository.Deploy(
            Provider + "resource \"google_storage_bucket\" \"b\" {\n  labels = {\n    tier = \"own\"\n    app = \"a\"\n  }\n}\n").Resources[0];
        bucket.Get("labels").AsMap.Entries.Select(entry => entry.Key.AsString).Should().Equal("tier", "app");
        bucket.Get("labels.tier").Should().Be(Value.Of("own"));
        bucket.Get("labels.team").Should().Be(Value.Of("core"));
        bucket.Get("effective_labels").AsMap.Entries.Select(entry => $"{entry.Key.AsString}={entry.Value.AsString}").Should().Equal("tier=own", "app=a", "team=core");
    }

    [Fact]
    public void Labels_that_are_not_known_are_not_absent()
    {
        CloudResource bucket = Repository.Deploy(
            "variable \"l\" {}\nprovider \"google\" {\n  default_labels = var.l\n}\nresource \"google_storage_bucket\" \"b\" {}\n").Resources[0];
        bucket.Get("labels").IsUnknown.Should().BeTrue();
        bucket.Get("effective_labels").IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void What_has_no_labels_gets_none()
    {
        Deployment deployment = Repository.Deploy(Provider + "resource \"google_storage_bucket_object\" \"o\" {}\nresource \"acme_thing\" \"t\" {}\n");
        deployment.Resources.Select(resource => resource.Get("effective_labels")).Should().AllSatisfy(labels => labels.IsAbsent.Should().BeTrue());
    }

    [Theory]
    [InlineData("", "default")]
    [InlineData("provider = google", "default")]
    [InlineData("provider = google.eu", "eu")]
    [InlineData("provider = \"google.eu\"", "eu")]
    [InlineData("provider = google-beta", "beta")]
    [InlineData("provider = google.other", "")]
    public void The_provider_is_the_one_that_the_resource_names(string argument, string expected)
    {
        CloudResource bucket = Repository.Deploy(
            $$"""
            provider "google" {
              default_labels = { from = "default" }
            }
            provider "google" {
              alias          = "eu"
              default_labels = { from = "eu" }
            }
            provider "google-beta" {
              default_labels = { from = "beta" }
            }
            resource "google_storage_bucket" "b" {
              {{argument}}
            }
            """).Resources[0];
        bucket.Get("labels.from").AsString.Should().Be(expected);
    }

    [Theory]
    [InlineData("", "", "default")]
    [InlineData("providers = { google = google.eu }", "", "eu")]
    [InlineData("providers = { google.here = google.eu }", "provider = google.here", "eu")]
    [InlineData("providers = { google.here = google }", "provider = google.here", "default")]
    [InlineData("", "provider = google.eu", "")]
    public void Modules_have_the_providers_that_their_callers_hand_to_them(string handed, string argument, string expected)
    {
        CloudResource bucket = Repository.Load(
            ("main.tf", $"provider \"google\" {{\n  default_labels = {{ from = \"default\" }}\n}}\nprovider \"google\" {{\n  alias = \"eu\"\n  default_labels = {{ from = \"eu\" }}\n}}\nmodule \"outer\" {{\n  source = \"./outer\"\n  {handed}\n}}\n"),
            ("outer/main.tf", $"module \"inner\" {{\n  source = \"../inner\"\n  {handed.Replace("google.eu", "google", StringComparison.Ordinal).Replace("google.here = google", "google.here = google.here", StringComparison.Ordinal)}\n}}\n"),
            ("inner/main.tf", $"resource \"google_storage_bucket\" \"b\" {{\n  {argument}\n}}\n")).Deployments.Single().Resources[0];
        bucket.Get("labels.from").AsString.Should().Be(expected);
    }
}
