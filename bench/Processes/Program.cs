using System.Globalization;
using GcpLint.Bench.Processes;

// Whole processes, start-up included, taken in turns so that a noisy machine disturbs all of them alike:
//   dotnet run -c Release --project bench/Processes -- GCP_LINT FOLDER [ROUNDS]
// GCP_LINT is the built program (gcp-lint or gcp-lint.dll), FOLDER a tree with Terraform files.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Processes GCP_LINT FOLDER [ROUNDS]");
    return 2;
}

string program = Path.GetFullPath(args[0]);
string folder = Path.GetFullPath(args[1]);
int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
bool library = program.EndsWith(".dll", StringComparison.Ordinal);
string executable = library ? "dotnet" : program;
string[] prefix = library ? [program] : [];

string scratch = Directory.CreateTempSubdirectory("gcp-lint-bench-").FullName;
try
{
    string terraform = Path.Combine(scratch, "terraform");
    long bytes = CopyTerraform(folder, terraform);
    string single = Directory.CreateDirectory(Path.Combine(scratch, "single")).FullName;
    File.WriteAllText(Path.Combine(single, "Dockerfile"), "FROM alpine:3.22\nUSER 1000\nHEALTHCHECK NONE\nCMD [\"true\"]\n");

    // 3: files that cannot be parsed are listed; the corpus of real repositories has templates among its .tf files.
    var format = new Measurement("terraform fmt -check -recursive, Terraform files", "terraform", ["fmt", "-check", "-recursive", terraform], scratch, [0, 2, 3]);
    var scanTerraform = new Measurement("gcp-lint scan, the same files", executable, [.. prefix, "scan", terraform, "--quiet"], scratch, [0, 1, 3]);
    var scanAll = new Measurement("gcp-lint scan, whole folder", executable, [.. prefix, "scan", folder, "--quiet"], scratch, [0, 1, 3]);
    var start = new Measurement("gcp-lint scan, one Dockerfile", executable, [.. prefix, "scan", single, "--quiet"], scratch, [0, 1]);
    Measurement[] all = [format, scanTerraform, scanAll, start];
    for (int round = 0; round <= rounds; round++)
    {
        foreach (Measurement measurement in all)
        {
            measurement.Run(keep: round > 0);
        }
    }

    Console.WriteLine($"{bytes / 1048576.0:F1} MiB of Terraform, {rounds} rounds, {Environment.ProcessorCount} processors");
    Console.WriteLine();
    Console.WriteLine("| process | median ms | least ms | ratio to terraform fmt | peak MiB |");
    Console.WriteLine("|---|---:|---:|---:|---:|");
    foreach (Measurement measurement in all)
    {
        Console.WriteLine($"| {measurement.Name} | {measurement.Median:F0} | {measurement.Least:F0} | {measurement.Median / format.Median:F2} | {measurement.PeakMegabytes:F0} |");
    }

    return 0;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

static long CopyTerraform(string from, string to)
{
    long bytes = 0;
    foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
    {
        if (Path.GetExtension(file) is ".tf" or ".tfvars")
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target);
            bytes += new FileInfo(file).Length;
        }
    }

    return bytes;
}
