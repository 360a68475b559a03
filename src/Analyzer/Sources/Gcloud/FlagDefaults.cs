using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>What a command does if a flag is not given, as far as the catalog says it as a value and not in words.</summary>
internal sealed class FlagDefaults
{
    private readonly ResourceNode _root;
    private readonly GcloudCommandLine _line;

    public FlagDefaults(ResourceNode root, GcloudCommandLine line)
    {
        _root = root;
        _line = line;
    }

    public void Write(CommandFacts facts, string type)
    {
        foreach (FlagFact fact in facts.Flags)
        {
            if (fact.Type == type && fact.Attribute.Length > 0 && fact.Default.Length > 0)
            {
                Write(fact);
            }
        }

        if (type == "google_compute_firewall" && !_line.Has("--source-ranges") && !_line.Has("--source-tags")
            && !_line.Has("--source-service-accounts") && _line.Get("--direction").AsString is "" or "INGRESS" or "IN")
        {
            _root.Set("source_ranges", Value.Of(new ValueList([Value.Of("0.0.0.0/0")])).WithOrigin(Origin("--source-ranges")));
        }
    }

    private void Write(FlagFact fact)
    {
        string[] path = fact.Attribute.Split('.');
        if (fact.Default.Contains(' ') || SchemaAt(path) is not { IsBlock: false } schema)
        {
            return;
        }

        string name = path[^1];
        Value value = FlagValues.Map(fact, Value.Of(fact.Default), schema);
        bool isLimit = name == "limits" && schema.Kind == AttributeKind.Map;
        if (isLimit)
        {
            ResourceNode resources = _root.Descend(path.AsSpan(0, path.Length - 1), "", "");
            resources.Set(name, FlagWriter.WithEntry(resources.Get(name), fact.Name[2..], Value.Of(fact.Default), Origin(fact.Name)));
        }
        else if (Fits(fact, value, schema))
        {
            _root.Descend(path.AsSpan(0, path.Length - 1), "", "").Set(name, value.WithOrigin(Origin(fact.Name)));
        }
    }

    /// <summary>Whether the default is a value of the attribute: "none", "chosen" and the like are not.</summary>
    private static bool Fits(FlagFact fact, Value value, AttributeSchema schema) => schema.Kind switch
    {
        AttributeKind.Bool => value.Kind == ValueKind.Bool,
        AttributeKind.Number => value.IsNumber,
        AttributeKind.String => value.Kind == ValueKind.String
            && (FlagValues.Lookup(fact.ValueMap, fact.Default) is not null
                || schema.AllowedValues.Contains(value.AsString)
                || schema.DocumentedValues.Contains(value.AsString)
                || char.IsAsciiDigit(value.AsString[0])),
        _ => false,
    };

    private AttributeSchema? SchemaAt(string[] path)
    {
        AttributeSchema? found = _root.SchemaOf(path[0]);
        for (int i = 1; i < path.Length && found is not null; i++)
        {
            found = found.Block?.Get(path[i]);
        }

        return found;
    }

    private Origin Origin(string flag) => new(OriginKind.ProviderDefault, $"{_line.Path} {flag}", _line.HeaderLocation);
}
