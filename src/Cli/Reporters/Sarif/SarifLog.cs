using System.Text.Json.Serialization;

namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>
/// The part of SARIF 2.1.0 that is written here, with the names of the specification (OASIS, "Static Analysis Results
/// Interchange Format"); what is null is left out of the file.
/// </summary>
internal sealed record SarifLog(
    [property: JsonPropertyName("$schema")] string Schema,
    string Version,
    IReadOnlyList<SarifRun> Runs);

internal sealed record SarifRun(
    SarifTool Tool,
    IReadOnlyList<SarifInvocation> Invocations,
    IReadOnlyDictionary<string, SarifArtifactLocation> OriginalUriBaseIds,
    SarifAutomationDetails AutomationDetails,
    string ColumnKind,
    IReadOnlyList<SarifResult> Results,
    SarifRunProperties Properties);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(
    string Name,
    string FullName,
    string Version,
    string SemanticVersion,
    string InformationUri,
    IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(
    string Id,
    string Name,
    SarifText ShortDescription,
    SarifText FullDescription,
    SarifRuleConfiguration DefaultConfiguration,
    string? HelpUri,
    SarifText Help,
    SarifRuleProperties Properties);

internal sealed record SarifRuleConfiguration(string Level);

internal sealed record SarifRuleProperties(
    string Precision,
    [property: JsonPropertyName("problem.severity")] string ProblemSeverity,
    [property: JsonPropertyName("security-severity")] string? SecuritySeverity,
    IReadOnlyList<string> Tags);

internal sealed record SarifText(string Text, string? Markdown = null);

internal sealed record SarifAutomationDetails(string Id);

internal sealed record SarifInvocation(
    bool ExecutionSuccessful,
    int ExitCode,
    IReadOnlyList<SarifNotification>? ToolExecutionNotifications);

internal sealed record SarifNotification(
    SarifDescriptorReference Descriptor,
    string Level,
    SarifText Message,
    IReadOnlyList<SarifLocation>? Locations);

/// <summary>
/// Names a kind of notification. It is not described in the driver: GitHub's rules want full rule texts of whatever is
/// described there.
/// </summary>
internal sealed record SarifDescriptorReference(string Id);

internal sealed record SarifResult(
    string RuleId,
    int RuleIndex,
    string Level,
    SarifText Message,
    IReadOnlyList<SarifLocation> Locations,
    IReadOnlyList<SarifLocation>? RelatedLocations,
    IReadOnlyDictionary<string, string> PartialFingerprints,
    IReadOnlyList<SarifSuppression>? Suppressions,
    SarifResultProperties Properties);

internal sealed record SarifResultProperties(
    string Severity,
    IReadOnlyList<string>? Environments);

internal sealed record SarifLocation(
    int? Id,
    SarifPhysicalLocation PhysicalLocation,
    IReadOnlyList<SarifLogicalLocation>? LogicalLocations = null,
    SarifText? Message = null);

internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion? Region);

/// <summary>Either a place relative to a base, or (in <c>originalUriBaseIds</c>) the description of a base.</summary>
internal sealed record SarifArtifactLocation(string? Uri, string? UriBaseId, SarifText? Description = null);

internal sealed record SarifRegion(int StartLine, int StartColumn, int EndLine, int EndColumn);

internal sealed record SarifLogicalLocation(string FullyQualifiedName, string Kind);

internal sealed record SarifSuppression(
    string Kind,
    string Status,
    string? Justification,
    SarifLocation? Location,
    SarifSuppressionProperties? Properties);

internal sealed record SarifSuppressionProperties(string Until);

/// <summary>What was looked at: a log without results tells an unread repository from a clean one.</summary>
internal sealed record SarifRunProperties(string Coverage);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJson : JsonSerializerContext;
