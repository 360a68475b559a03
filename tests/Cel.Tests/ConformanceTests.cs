using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GcpLint.Cel;
using GcpLint.Cel.Runtime;
using GcpLint.Testing;
using GcpLint.Values;

namespace GcpLint.Tests;

/// <summary>The official suite of google/cel-spec (tests/simple/testdata), from a file beside the repository.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const string File = "oracle/cel-conformance.json";

    /// <summary>Cases outside of this implementation, as "suite/section/name". None is.</summary>
    private static readonly ImmutableHashSet<string> Outside = [];

    [Fact]
    public void The_official_suite_passes()
    {
        string? path = SharedFiles.Find(File);
        Assert.SkipWhen(path is null, SharedFiles.Missing(File));
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        int passed = 0;
        int total = 0;
        var failures = new List<string>();
        foreach (JsonElement test in document.RootElement.GetProperty("tests").EnumerateArray())
        {
            total++;
            string name = $"{test.GetProperty("suite")}/{test.GetProperty("section")}/{test.GetProperty("name")}";
            if (Outside.Contains(name))
            {
                continue;
            }

            string? failure = Run(test);
            if (failure is null)
            {
                passed++;
            }
            else
            {
                failures.Add($"{name}: {test.GetProperty("expr")} {failure}");
            }
        }

        output.WriteLine($"CEL conformance: {passed} of {total}; outside: {(Outside.IsEmpty ? "none" : string.Join(", ", Outside))}");
        failures.Should().BeEmpty();
        passed.Should().Be(total - Outside.Count);
    }

    private static string? Run(JsonElement test)
    {
        CelEnvironment environment = CelEnvironment.Standard
            .WithContainer(test.TryGetProperty("container", out JsonElement container) ? container.GetString() ?? "" : "")
            .WithChecking(!test.TryGetProperty("disable_check", out _));
        var values = new List<Value>();
        if (test.TryGetProperty("bindings", out JsonElement bindings))
        {
            foreach (JsonProperty binding in bindings.EnumerateObject())
            {
                environment = environment.WithVariable(binding.Name, CelType.Dyn);
                values.Add(Decode(binding.Value));
            }
        }

        CelCompilation compilation = CelCompiler.Compile(test.GetProperty("expr").GetString() ?? "", environment);
        bool expectsError = test.TryGetProperty("error", out _);
        if (compilation.Program is null)
        {
            return expectsError ? null : $"does not compile: {string.Join("; ", compilation.Diagnostics)}";
        }

        Value actual = compilation.Program.Evaluate(values.ToArray());
        if (expectsError)
        {
            return CelError.From(actual) is null ? $"gives {actual} instead of an error" : null;
        }

        Value expected = Decode(test.GetProperty("value"));
        return Same(actual, expected) ? null : $"gives {actual} instead of {expected}";
    }

    private static bool Same(Value actual, Value expected)
    {
        if (actual.Kind != expected.Kind)
        {
            return false;
        }

        return actual.Kind switch
        {
            ValueKind.Double => actual.AsDouble.Equals(expected.AsDouble) || actual.AsDouble == expected.AsDouble,
            ValueKind.List => actual.AsList.Count == expected.AsList.Count && actual.AsList.Zip(expected.AsList).All(pair => Same(pair.First, pair.Second)),
            ValueKind.Map => actual.AsMap.Count == expected.AsMap.Count
                && expected.AsMap.All(entry => actual.AsMap.ContainsKey(entry.Key) && Same(actual.AsMap.Get(entry.Key), entry.Value)),
            _ => actual.Equals(expected),
        };
    }

    private static Value Decode(JsonElement value)
    {
        JsonProperty property = value.EnumerateObject().Single();
        JsonElement content = property.Value;
        return property.Name switch
        {
            "null" => Value.Null,
            "bool" => Value.Of(content.GetBoolean()),
            "int" => Value.Of(long.Parse(content.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => Value.OfUInt(ulong.Parse(content.GetString()!, CultureInfo.InvariantCulture)),
            "double" => Value.Of(Double(content.GetString()!)),
            "string" => Value.Of(content.GetString()!),
            "bytes" => Value.Of(ImmutableArray.Create(content.GetBytesFromBase64())),
            "list" => Value.Of(new ValueList([.. content.EnumerateArray().Select(Decode)])),
            "map" => Value.Of(new ValueMap([.. content.EnumerateArray().Select(entry => new ValueEntry(Decode(entry[0]), Decode(entry[1])))])),
            "type" => Value.OfOther(new CelTypeValue(content.GetString()!)),
            _ => throw new InvalidDataException($"A value of the unknown kind {property.Name}."),
        };
    }

    private static double Double(string text) => text switch
    {
        "inf" or "Infinity" or "+Inf" => double.PositiveInfinity,
        "-inf" or "-Infinity" or "-Inf" => double.NegativeInfinity,
        "nan" or "NaN" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
