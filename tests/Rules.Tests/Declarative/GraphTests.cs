namespace GcpLint.Tests.Declarative;

public sealed class GraphTests
{
    [Fact]
    public void A_rule_sees_what_refers_to_its_resource_and_keeps_still_where_more_may()
    {
        OwnRule.Run("""
            resources: [google_compute_network]
            assert:
              - that: resource.referrers('google_compute_firewall').exists(f, f.direction == 'EGRESS')
                message: "`{resource.address}` has no rule for what leaves it."
            examples:
              fail:
                - name: there is a rule for what enters
                  file: main.tf
                  source: |
                    resource [|"google_compute_network" "main"|] {
                      name = "main"
                    }
                    resource "google_compute_firewall" "in" {
                      name    = "in"
                      network = google_compute_network.main.id
                    }
              pass:
                - name: there is a rule for what leaves
                  file: main.tf
                  source: |
                    resource "google_compute_network" "main" {
                      name = "main"
                    }
                    resource "google_compute_firewall" "out" {
                      name      = "out"
                      network   = google_compute_network.main.id
                      direction = "EGRESS"
                    }
                - name: a module from elsewhere may have it
                  file: main.tf
                  source: |
                    resource "google_compute_network" "main" {
                      name = "main"
                    }
                    module "rules" {
                      source  = "terraform-google-modules/network/google"
                      network = google_compute_network.main.id
                    }
                - name: how many there are is not known
                  file: main.tf
                  source: |
                    variable "strict" {
                      type = bool
                    }
                    resource "google_compute_network" "main" {
                      name = "main"
                    }
                    resource "google_compute_firewall" "out" {
                      count     = var.strict ? 1 : 0
                      name      = "out"
                      network   = google_compute_network.main.id
                      direction = "EGRESS"
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void A_rule_sees_what_its_resource_refers_to()
    {
        OwnRule.Run("""
            resources: [google_compute_subnetwork]
            assert:
              - that: resource.references('google_compute_network').all(n, !n.auto_create_subnetworks)
                at: network
                message: "`{resource.address}` lies in a network that makes its subnetworks itself."
            examples:
              fail:
                - name: the network makes them by default
                  file: main.tf
                  source: |
                    resource "google_compute_network" "main" {
                      name = "main"
                    }
                    resource "google_compute_subnetwork" "a" {
                      name          = "a"
                      ip_cidr_range = "10.0.0.0/24"
                      [|network = google_compute_network.main.id|]
                    }
              pass:
                - name: the network has only these
                  file: main.tf
                  source: |
                    resource "google_compute_network" "main" {
                      name                    = "main"
                      auto_create_subnetworks = false
                    }
                    resource "google_compute_subnetwork" "a" {
                      name          = "a"
                      ip_cidr_range = "10.0.0.0/24"
                      network       = google_compute_network.main.id
                    }
                - name: the network is somebody else's
                  file: main.tf
                  source: |
                    data "google_compute_network" "main" {
                      name = "main"
                    }
                    resource "google_compute_subnetwork" "a" {
                      name          = "a"
                      ip_cidr_range = "10.0.0.0/24"
                      network       = data.google_compute_network.main.id
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void A_rule_sees_the_grants_on_its_resource_whoever_says_them()
    {
        OwnRule.Run("""
            resources: [google_storage_bucket]
            when: resource.labels.confidential == 'true'
            assert:
              - that: resource.grants().all(g, g.member != 'allUsers')
                message: "`{resource.address}` is confidential and public."
            examples:
              fail:
                - name: a binding that refers to it
                  file: main.tf
                  source: |
                    resource [|"google_storage_bucket" "a"|] {
                      name     = "a"
                      location = "EU"
                      labels   = { confidential = "true" }
                    }
                    resource "google_storage_bucket_iam_binding" "a" {
                      bucket  = google_storage_bucket.a.name
                      role    = "roles/storage.objectViewer"
                      members = ["group:a@example.com", "allUsers"]
                    }
                - name: a member that names it
                  file: main.tf
                  source: |
                    resource [|"google_storage_bucket" "a"|] {
                      name     = "a"
                      location = "EU"
                      labels   = { confidential = "true" }
                    }
                    resource "google_storage_bucket_iam_member" "a" {
                      bucket = "a"
                      role   = "roles/storage.objectViewer"
                      member = "allUsers"
                    }
              pass:
                - name: the public bucket is another one
                  file: main.tf
                  source: |
                    resource "google_storage_bucket" "a" {
                      name     = "a"
                      location = "EU"
                      labels   = { confidential = "true" }
                    }
                    resource "google_storage_bucket" "b" {
                      name     = "b"
                      location = "EU"
                    }
                    resource "google_storage_bucket_iam_member" "b" {
                      bucket = google_storage_bucket.b.name
                      role   = "roles/storage.objectViewer"
                      member = "allUsers"
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void A_rule_about_grants_sees_members_bindings_and_policies_alike()
    {
        OwnRule.Run("""
            subject: grant
            when: grant.scope == 'project' && !grant.is_authoritative || grant.target_type == 'google_storage_bucket'
            assert:
              - that: grant.role != 'roles/owner' || grant.condition != null
                at: role
                message: "`{resource.address}` makes `{grant.member}` an owner for ever."
            examples:
              fail:
                - name: on a project and on a bucket
                  file: main.tf
                  source: |
                    resource "google_project_iam_member" "a" {
                      project = "p"
                      [|role = "roles/owner"|]
                      member  = "user:a@example.com"
                    }
                    data "google_iam_policy" "b" {
                      binding {
                        [|role = "roles/owner"|]
                        members = ["user:a@example.com"]
                      }
                    }
                    resource "google_storage_bucket_iam_policy" "b" {
                      bucket      = "b"
                      policy_data = data.google_iam_policy.b.policy_data
                    }
                - name: a command
                  file: setup.sh
                  source: |
                    #!/bin/bash
                    [|gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/owner|]
              pass:
                - name: with an end
                  file: main.tf
                  source: |
                    resource "google_project_iam_member" "a" {
                      project = "p"
                      role    = "roles/owner"
                      member  = "user:a@example.com"
                      condition {
                        title      = "until summer"
                        expression = "request.time < timestamp('2026-06-01T00:00:00Z')"
                      }
                    }
                - name: an authoritative one
                  file: main.tf
                  source: |
                    resource "google_project_iam_binding" "a" {
                      project = "p"
                      role    = "roles/owner"
                      members = ["user:a@example.com"]
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void A_rule_about_a_deployment_finds_what_it_lacks_and_walks_along_its_resources()
    {
        OwnRule.Run("""
            subject: deployment
            when: deployment.kind == 'terraform' && deploys('google_cloud_run_v2_service')
            for: resources('google_cloud_run_v2_service', 'google_sql_database_instance')
            assert:
              - that: deploys('google_monitoring_alert_policy')
                at: name
                message: "Nobody watches `{item.address}` in {deployment.path}."
            examples:
              fail:
                - name: nobody watches either
                  file: main.tf
                  source: |
                    resource "google_cloud_run_v2_service" "api" {
                      [|name = "api"|]
                      location = "europe-west1"
                    }
                    resource "google_sql_database_instance" "main" {
                      [|name = "main"|]
                    }
              pass:
                - name: somebody watches
                  file: main.tf
                  source: |
                    resource "google_cloud_run_v2_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                    }
                    resource "google_monitoring_alert_policy" "errors" {
                      display_name = "errors"
                    }
                - name: a module may do so
                  file: main.tf
                  source: |
                    resource "google_cloud_run_v2_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                    }
                    module "alerts" {
                      source = "git::https://example.com/alerts.git"
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void Calls_are_typed_by_the_types_that_they_name()
    {
        OwnRule.Mistakes("""
            resources: [google_compute_subnetwork]
            assert:
              - that: resources('google_compute_netwrk').size() > 0
                message: "{resource.references('google_compute_network').map(n, n.nam)}"
              - that: resource.grants().all(g, g.rol != '') && resources('google_compute_network', 'google_compute_firewall')[0].prioriti > 1
                message: Wrong.
            """).Should().Equal(
                "There is no resource type 'google_compute_netwrk' Did you mean 'google_compute_network'?",
                "google_compute_network has no field 'nam' Did you mean 'name'?",
                "grant has no field 'rol' Did you mean 'role'?",
                "google_compute_network or google_compute_firewall has no field 'prioriti' Did you mean 'priority'?");
    }

    [Fact]
    public void A_name_that_the_subject_has_not_is_an_error()
    {
        OwnRule.Mistakes("""
            subject: repository
            environments: production
            resources: [google_storage_bucket]
            assert:
              - that: resource.name == '' && deployment.path == '' && environment.is_production && item == 1
                message: Wrong.
            """).Select(mistake => mistake.Split(' ')[^1] + mistake[..5]).Should().HaveCount(6);
    }
}
