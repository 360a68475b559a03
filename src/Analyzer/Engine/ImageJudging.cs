using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.Images;

namespace GcpLint.Analyzer.Engine;

/// <summary>Shows images to the rules that say something of them.</summary>
internal static class ImageJudging
{
    /// <summary>What a rule's file lists under <c>subjects</c> if the rule holds for images too.</summary>
    private const string Subject = "image";

    public static bool JudgesImages(SelectedRule rule) => rule.Definition.Metadata.Subjects.Contains(Subject);

    /// <param name="request">Its images.</param>
    /// <param name="rules">The selected rules: those that judge no image are not asked.</param>
    /// <param name="repository">Where the Dockerfiles may be that the images were built from.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static Result Judge(ScanRequest request, ImmutableArray<SelectedRule> rules, RepositoryModel repository, CancellationToken cancellation)
    {
        if (request.Images.IsEmpty)
        {
            return new Result([], [], []);
        }

        ImmutableArray<DockerfileModel> images = [.. request.Images.Select(ImageLowering.Lower)];
        var model = new RepositoryModel { Paths = [], Dockerfiles = images, Texts = [.. images.Select(image => image.Source)] };
        var runner = new RuleRunner(rules, model, request.Today);
        ImmutableArray<CheckSlot> slots = runner.CheckImages(request.Jobs, cancellation);
        var places = new ImagePlaces(repository);
        ImmutableArray<Finding> findings = new FindingMerger(rules, model).Merge(slots.SelectMany(slot => slot.Findings));
        return new Result(
            slots,
            [
                .. findings.Select(finding => images.First(image => ReferenceEquals(image.Source, finding.Location.Source)) is var image
                    ? places.Place(finding with { Resource = image.Image?.FullName }, image)
                    : finding),
            ],
            runner.RuleDiagnostics);
    }

    /// <param name="Slots">What the jobs wrote.</param>
    /// <param name="Findings">At the line of a Dockerfile where one was found, else at the step of the image.</param>
    /// <param name="Diagnostics">What is wrong with the rules.</param>
    public sealed record Result(ImmutableArray<CheckSlot> Slots, ImmutableArray<Finding> Findings, ImmutableArray<GcpLint.Text.Diagnostic> Diagnostics);
}
