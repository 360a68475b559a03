using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Bench.Processes;

/// <summary>The trees that are scanned.</summary>
internal static class Inputs
{
    private const string Caller = """
        module "bucket" {
          source   = "./bucket"
          for_each = toset([for i in concat(range(1000), range(1000, COUNT)) : "bucket-${i}"])
          name     = each.key
          location = "europe-west1"
        }
        """;

    private const string Module = """
        variable "name" { type = string }
        variable "location" { type = string }
        locals {
          labels = { team = "shop", name = var.name }
        }
        resource "google_storage_bucket" "main" {
          name                        = "${var.name}-data"
          location                    = var.location
          uniform_bucket_level_access = true
          labels                      = local.labels
        }
        resource "google_storage_bucket_iam_member" "reader" {
          bucket = google_storage_bucket.main.name
          role   = "roles/storage.objectViewer"
          member = "allUsers"
        }
        output "url" { value = google_storage_bucket.main.url }
        """;

    /// <summary>Copies the Terraform files of a tree, side by side as often as asked for.</summary>
    /// <returns>The bytes of one copy.</returns>
    public static long CopyTerraform(string from, string to, int copies)
    {
        long bytes = 0;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(file) is not (".tf" or ".tfvars"))
            {
                continue;
            }

            bytes += new FileInfo(file).Length;
            for (int copy = 1; copy <= copies; copy++)
            {
                string target = Path.Combine(to, $"copy{copy}", Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
                File.Copy(file, target);
            }
        }

        return bytes;
    }

    /// <summary>A module that is called once for each of many keys.</summary>
    public static string WriteForEach(string folder, int count)
    {
        Directory.CreateDirectory(Path.Combine(folder, "bucket"));
        File.WriteAllText(Path.Combine(folder, "main.tf"), Caller.Replace("COUNT", $"{count}", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "bucket", "main.tf"), Module);
        return folder;
    }

    public static string WriteDockerfile(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM alpine:3.22\nUSER 1000\nHEALTHCHECK NONE\nCMD [\"true\"]\n");
        return folder;
    }

    /// <summary>Parses every Terraform file of a tree, on all processors; 0, or 1 if there is none.</summary>
    public static int Parse(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tfvars", StringComparison.Ordinal))];
        Parallel.ForEach(files, path => HclParser.ParseFile(new SourceText(path, File.ReadAllText(path))));
        return files.Length > 0 ? 0 : 1;
    }
}
