using GcpLint.Analyzer.Sources.Json;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Yaml;

/// <summary>Every YAML and JSON file of real repositories reads, and every place is true.</summary>
public sealed class YamlCorpusTests
{
    /// <summary>Files that their authors broke: the entries of a sequence are indented by different amounts.</summary>
    private static readonly HashSet<string> Broken =
        ["GoogleCloudPlatform+cloud-builders-community/velero/examples/cloudbuild-velero-version.yaml"];

    [Theory]
    [InlineData("corpus")]
    [InlineData("scenarios")]
    public void Real_YAML_reads_without_diagnostics_and_with_true_places(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        var failures = new List<string>();
        int read = 0;
        foreach (SourceText source in FilesOf(path!, ".yml", ".yaml"))
        {
            YamlStream stream = YamlReader.Read(source);
            read++;

            // Templates of Helm and Jinja are not YAML until they are rendered.
            bool template = source.Content.Contains("{{-", StringComparison.Ordinal) || source.Content.Contains("{{ .", StringComparison.Ordinal) ||
                source.Content.Contains("{%", StringComparison.Ordinal) || source.Content.Contains("{{ ", StringComparison.Ordinal) && !source.Path.Contains(".github", StringComparison.Ordinal);
            if (!template && !Broken.Contains(source.Path))
            {
                failures.AddRange(stream.Diagnostics.Select(diagnostic => $"{diagnostic.Location} {diagnostic.Code} {diagnostic.Detail}"));
            }

            failures.AddRange(stream.Documents.SelectMany(document => FalsePlaces(document.Root)));
        }

        read.Should().BePositive();
        failures.Should().BeEmpty();
    }

    [Theory]
    [InlineData("corpus")]
    [InlineData("scenarios")]
    public void Real_JSON_reads_as_YAML_does(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        var failures = new List<string>();
        foreach (SourceText source in FilesOf(path!, ".json").Where(source => source.Length < 1 << 20))
        {
            JsonFile json = JsonReader.Read(source);
            failures.AddRange(json.Diagnostics.Select(diagnostic => $"{diagnostic.Location} {diagnostic.Code} {diagnostic.Detail}"));
            failures.AddRange(FalsePlaces(json.Root));
            YamlStream yaml = YamlReader.Read(source);
            if (yaml.Diagnostics.IsEmpty && json.Diagnostics.IsEmpty && yaml.Root != json.Root)
            {
                failures.Add($"{source.Path}: differs from its reading as YAML");
            }
        }

        failures.Should().BeEmpty();
    }

    private static IEnumerable<SourceText> FilesOf(string root, params string[] extensions) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceText(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)));

    private static IEnumerable<string> FalsePlaces(Value value)
    {
        SourceLocation location = value.Origin!.Location;
        if (value.TryGetString(out string? text))
        {
            MappedText mapped = ScalarText.Map(value)!;
            string written = location.Source.GetText(location.Span);
            if (mapped.Text != text || (mapped.Segments is [var only] && only.Length != only.SourceLength && text.Length > 2))
            {
                yield return $"{location}: '{written}' could not be mapped to '{text}'";
            }
        }

        foreach (string failure in value.AsList.Items.SelectMany(FalsePlaces)
            .Concat(value.AsMap.Entries.SelectMany(entry => FalsePlaces(entry.Key).Concat(FalsePlaces(entry.Value)))))
        {
            yield return failure;
        }
    }
}
