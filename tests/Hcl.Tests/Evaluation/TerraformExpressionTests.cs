using System.Text.Json;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Evaluation;

/// <summary>What Terraform 1.11.4 makes of expressions. Modules, resources and JSON belong to the Terraform loader.</summary>
public sealed class TerraformExpressionTests(ITestOutputHelper output)
{
    private const string Oracle = "oracle/terraform-expressions.json";

    /// <summary>Groups that need more than variables, locals and outputs.</summary>
    private static readonly string[] LoaderGroups =
        ["dynamic", "modules", "resources", "meta", "json", "override", "gcp", "factory", "pattern", "err-config", "unknown/resource-values"];

    [Fact]
    public void Every_case_has_the_value_or_the_error_of_terraform()
    {
        string? path = SharedFiles.Find(Oracle);
        Assert.SkipWhen(path is null, SharedFiles.Missing(Oracle));
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var failures = new List<string>();
        int count = 0;
        foreach (JsonElement @case in document.RootElement.EnumerateArray())
        {
            string name = @case.GetProperty("name").GetString()!;
            if (LoaderGroups.Any(group => name.StartsWith(group, StringComparison.Ordinal)))
            {
                continue;
            }

            count++;
            if (Check(@case) is { } failure)
            {
                failures.Add($"{name}: {failure}");
            }
        }

        output.WriteLine($"{count - failures.Count} of {count} cases agree with Terraform");
        failures.ForEach(output.WriteLine);
        failures.Should().BeEmpty();
    }

    private static string? Check(JsonElement @case)
    {
        var module = new SmallModule(@case.GetProperty("files").EnumerateObject()
            .Select(file => new SourceText(file.Name, file.Value.GetString()!)));
        if (@case.TryGetProperty("error", out JsonElement error))
        {
            return CheckError(@case, module, error.GetString()!);
        }

        foreach (JsonProperty expected in @case.GetProperty("outputs").EnumerateObject())
        {
            EvaluationResult result = module.EvaluateOutput(expected.Name);
            if (!ValueJson.Matches(result.Value, expected.Value))
            {
                return $"{expected.Name} = {result.Value} {string.Join("; ", result.Diagnostics.Select(d => d.Detail))} instead of {expected.Value.GetRawText()}";
            }

            // Of null the oracle does not tell the type.
            if (@case.GetProperty("types").TryGetProperty(expected.Name, out JsonElement type)
                && !type.GetRawText().Contains("dynamic", StringComparison.Ordinal)
                && ValueJson.Describe(result.Value.GetHclType()) is string actual
                && actual != JsonSerializer.Serialize(type))
            {
                return $"{expected.Name} is of type {actual} instead of {JsonSerializer.Serialize(type)}";
            }
        }

        return null;
    }

    private static string? CheckError(JsonElement @case, SmallModule module, string error)
    {
        if (@case.GetProperty("name").GetString()!.StartsWith("err-syntax/", StringComparison.Ordinal))
        {
            int line = @case.GetProperty("error_at")[1].GetInt32();
            return module.Diagnostics.Any(diagnostic => diagnostic.Location.Line == line)
                ? null
                : $"no error on line {line} ({error}): {string.Join("; ", module.Diagnostics)}";
        }

        string? definite = module.Outputs.Keys.FirstOrDefault(output => module.EvaluateOutput(output) is { HasErrors: false, Value.IsUnknown: false });
        return module.Diagnostics.Count > 0 || definite is null
            ? null
            : $"{definite} = {module.EvaluateOutput(definite).Value} instead of the error {error}";
    }
}
