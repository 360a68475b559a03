using System.Text.Json;
using System.Text.Json.Serialization;
using GcpLint.Analyzer.Rules;
using GcpLint.Cli.Reporters;
using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Rules as <c>gcp-lint rules</c> lists them.</summary>
internal static class RuleTable
{
    public static string Json(IEnumerable<RuleMetadata> rules) =>
        JsonSerializer.Serialize(rules.Select(Entry).ToArray(), RuleTableJson.Default.RuleEntryArray);

    public static string Text(IReadOnlyCollection<RuleMetadata> rules)
    {
        int idWidth = rules.Select(rule => rule.Id.Text.Length).DefaultIfEmpty(0).Max();
        IEnumerable<string> lines = rules.Select(rule => $"{rule.Id.Text.PadRight(idWidth)}  {rule.Severity.Word,-8}  {Word(rule.Profile),-7}  {rule.Title}");
        return string.Join('\n', lines);
    }

    public static string Markdown(IEnumerable<RuleMetadata> rules)
    {
        IEnumerable<string> rows = rules.Select(rule =>
            $"| `{rule.Id}` | {rule.Title.Replace("|", "\\|", StringComparison.Ordinal)} | {rule.Severity.Word} | {Word(rule.Profile)} | {string.Join(", ", rule.Equivalents.Select(equivalent => $"`{equivalent}`"))} |");
        return string.Join('\n', rows.Prepend("|---|---|---|---|---|").Prepend("| Rule | Finds | Severity | Profile | Same as |"));
    }

    public static string Word(RuleProfile profile) => profile == RuleProfile.Default ? "default" : "strict";

    public static string Word(RuleConfidence confidence) => confidence switch
    {
        RuleConfidence.High => "high",
        RuleConfidence.Medium => "medium",
        _ => "low",
    };

    public static string Word(RuleEnvironments environments) => environments switch
    {
        RuleEnvironments.Production => "production",
        RuleEnvironments.NonProduction => "non-production",
        _ => "all",
    };

    public static string Word(RuleOptionType type) => type switch
    {
        RuleOptionType.Int => "int",
        RuleOptionType.Bool => "bool",
        RuleOptionType.StringList => "list",
        _ => "string",
    };

    private static RuleEntry Entry(RuleMetadata rule) => new(
        rule.Id.Text,
        SarifName(rule),
        rule.Title,
        rule.Severity.Word,
        Word(rule.Confidence),
        Word(rule.Profile),
        rule.Since,
        rule.IsCode,
        Word(rule.Environments),
        rule.Subjects,
        rule.ResourceTypes,
        rule.Equivalents,
        rule.Controls,
        rule.References,
        [.. rule.Options.Select(option => new RuleOptionEntry(option.Name, Word(option.Type), DefaultOf(option.Default), option.Description))]);

    private static string SarifName(RuleMetadata rule) => Reporters.Sarif.SarifRules.NameOf(rule.Id);

    private static string[] DefaultOf(Value value) => value.Kind == ValueKind.List
        ? [.. value.AsList.Items.Select(item => item.AsString)]
        : [value.Kind == ValueKind.String ? value.AsString : value.ToString()];
}

internal sealed record RuleEntry(
    string Id,
    string Name,
    string Title,
    string Severity,
    string Confidence,
    string Profile,
    string Since,
    bool Code,
    string Environments,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> ResourceTypes,
    IReadOnlyList<string> Equivalents,
    IReadOnlyList<string> Controls,
    IReadOnlyList<string> References,
    IReadOnlyList<RuleOptionEntry> Options);

/// <param name="Name">As it is written in the configuration.</param>
/// <param name="Type">string, int, bool or list.</param>
/// <param name="Default">The elements of a list, or the one value, as text.</param>
/// <param name="Description">One line.</param>
internal sealed record RuleOptionEntry(string Name, string Type, IReadOnlyList<string> Default, string Description);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(RuleEntry[]))]
internal sealed partial class RuleTableJson : JsonSerializerContext;
