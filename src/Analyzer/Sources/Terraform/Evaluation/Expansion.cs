using System.Collections.Immutable;
using System.Text;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>How a resource or module call is repeated.</summary>
internal enum ExpansionKind : byte
{
    /// <summary>Neither <c>count</c> nor <c>for_each</c>.</summary>
    Single,
    Count,
    ForEach,

    /// <summary>Repeated, but nobody knows how often: one instance stands for all of them.</summary>
    Unknown,
}

/// <summary>Which instance of a resource or module call.</summary>
/// <param name="Kind">How it is repeated.</param>
/// <param name="Key"><c>count.index</c> or <c>each.key</c>.</param>
/// <param name="Element"><c>each.value</c>.</param>
internal readonly record struct InstanceKey(ExpansionKind Kind, Value Key, Value Element)
{
    public static readonly InstanceKey Single = new(ExpansionKind.Single, default, default);

    /// <summary>As it stands behind an address: <c>[0]</c>, <c>["a"]</c> or nothing.</summary>
    public string Suffix => Kind switch
    {
        ExpansionKind.Count => $"[{Key.AsInt}]",
        ExpansionKind.ForEach => $"[{Quote(Key.AsString)}]",
        _ => "",
    };

    internal static string Quote(string key)
    {
        var text = new StringBuilder("\"");
        for (int i = 0; i < key.Length; i++)
        {
            char unit = key[i];
            text.Append(unit switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '"' => "\\\"",
                '\\' => "\\\\",
                '$' or '%' when i + 1 < key.Length && key[i + 1] == '{' => $"{unit}{unit}",
                _ => unit.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}

/// <summary>The instances of a resource or module call.</summary>
/// <param name="Kind">How it is repeated.</param>
/// <param name="Keys">One for each instance, in Terraform's order.</param>
/// <param name="Reason">Why nobody knows them; null unless the kind says so.</param>
internal sealed record Expansion(ExpansionKind Kind, ImmutableArray<InstanceKey> Keys, Unknown? Reason)
{
    private static readonly Expansion s_single = new(ExpansionKind.Single, [InstanceKey.Single], null);

    public static Expansion Of(TerraformBody body, Scope scope)
    {
        if (body.GetAttribute("count") is { } count)
        {
            return OfCount(count, scope);
        }

        return body.GetAttribute("for_each") is { } each ? OfForEach(each, scope) : s_single;
    }

    /// <summary>A step of a trail by the name of the argument that repeats.</summary>
    public static Origin? Named(Origin? origin, string name) => origin is null ? null : origin with { Name = name };

    /// <summary>A key or element of a collection, with the way of the collection as its own.</summary>
    public static Value TakenFrom(Value collection, Value part) => part.WithOrigin(Origin.Within(part.Origin, collection.Origin));

    private static Expansion OfCount(HclAttribute attribute, Scope scope)
    {
        Value value = scope.Evaluate(attribute);
        if (value.Kind == ValueKind.String && long.TryParse(value.AsString, out long parsed))
        {
            value = Value.Of(parsed);
        }

        if (value.IsUnknown)
        {
            return OfUnknown(value.UnknownReason);
        }

        if (value.Kind != ValueKind.Int || value.AsInt < 0)
        {
            return Refuse(attribute, scope, "Invalid count argument", "`count` has to be a whole number, zero or more.");
        }

        if (value.AsInt > EvaluationLimits.MaxInstances)
        {
            return TooMany(attribute, scope);
        }

        var keys = ImmutableArray.CreateBuilder<InstanceKey>((int)value.AsInt);
        Origin? origin = value.Origin is { } counted ? counted with { Name = "count", IsComposed = true } : null;
        for (long i = 0; i < value.AsInt; i++)
        {
            keys.Add(new InstanceKey(ExpansionKind.Count, Value.Of(i).WithOrigin(origin), default));
        }

        return new Expansion(ExpansionKind.Count, keys.MoveToImmutable(), null);
    }

    private static Expansion OfForEach(HclAttribute attribute, Scope scope)
    {
        Value value = scope.Evaluate(attribute);
        if (value.IsUnknown)
        {
            return OfUnknown(value.UnknownReason);
        }

        if (value.AsMap.Count > EvaluationLimits.MaxInstances || value.AsList.Count > EvaluationLimits.MaxInstances)
        {
            return TooMany(attribute, scope);
        }

        List<InstanceKey> keys = [];
        Value whole = value.WithOrigin(Named(value.Origin, "for_each"));
        if (value.Kind == ValueKind.Map)
        {
            keys.AddRange(value.AsMap.Entries.Select(entry => new InstanceKey(ExpansionKind.ForEach, TakenFrom(whole, Value.Of(entry.Key.AsString).WithOrigin(entry.Key.Origin)), TakenFrom(whole, entry.Value))));
        }
        else if (value.Kind == ValueKind.Set && value.AsList.Items.FirstOrDefault(item => item.IsUnknown) is { IsUnknown: true } unknown)
        {
            return OfUnknown(unknown.UnknownReason);
        }
        else if (value.Kind == ValueKind.Set && value.AsList.Items.All(item => item.Kind == ValueKind.String))
        {
            keys.AddRange(value.AsList.Items.Select(item => TakenFrom(whole, item)).Select(item => new InstanceKey(ExpansionKind.ForEach, item, item)));
        }
        else
        {
            return Refuse(attribute, scope, "Invalid for_each argument", "`for_each` has to be a map, or a set of strings.");
        }

        keys.Sort((left, right) => string.CompareOrdinal(left.Key.AsString, right.Key.AsString));
        return new Expansion(ExpansionKind.ForEach, [.. keys], null);
    }

    private static Expansion OfUnknown(Unknown? reason)
    {
        // Without the type of the collection: keys and elements have others.
        Unknown why = reason is null
            ? new Unknown(UnknownKind.Computed, "the number of instances is not known")
            : new Unknown(reason.Kind, reason.Detail);
        return new Expansion(ExpansionKind.Unknown, [new InstanceKey(ExpansionKind.Unknown, Value.Unknown(why), Value.Unknown(why))], why);
    }

    private static Expansion Refuse(HclAttribute attribute, Scope scope, string summary, string detail)
    {
        scope.Module.Run.Report("terraform/invalid-expansion", summary, detail, attribute.Location);
        return OfUnknown(new Unknown(UnknownKind.Error, summary));
    }

    private static Expansion TooMany(HclAttribute attribute, Scope scope)
    {
        string detail = $"More than {EvaluationLimits.MaxInstances} instances: they are judged as one whose key is not known.";
        scope.Module.Run.Report("terraform/too-many-instances", "Too many instances", detail, attribute.Location, DiagnosticSeverity.Warning);
        return OfUnknown(new Unknown(UnknownKind.Limit, detail));
    }
}
