using System.Text.Json;
using GcpLint.Testing;

namespace GcpLint.Tests.Commands;

/// <summary>The JSON of <c>inspect</c> against what terraform 1.11.4 says of the same files, through the command itself.</summary>
public sealed class InspectAgreementTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_of_an_expression_is_printed_as_terraform_has_it()
    {
        string? path = SharedFiles.Find("oracle/terraform-expressions.json");
        Assert.SkipWhen(path is null, SharedFiles.Missing("oracle/terraform-expressions.json"));
        using var cases = JsonDocument.Parse(File.ReadAllBytes(path));
        var values = new PlainValues();
        var failed = new HashSet<string>();
        int count = 0;
        foreach (JsonElement entry in cases.RootElement.EnumerateArray())
        {
            count++;
            int before = values.Wrong.Count + values.Vaguer.Count;
            using var terminal = new FakeTerminal();
            foreach (JsonProperty file in entry.GetProperty("files").EnumerateObject())
            {
                terminal.With(file.Name, file.Value.GetString()!);
            }

            using JsonDocument printed = Inspect(terminal, ".");
            Check(values, entry, printed.RootElement);
            if (values.Wrong.Count + values.Vaguer.Count > before)
            {
                failed.Add(entry.GetProperty("name").GetString()!);
            }
        }

        output.WriteLine($"{count - failed.Count} of {count} cases agree; {values}");
        values.Wrong.Should().BeEmpty();
        values.Vaguer.Should().OnlyContain(what => what.Contains("depends on the folder of the run"), "only the machine knows where terraform ran");
    }

    [Fact]
    public void Root_folders_of_the_corpus_are_printed_as_terraform_plans_them()
    {
        string? path = SharedFiles.Find("oracle/terraform-plans.json");
        string? corpus = SharedFiles.Find("corpus");
        Assert.SkipWhen(path is null || corpus is null, SharedFiles.Missing("oracle/terraform-plans.json"));
        using var plans = JsonDocument.Parse(File.ReadAllBytes(path));
        var values = new PlainValues();
        int resources = 0;
        foreach (IGrouping<string, JsonElement> repository in plans.RootElement.EnumerateArray().GroupBy(plan => plan.GetProperty("dir").GetString()!.Split('/')[0]))
        {
            using var copy = new FakeTerminal();
            CopyRepository(corpus, repository.Key, copy.Path(repository.Key));
            foreach (JsonElement plan in repository)
            {
                string folder = plan.GetProperty("dir").GetString()!;
                using var terminal = new FakeTerminal();
                using JsonDocument printed = Inspect(terminal, copy.Path(folder));
                resources += CompareResources(values, folder, plan.GetProperty("resources"), printed.RootElement);
                CompareOutputs(values, folder, plan, printed.RootElement);
            }
        }

        output.WriteLine($"{plans.RootElement.GetArrayLength()} roots, {resources} resources: {values}");
        values.Wrong.Should().BeEmpty();
        ((double)values.Vaguer.Count / (values.Same + values.Vaguer.Count)).Should().BeLessThan(0.02);
    }

    private static JsonDocument Inspect(FakeTerminal terminal, string folder)
    {
        terminal.Run("inspect", folder, "--format", "json");
        terminal.Error.Should().BeEmpty(folder);
        return JsonDocument.Parse(terminal.Out);
    }

    // Variables without a default are unknown there, also where a file of variables would set them.
    private static void CopyRepository(string corpus, string repository, string target)
    {
        string source = Path.Combine(corpus, repository);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (string file in Directory.EnumerateFiles(source, "*", options).Where(file => !file.EndsWith(".auto.tfvars.json", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Check(PlainValues values, JsonElement entry, JsonElement printed)
    {
        string name = entry.GetProperty("name").GetString()!;
        JsonElement[] errors = [.. printed.GetProperty("files").EnumerateArray().Where(file => file.GetProperty("errors").GetArrayLength() > 0)];
        if (entry.TryGetProperty("error", out JsonElement error))
        {
            CheckRefusal(values, entry, name, error.GetString()!, errors, printed);
            return;
        }

        if (errors.Length > 0)
        {
            values.Fail($"{name}: {errors[0].GetRawText()}");
            return;
        }

        CompareOutputs(values, name, entry, printed);
        if (entry.TryGetProperty("resources", out JsonElement resources))
        {
            CompareResources(values, name, resources, printed);
        }
    }

    private static void CheckRefusal(PlainValues values, JsonElement entry, string name, string error, JsonElement[] errors, JsonElement printed)
    {
        bool isSyntax = name.StartsWith("err-syntax/", StringComparison.Ordinal);
        bool isSilent = printed.GetProperty("outputs").EnumerateObject().All(value => !PlainValues.IsDefinite(value.Value));
        if (errors.Length == 0 && (isSyntax || !isSilent))
        {
            values.Fail($"{name}: accepted instead of '{error}'");
            return;
        }

        if (isSyntax && entry.TryGetProperty("error_at", out JsonElement place)
            && !errors.Any(file => file.GetProperty("path").GetString() == place[0].GetString()
                && file.GetProperty("errors").EnumerateArray().Any(one => one.GetProperty("line").GetInt32() == place[1].GetInt32())))
        {
            values.Fail($"{name}: not at {place.GetRawText()} but {string.Join(' ', errors.Select(file => file.GetRawText()))}");
            return;
        }

        values.Agree();
    }

    private static void CompareOutputs(PlainValues values, string name, JsonElement expected, JsonElement printed)
    {
        JsonElement outputs = printed.GetProperty("outputs");
        foreach (JsonProperty output in expected.GetProperty("outputs").EnumerateObject())
        {
            JsonElement? type = expected.TryGetProperty("types", out JsonElement types) && types.TryGetProperty(output.Name, out JsonElement own) ? own : null;
            values.Compare($"{name} output.{output.Name}", output.Value, outputs.TryGetProperty(output.Name, out JsonElement value) ? value : null, type);
        }
    }

    private static int CompareResources(PlainValues values, string name, JsonElement expected, JsonElement printed)
    {
        var actual = printed.GetProperty("resources").EnumerateArray()
            .Where(resource => !resource.TryGetProperty("mode", out _))
            .ToDictionary(resource => resource.GetProperty("address").GetString()!, resource => resource.GetProperty("values"));
        (string Address, JsonElement Values)[] wanted = expected.ValueKind == JsonValueKind.Object
            ? [.. expected.EnumerateObject().Select(resource => (resource.Name, resource.Value))]
            : [.. expected.EnumerateArray().Where(resource => !resource.TryGetProperty("mode", out JsonElement mode) || mode.GetString() != "data")
                .Select(resource => (resource.GetProperty("address").GetString()!, resource.GetProperty("values")))];
        foreach ((string address, JsonElement own) in wanted)
        {
            if (actual.TryGetValue(address, out JsonElement found))
            {
                values.Compare($"{name} {address}", own, found);
            }
            else
            {
                values.Fail($"{name} {address}: missing");
            }
        }

        foreach (string more in actual.Keys.Except(wanted.Select(resource => resource.Address)).Where(address => !address.StartsWith("data.", StringComparison.Ordinal)))
        {
            values.Fail($"{name} {more}: terraform has no such resource");
        }

        return wanted.Length;
    }
}
