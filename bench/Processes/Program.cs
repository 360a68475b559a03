using System.Globalization;
using GcpLint.Bench.Processes;

// Whole processes, start-up included, taken in turns so that a noisy machine disturbs all of them alike:
//   dotnet run -c Release --project bench/Processes -- GCP_LINT FOLDER [ROUNDS]
// GCP_LINT is the built program (gcp-lint or gcp-lint.dll), FOLDER a tree with Terraform files.
if (args is ["parse", var tree])
{
    return Inputs.Parse(tree);
}

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Processes GCP_LINT FOLDER [ROUNDS]");
    return 2;
}

string program = Path.GetFullPath(args[0]);
string folder = Path.GetFullPath(args[1]);
int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
bool library = program.EndsWith(".dll", StringComparison.Ordinal);
string scratch = Directory.CreateTempSubdirectory("gcp-lint-bench-").FullName;
try
{
    long bytes = Inputs.CopyTerraform(folder, Path.Combine(scratch, "x1"), 1);
    foreach (int copies in new[] { 2, 4, 8 })
    {
        Inputs.CopyTerraform(folder, Path.Combine(scratch, $"x{copies}"), copies);
    }

    // 3: files that cannot be parsed are listed; the corpus of real repositories has templates among its .tf files.
    Measurement Format(int copies) => new($"terraform fmt -check -recursive, {copies}x", "terraform", ["fmt", "-check", "-recursive", $"x{copies}"], scratch, [0, 2, 3]);
    Measurement Scan(string name, string path, params string[] options) =>
        new($"gcp-lint scan, {name}", library ? "dotnet" : program, [.. library ? [program] : Array.Empty<string>(), "scan", path, "--quiet", .. options], scratch, [0, 1, 3]);

    // The parser by itself, in this program's own process; and everything but the rules.
    Measurement parse = new("parse only, Terraform 2x", Environment.ProcessPath ?? "dotnet", ["parse", "x2"], scratch, [0]);
    Measurement evaluate = Scan("Terraform 2x, no rules", "x2", "--disable", "*");

    Measurement format = Format(2);
    Measurement[] all =
    [
        format, parse, evaluate, Scan("Terraform 2x", "x2"), Scan("Terraform 1x", "x1"), Scan("Terraform 4x", "x4"), Scan("Terraform 8x", "x8"),
        Scan("module for_each 1,000", Inputs.WriteForEach(Path.Combine(scratch, "for_each"), 1000)),
        Scan("module for_each 2,000", Inputs.WriteForEach(Path.Combine(scratch, "for_each2"), 2000)),
        Scan("one Dockerfile", Inputs.WriteDockerfile(Path.Combine(scratch, "single"))),
        Scan("whole folder", folder),
    ];
    for (int round = 0; round <= rounds; round++)
    {
        foreach (Measurement measurement in all)
        {
            measurement.Run(keep: round > 0);
        }
    }

    Console.WriteLine($"1x is {bytes / 1048576.0:F1} MiB of Terraform; {rounds} rounds, {Environment.ProcessorCount} processors");
    Console.WriteLine();
    Console.WriteLine("| process | median ms | least ms | ratio | least processor ms | ratio | peak MiB |");
    Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
    foreach (Measurement measurement in all)
    {
        Console.WriteLine(
            $"| {measurement.Name} | {measurement.Median:F0} | {measurement.Least:F0} | {measurement.Least / format.Least:F2} | "
            + $"{measurement.Processor:F0} | {measurement.Processor / format.Processor:F2} | {measurement.PeakMegabytes:F0} |");
    }

    return 0;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}
