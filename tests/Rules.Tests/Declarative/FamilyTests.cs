namespace GcpLint.Tests.Declarative;

public sealed class FamilyTests
{
    [Fact]
    public void One_rule_serves_both_versions_of_cloud_run()
    {
        OwnRule.Run("""
            resources: [cloud_run_service]
            assert:
              - that: resource.template.scaling.max_instance_count != null && resource.template.scaling.max_instance_count <= 10
                at: template.scaling.max_instance_count
                message: "`{resource.address}` may have {resource.template.scaling.max_instance_count} instances."
              - that: resource.ingress != 'INGRESS_TRAFFIC_ALL'
                at: ingress
                message: "`{resource.address}` is reached from everywhere."
              - that: resource.template.containers.all(c, c.env.all(v, v.name != 'PASSWORD' || v.value_source.secret_key_ref.secret != null))
                at: template.containers
                message: "`{resource.address}` has a password."
            examples:
              fail:
                - name: the second version
                  file: main.tf
                  source: |
                    resource "google_cloud_run_v2_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                      [|ingress = "INGRESS_TRAFFIC_ALL"|]
                      template {
                        scaling {
                          [|max_instance_count = 100|]
                        }
                        [|containers {|]
                          image = "a"
                          env {
                            name  = "PASSWORD"
                            value = "x"
                          }
                        }
                      }
                    }
                - name: the first version
                  file: main.tf
                  source: |
                    resource "google_cloud_run_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                      metadata {
                        annotations = {
                          [|"run.googleapis.com/ingress" = "all"|]
                        }
                      }
                      template {
                        metadata {
                          annotations = {
                            [|"autoscaling.knative.dev/maxScale" = "100"|]
                          }
                        }
                        spec {
                          [|containers {|]
                            image = "a"
                            env {
                              name  = "PASSWORD"
                              value = "x"
                            }
                          }
                        }
                      }
                    }
                - name: the first version says nothing of scaling
                  file: main.tf
                  source: |
                    resource "google_cloud_run_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                      [|template {|]
                        spec {
                          containers {
                            image = "a"
                          }
                        }
                      }
                    }
              pass:
                - name: the first version with limits
                  file: main.tf
                  source: |
                    resource "google_cloud_run_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                      metadata {
                        annotations = {
                          "run.googleapis.com/ingress" = "internal"
                        }
                      }
                      template {
                        metadata {
                          annotations = {
                            "autoscaling.knative.dev/maxScale" = "5"
                          }
                        }
                        spec {
                          containers {
                            image = "a"
                            env {
                              name = "PASSWORD"
                              value_from {
                                secret_key_ref {
                                  name = "password"
                                  key  = "latest"
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                - name: nobody knows the annotations
                  file: main.tf
                  source: |
                    variable "annotations" {
                      type = map(string)
                    }
                    resource "google_cloud_run_service" "api" {
                      name     = "api"
                      location = "europe-west1"
                      template {
                        metadata {
                          annotations = var.annotations
                        }
                      }
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void One_rule_serves_both_generations_of_functions()
    {
        OwnRule.Run("""
            resources: [cloud_function]
            assert:
              - that: resource.service_config.ingress_settings != 'ALLOW_ALL'
                at: service_config.ingress_settings
                message: "`{resource.address}` is reached from everywhere."
            examples:
              fail:
                - name: both generations
                  file: main.tf
                  source: |
                    resource "google_cloudfunctions_function" "a" {
                      name             = "a"
                      runtime          = "nodejs22"
                      [|ingress_settings = "ALLOW_ALL"|]
                    }
                    resource "google_cloudfunctions2_function" "b" {
                      name     = "b"
                      location = "europe-west1"
                      service_config {
                        [|ingress_settings = "ALLOW_ALL"|]
                      }
                    }
              pass:
                - name: internal ones
                  file: main.tf
                  source: |
                    resource "google_cloudfunctions_function" "a" {
                      name             = "a"
                      runtime          = "nodejs22"
                      ingress_settings = "ALLOW_INTERNAL_ONLY"
                    }
            """).Should().BeEmpty();
    }

    [Fact]
    public void Global_and_regional_forms_and_jobs_are_one_family_each()
    {
        OwnRule.Mistakes("""
            resources: [backend_service, cloud_run_workload]
            assert:
              - that: resource.enable_cdn || resource.template.containers.all(c, c.imge != '')
                message: Wrong.
            """).Should().ContainSingle().Which.Should().EndWith("has no field 'imge' Did you mean 'image'?");
    }

    [Fact]
    public void A_job_has_its_containers_where_a_service_has_them()
    {
        OwnRule.Run("""
            resources: [cloud_run_workload]
            for: resource.template.containers
            assert:
              - that: item.image.contains('@sha256:')
                at: image
                message: "`{item.image}` can change."
            examples:
              fail:
                - name: a job
                  file: main.tf
                  source: |
                    resource "google_cloud_run_v2_job" "a" {
                      name     = "a"
                      location = "europe-west1"
                      template {
                        template {
                          containers {
                            [|image = "a:latest"|]
                          }
                        }
                      }
                    }
              pass:
                - name: a job of a digest
                  file: main.tf
                  source: |
                    resource "google_cloud_run_v2_job" "a" {
                      name     = "a"
                      location = "europe-west1"
                      template {
                        template {
                          containers {
                            image = "a@sha256:0000000000000000000000000000000000000000000000000000000000000000"
                          }
                        }
                      }
                    }
            """).Should().BeEmpty();
    }
}
