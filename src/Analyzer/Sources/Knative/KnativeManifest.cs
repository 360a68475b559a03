using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>
/// A file with services (<c>serving.knative.dev/v1</c>) or jobs (<c>run.googleapis.com/v1</c>) of Cloud Run, as
/// <c>gcloud run services replace</c> takes it, lowered to <c>google_cloud_run_v2_service</c> and
/// <c>google_cloud_run_v2_job</c>.
/// </summary>
public sealed class KnativeManifest
{
    private KnativeManifest(YamlStream file, ImmutableArray<CloudResource> resources)
    {
        File = file;
        Resources = resources;
    }

    public YamlStream File { get; }

    public SourceText Source => File.Source;

    /// <summary>In the order of the file; its other documents are left out.</summary>
    public ImmutableArray<CloudResource> Resources { get; }

    public ImmutableArray<Diagnostic> Diagnostics => File.Diagnostics;

    /// <summary>Whether a document is one of these.</summary>
    public static bool Matches(Value root) => TypeOf(root) is not null;

    public static KnativeManifest Read(SourceText source) => Read(YamlReader.Read(source));

    public static KnativeManifest Read(YamlStream file) =>
        new(file, [.. file.Documents.Select(document => Lower(document.Root, file.Source)).OfType<CloudResource>()]);

    public override string ToString() => Source.Path;

    private static string? TypeOf(Value root) => (root.Get("apiVersion").AsString, root.Get("kind").AsString) switch
    {
        ("serving.knative.dev/v1", "Service") => RunServiceLowering.ResourceType,
        ("run.googleapis.com/v1", "Job") => RunJobLowering.ResourceType,
        _ => null,
    };

    private static CloudResource? Lower(Value root, SourceText source)
    {
        if (TypeOf(root) is not { } type)
        {
            return null;
        }

        Value name = root.GetPath("metadata.name");
        Value resolved = TemplatePlaceholders.MarkUnknown(root);
        return new CloudResource
        {
            Address = new ResourceAddress($"{type}.{ScalarText.Of(name)}"),
            Type = type,
            Source = ResourceSource.Yaml,
            Attributes = type == RunServiceLowering.ResourceType ? RunServiceLowering.Lower(resolved) : RunJobLowering.Lower(resolved),
            Header = name.IsSet ? name.LocationIn(source) : root.Get("kind").LocationIn(source),
            Block = root.LocationIn(source),
        };
    }
}
