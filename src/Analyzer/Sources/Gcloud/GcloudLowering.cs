using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>Tells what a command makes or changes as resources in the vocabulary of the Terraform provider.</summary>
public static class GcloudLowering
{
    /// <summary>The resources of a command of a script; none if it makes none that the catalog knows.</summary>
    public static ImmutableArray<CloudResource> Lower(CommandInvocation invocation) =>
        GcloudCommandLine.Parse(invocation) is { } line ? Lower(line) : [];

    /// <summary>The main resource first, behind it those that come with it: the binding that --allow-unauthenticated makes, the version of a secret.</summary>
    public static ImmutableArray<CloudResource> Lower(GcloudCommandLine line)
    {
        if (line.Facts is not { } facts || line.Path is "builds submit" or "services disable" || MainType(line, facts) is not { } type
            || (type == "google_storage_object_acl" && !line.Flags.Any(flag => flag.Fact?.Type == type)))
        {
            return [];
        }

        var resources = ImmutableArray.CreateBuilder<CloudResource>();
        foreach (Value name in GcloudNames.NamesOf(line))
        {
            resources.Add(LowerOne(line, facts, type, name));
            foreach (string other in facts.Flags.Select(flag => flag.Type).Where(other => other.Length > 0 && other != type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (line.Flags.Any(flag => flag.Fact?.Type == other && !flag.IsOff && IsOwnResource(flag.Fact)))
                {
                    resources.Add(LowerOther(line, type, other, name));
                }
            }
        }

        return resources.DrainToImmutable();
    }

    /// <summary>The type of most of its flags, unless one flag chooses another.</summary>
    private static string? MainType(GcloudCommandLine line, CommandFacts facts)
    {
        string? main = facts.Flags.Where(flag => flag.Type.Length > 0).GroupBy(flag => flag.Type)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        foreach (FlagFact flag in facts.Flags)
        {
            if (ChoosesType(flag))
            {
                Value given = line.Get(flag.Name);
                bool on = given.Kind == ValueKind.Bool ? given.AsBool : flag.Default != "false";
                return FlagValues.Lookup(flag.ValueMap, on ? "true" : "false")?.AsString ?? main;
            }
        }

        return main;
    }

    private static bool ChoosesType(FlagFact flag) => flag.ValueMap.StartsWith("true=google_", StringComparison.Ordinal);

    /// <summary>Flags of the first generation of functions are about the same function, not about another one.</summary>
    private static bool IsOwnResource(FlagFact flag) =>
        !ChoosesType(flag) && flag.Type is not ("google_cloudfunctions_function" or "google_cloudfunctions2_function" or "google_compute_global_address"
            or "google_compute_global_forwarding_rule" or "google_compute_forwarding_rule");

    private static CloudResource LowerOne(GcloudCommandLine line, CommandFacts facts, string type, Value name)
    {
        BlockSchema? schema = ProviderSchema.Current.GetResource(type)?.Body;
        var written = new FlagWriter(new ResourceNode(schema), line);
        var defaults = new ResourceNode(schema);
        written.SetName(GcloudNames.AttributeOf(type), name);
        foreach (GcloudFlag flag in line.Flags)
        {
            if (flag.Fact is { Type.Length: > 0 } fact && (fact.Type == type || !IsOwnResource(fact)))
            {
                written.Write(fact, flag.Value);
            }
        }

        written.WritePositionals(facts, type);
        written.WriteSpecial(type);
        if (!line.IsUpdate)
        {
            new FlagDefaults(defaults, line).Write(facts, type);
        }

        return Resource(line, type, name, written.Root.ToValue(defaults), line.IsUpdate);
    }

    private static CloudResource LowerOther(GcloudCommandLine line, string main, string type, Value name)
    {
        var written = new FlagWriter(new ResourceNode(ProviderSchema.Current.GetResource(type)?.Body), line);
        string reference = GcloudNames.AttributeOf(type);
        written.SetName(type == "google_container_node_pool" ? "cluster" : reference, name);
        foreach (GcloudFlag flag in line.Flags)
        {
            if (flag.Fact is { } fact && fact.Type == type)
            {
                written.Write(fact, flag.Value);
            }
            else if (flag.Fact is { Attribute: "location" or "region" or "zone" } place && place.Type == main)
            {
                written.Write(place, flag.Value);
            }
        }

        return Resource(line, type, name, written.Root.ToValue(null), line.IsUpdate);
    }

    private static CloudResource Resource(GcloudCommandLine line, string type, Value name, Value attributes, bool isUpdate) => new()
    {
        Address = new ResourceAddress($"{type}.{(name.IsAbsent ? "*" : GcloudNames.Text(name))}"),
        Type = type,
        Source = ResourceSource.Command,
        Attributes = attributes,
        Header = line.HeaderLocation,
        Block = line.Location,
        IsUpdate = isUpdate || line.MayHaveMoreFlags,
    };
}
