using System.Text.Json.Serialization;

namespace GcpLint.Cli.Reporters.Json;

/// <summary>The report for programs; docs/json-report.md documents each field and what may change.</summary>
internal sealed record JsonReport(
    int SchemaVersion,
    JsonTool Tool,
    int ExitCode,
    JsonSummary Summary,
    IReadOnlyList<JsonFinding> Findings,
    IReadOnlyList<JsonDiagnostic> Diagnostics,
    JsonCoverage Coverage,
    IReadOnlyList<JsonRuleRun> Rules);

internal sealed record JsonTool(string Name, string Version);

internal sealed record JsonSummary(int Total, int Critical, int High, int Medium, int Low, int Info, int Suppressed);

internal sealed record JsonFinding(
    string Rule,
    string Title,
    string Severity,
    string Message,
    JsonPlace Place,
    string? Resource,
    IReadOnlyList<string> OtherResources,
    IReadOnlyList<string> Environments,
    IReadOnlyList<JsonRelated> Related,
    string Fingerprint,
    JsonSuppression? Suppression);

internal sealed record JsonPlace(string Path, int Line, int Column, int EndLine, int EndColumn);

internal sealed record JsonRelated(string Message, JsonPlace Place);

internal sealed record JsonSuppression(bool InSource, string Reason, JsonPlace? Place, string? Until);

internal sealed record JsonDiagnostic(string Code, string Severity, string Summary, string Detail, JsonPlace Place);

internal sealed record JsonCoverage(
    int FilesRead,
    int FilesWithErrors,
    int FilesNotConcerned,
    IReadOnlyList<JsonSkipped> Skipped,
    IReadOnlyList<JsonKind> Kinds,
    int ResourcesJudged,
    int RulesRun,
    int ChecksRun,
    int ChecksNotAssessed,
    IReadOnlyList<JsonNotAssessed> NotAssessed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonLive? Live = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ImagesRead = null);

internal sealed record JsonLive(int Assets, int Projects, IReadOnlyList<string> Unread, int UnreadChecks, bool Partial);

internal sealed record JsonSkipped(string Path, string Reason, string Detail);

internal sealed record JsonKind(string Kind, int Files);

internal sealed record JsonNotAssessed(string Kind, string Reason, int Checks, IReadOnlyList<string> Rules, JsonPlace FirstPlace);

internal sealed record JsonRuleRun(
    string Id,
    string Severity,
    int Subjects,
    int Findings,
    int NotAssessed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Verdict = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Reasons = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(JsonReport))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
