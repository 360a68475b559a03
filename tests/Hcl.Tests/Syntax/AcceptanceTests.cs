using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GcpLint.Hcl.Syntax;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Syntax;

/// <summary>A text is accepted exactly where <c>terraform fmt</c> accepts it.</summary>
public sealed partial class AcceptanceTests(ITestOutputHelper output)
{
    private const string Corpus = "corpus";
    private const int Seed = 20_261_120;
    private const int Mutants = 2_000;

    /// <summary>A longer file says no more, and the mutant is mostly like the file.</summary>
    private const int MaxMutantLength = 16 * 1024;

    [Fact]
    public void Files_of_the_corpus_are_accepted_where_terraform_accepts_them()
    {
        Compare([.. ReadCorpus().Select(File.ReadAllBytes)], "files");
    }

    [Fact]
    public void Mutants_of_the_corpus_are_accepted_where_terraform_accepts_them()
    {
        string[] texts = [.. ReadCorpus().Select(File.ReadAllText).Where(text => text.Length is > 0 and <= MaxMutantLength)];
        int seed = int.TryParse(Environment.GetEnvironmentVariable("GCP_LINT_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int chosen) ? chosen : Seed;
        var mutations = new FileMutations(seed);
        var random = new Random(seed);
        Compare([.. Enumerable.Range(0, Mutants).Select(_ => mutations.Mutate(texts[random.Next(texts.Length)]))], $"mutants of seed {seed}");
    }

    private static string[] ReadCorpus()
    {
        string? corpus = SharedFiles.Find(Corpus);
        Assert.SkipWhen(corpus is null, SharedFiles.Missing(Corpus));
        return
        [
            .. Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".tf" or ".tfvars")
                .Order(StringComparer.Ordinal),
        ];
    }

    private void Compare(byte[][] texts, string what)
    {
        HashSet<int>? refused = RefusedByTerraform(texts);
        Assert.SkipWhen(refused is null, "needs terraform on the PATH");
        int[] different = [.. Enumerable.Range(0, texts.Length).Where(i => Parse(texts[i]).HasErrors != refused.Contains(i))];
        output.WriteLine($"{texts.Length - different.Length} of {texts.Length} {what} are judged as terraform judges them; it refuses {refused.Count}");
        foreach (int i in different)
        {
            string said = string.Join("; ", Parse(texts[i]).Diagnostics.Select(diagnostic => $"{diagnostic.Location} {diagnostic.Detail}"));
            output.WriteLine($"{i}: terraform {(refused.Contains(i) ? "refuses" : "accepts")}, but: {said}");
        }

        different.Should().BeEmpty();
    }

    private static HclFile Parse(byte[] text) => HclParser.ParseFile(
        new SourceText("main.tf", Encoding.UTF8.GetString(text is [0xEF, 0xBB, 0xBF, ..] ? text.AsSpan(3) : text)) { IsUtf8 = Utf8Shape.IsValid(text) });

    /// <summary>The numbers of the texts that terraform refuses, by one process for all; null where there is no terraform.</summary>
    private static HashSet<int>? RefusedByTerraform(byte[][] texts)
    {
        string folder = Directory.CreateTempSubdirectory("gcp-lint-acceptance-").FullName;
        try
        {
            for (int i = 0; i < texts.Length; i++)
            {
                File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"m{i}.tf")), texts[i]);
            }

            var start = new ProcessStartInfo("terraform", ["fmt", "-no-color", "-check", "-list=false", "."])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process? process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            Task<string> errors = process.StandardError.ReadToEndAsync();
            string said = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            return [.. Place().Matches(said).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"^[\s│]*on m(\d+)\.tf line ", RegexOptions.Multiline)]
    private static partial Regex Place();
}
