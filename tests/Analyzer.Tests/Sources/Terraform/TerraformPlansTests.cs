using System.Text.Json;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

/// <summary>Compares what is evaluated with what terraform itself says of the same configurations.</summary>
public sealed class TerraformPlansTests
{
    [Fact]
    public void Root_folders_of_the_corpus_are_as_terraform_plans_them()
    {
        string? path = SharedFiles.Find("oracle/terraform-plans.json");
        TerraformInput? input = Repository.Shared("corpus");
        Assert.SkipWhen(path is null || input is null, SharedFiles.Missing("oracle/terraform-plans.json"));
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(path!));
        var tally = new Tally();
        foreach (IGrouping<string, JsonElement> repository in cases.RootElement.EnumerateArray().GroupBy(plan => plan.GetProperty("dir").GetString()!.Split('/')[0]))
        {
            string prefix = repository.Key + "/";
            TerraformInput own = input! with { Files = [.. input.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal) && !file.Path.EndsWith(".auto.tfvars.json", StringComparison.Ordinal))] };
            foreach (JsonElement plan in repository)
            {
                Compare(tally, plan, TerraformInspection.Inspect(own, plan.GetProperty("dir").GetString()!, cancellation: TestContext.Current.CancellationToken), plan.GetProperty("dir").GetString()!);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        tally.Resources.Should().BeGreaterThan(600);
        tally.Wrong.Should().BeEmpty();
        tally.Share.Should().BeGreaterThan(0.98);
    }

    [Fact]
    public void Configurations_with_known_outcome_give_it()
    {
        string? path = SharedFiles.Find("oracle/terraform-expressions.json");
        Assert.SkipWhen(path is null, SharedFiles.Missing("oracle/terraform-expressions.json"));
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(path!));
        var tally = new Tally();
        int refused = 0;
        foreach (JsonElement entry in cases.RootElement.EnumerateArray())
        {
            string name = entry.GetProperty("name").GetString()!;
            SourceText[] files = [.. entry.GetProperty("files").EnumerateObject().Select(file => new SourceText(file.Name, file.Value.GetString()!))];
            var input = new TerraformInput
            {
                Files = [.. files],
                ReadFile = wanted => Array.Find(files, file => file.Path == wanted),
                Paths = [.. files.Select(file => file.Path).Order(StringComparer.Ordinal)],
            };
            TerraformInspection inspection = TerraformInspection.Inspect(input, ".", cancellation: TestContext.Current.CancellationToken);
            if (entry.TryGetProperty("error", out _))
            {
                bool said = inspection.Files.Any(file => file.Diagnostics.Any(diagnostic => diagnostic.IsError));
                bool silent = inspection.Outputs.All(output => !Definite(output.Value));
                refused += said || silent ? 1 : 0;
                tally.Count(said || silent, vaguer: false, $"{name}: accepted");
            }
            else
            {
                Compare(tally, entry, inspection, name);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{tally}; {refused} refused");
        tally.Wrong.Should().BeEmpty();
        tally.Share.Should().BeGreaterThan(0.99);
    }

    private static bool Definite(Value value) => value.IsKnown && value.AsList.Items.All(Definite) && value.AsMap.Entries.All(entry => Definite(entry.Value));

    private static void Compare(Tally tally, JsonElement plan, TerraformInspection inspection, string name)
    {
        foreach (JsonProperty output in plan.GetProperty("outputs").EnumerateObject())
        {
            Value actual = inspection.Outputs.LastOrDefault(entry => entry.Key.AsString == output.Name).Value;
            tally.Compare($"{name} output.{output.Name}", output.Value, actual);
        }

        if (!plan.TryGetProperty("resources", out JsonElement resources))
        {
            return;
        }

        IEnumerable<(string Address, JsonElement Values)> expected = resources.ValueKind == JsonValueKind.Object
            ? resources.EnumerateObject().Select(resource => (resource.Name, resource.Value))
            : resources.EnumerateArray().Select(resource => (resource.GetProperty("address").GetString()!, resource.GetProperty("values")));
        foreach ((string address, JsonElement values) in expected)
        {
            InspectedResource? actual = inspection.Resources.FirstOrDefault(resource => resource.Address == address);
            tally.Resources++;
            if (actual is null)
            {
                tally.Count(false, vaguer: false, $"{name} {address}: missing");
                continue;
            }

            foreach (JsonProperty value in values.EnumerateObject())
            {
                tally.Compare($"{name} {address}.{value.Name}", value.Value, actual.Values.Get(value.Name));
            }
        }
    }

    private sealed class Tally
    {
        private int _same;
        private readonly List<string> _vaguer = [];

        public int Resources { get; set; }

        public double Share => (double)_same / (_same + _vaguer.Count + Wrong.Count);

        public List<string> Wrong { get; } = [];

        public void Count(bool same, bool vaguer, string what)
        {
            if (same)
            {
                _same++;
            }
            else
            {
                (vaguer ? _vaguer : Wrong).Add(what);
            }
        }

        public void Compare(string what, JsonElement expected, Value actual)
        {
            if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("$skip", out _))
            {
                return;
            }

            bool unknown = expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("$unknown", out _);
            if (unknown && actual.IsAbsent)
            {
                // The provider behind the plans calls arguments computed that nobody writes: they are not listed.
                Count(true, vaguer: false, what);
                return;
            }

            if (actual.IsUnknown)
            {
                Count(unknown, vaguer: true, $"{what}: {actual.UnknownReason} ({actual.UnknownReason!.Kind}) instead of {expected}");
                return;
            }

            switch (expected.ValueKind)
            {
                case JsonValueKind.Object when !unknown && actual.Kind == ValueKind.Map:
                    foreach (JsonProperty property in expected.EnumerateObject())
                    {
                        Compare($"{what}.{property.Name}", property.Value, actual.Get(property.Name));
                    }

                    break;
                case JsonValueKind.Array when actual.Kind is ValueKind.List or ValueKind.Set && actual.AsList.Count == expected.GetArrayLength():
                    if (actual.Kind == ValueKind.Set)
                    {
                        Count(expected.EnumerateArray().All(item => actual.AsList.Items.Any(value => Same(item, value))), vaguer: false, $"{what}: {actual} instead of {expected}");
                        break;
                    }

                    for (int i = 0; i < actual.AsList.Count; i++)
                    {
                        Compare($"{what}[{i}]", expected[i], actual.AsList[i]);
                    }

                    break;
                default:
                    Count(!unknown && Same(expected, actual), vaguer: false, $"{what}: {actual} instead of {expected}");
                    break;
            }
        }

        private static bool Same(JsonElement expected, Value actual) => expected.ValueKind switch
        {
            JsonValueKind.String => actual.Kind == ValueKind.String && actual.AsString == expected.GetString(),
            JsonValueKind.True or JsonValueKind.False => actual.Kind == ValueKind.Bool && actual.AsBool == expected.GetBoolean(),
            JsonValueKind.Null => actual.IsNull || actual.IsAbsent,
            JsonValueKind.Number => actual.TryGetNumber(out double number) && Math.Abs(number - expected.GetDouble()) <= Math.Abs(number) * 1e-15,
            JsonValueKind.Object => expected.TryGetProperty("$unknown", out _)
                ? actual.IsUnknown
                : actual.Kind == ValueKind.Map && expected.EnumerateObject().All(property => Same(property.Value, actual.Get(property.Name))),
            JsonValueKind.Array => actual.AsList.Count == expected.GetArrayLength() && expected.EnumerateArray().Zip(actual.AsList.Items).All(pair => Same(pair.First, pair.Second)),
            _ => false,
        };

        public override string ToString() =>
            $"{Resources} resources; {_same} values the same, {_vaguer.Count} vaguer, {Wrong.Count} wrong\nwrong:\n{string.Join('\n', Wrong.Take(200))}\nvaguer:\n{string.Join('\n', _vaguer.Take(200))}";
    }
}
