using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Compose;

/// <summary>Where findings about Compose files belong.</summary>
internal static class ComposeReports
{
    /// <summary>Something is missing from a service: at its name.</summary>
    public static void ReportAtService(this RuleContext context, ComposeService service, string message) =>
        context.Report(Place(service.Key, service), service.Location, message);

    /// <summary>Something is wrong with a value of a service.</summary>
    public static void ReportAtValue(this RuleContext context, ComposeService service, Value value, string message) =>
        context.Report(Place(value, service), service.Location, message);

    /// <summary>Names of services that others wait for until they have ended: migrations and the like.</summary>
    public static bool RunsOnce(this ComposeService service, ComposeProject project) =>
        project.Services.SelectMany(other => other.DependsOn).Any(dependency => dependency.Service.AsString == service.Name && dependency.Condition.AsString == "service_completed_successfully")
        || service.Restart.AsString.StartsWith("on-failure", StringComparison.Ordinal)
        || service.Restart.AsString == "no"
        || !service.Profiles.IsEmpty;

    /// <summary>The last part of the image's repository: "postgres"; "" if the image is built or not known.</summary>
    public static string ImageName(this ComposeService service) =>
        service.Image.TryGetString(out string? text) && ImageReference.Parse(text) is { } image ? image.Name : "";

    private static SourceLocation Place(Value value, ComposeService service) => value.Origin?.Location ?? service.Location;
}
