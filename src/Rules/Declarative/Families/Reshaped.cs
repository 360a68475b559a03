using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Families;

/// <summary>
/// Gathers the attributes of a resource under other names. Values keep their origins, so that a finding stands where its
/// author wrote the attribute; what is absent stays so.
/// </summary>
internal sealed class Reshaped
{
    private readonly ImmutableArray<ValueEntry>.Builder _entries = ImmutableArray.CreateBuilder<ValueEntry>();

    public Reshaped Set(string name, Value value)
    {
        if (!value.IsAbsent)
        {
            _entries.Add(new ValueEntry(Value.Of(name), value));
        }

        return this;
    }

    /// <summary>Attributes that have the same name in both shapes.</summary>
    public Reshaped Copy(Value from, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            Set(name, from.Get(name));
        }

        return this;
    }

    /// <summary>Absent if it would be empty: a block that nobody wrote.</summary>
    public Value ToBlock(Origin? origin) => _entries.Count == 0 ? default : Value.Of(new ValueMap(_entries.ToImmutable())).WithOrigin(origin);

    /// <summary>A number that is written as a string, as annotations are.</summary>
    public static Value Number(Value text) =>
        text.TryGetString(out string? digits) && long.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number)
            ? Value.Of(number).WithOrigin(text.Origin) : text;

    /// <summary>A switch that is written as a string.</summary>
    public static Value Switch(Value text, bool isInverted = false) => text.AsString switch
    {
        "true" => Value.Of(!isInverted).WithOrigin(text.Origin),
        "false" => Value.Of(isInverted).WithOrigin(text.Origin),
        _ => text,
    };

    /// <summary>Another word for a known value.</summary>
    public static Value Word(Value text, params ReadOnlySpan<(string From, string To)> words)
    {
        foreach ((string from, string to) in words)
        {
            if (text.AsString == from)
            {
                return Value.Of(to).WithOrigin(text.Origin);
            }
        }

        return text;
    }

    /// <summary>Each block of a repeatable one, or the one.</summary>
    public static Value Each(Value blocks, Func<Value, Value> reshape) => blocks.Kind switch
    {
        ValueKind.List or ValueKind.Set => Value.Of(new ValueList([.. blocks.AsList.Items.Select(block => block.Kind == ValueKind.Map ? reshape(block) : block)])).WithOrigin(blocks.Origin),
        ValueKind.Map => Value.Of(new ValueList([reshape(blocks)])).WithOrigin(blocks.Origin),
        _ => blocks,
    };

    /// <summary>A job keeps in a template of its template what a service has in its own.</summary>
    public static Value JobAsService(CloudResource job)
    {
        var shape = new Reshaped();
        foreach (ValueEntry entry in job.Attributes.AsMap)
        {
            shape.Set(entry.Key.AsString, entry.Key.AsString == "template" && entry.Value.Kind == ValueKind.Map ? entry.Value.Get("template") : entry.Value);
        }

        return job.Attributes.Kind == ValueKind.Map ? shape.ToBlock(job.Attributes.Origin) : job.Attributes;
    }
}
