using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>
/// Takes texts apart of which a part may be unknown: "--image=$REGION/app" has a known name, "A=1,B=$X" known keys.
/// </summary>
internal static class FlagText
{
    /// <summary>What is certain of the start of a text.</summary>
    public static string KnownStart(Value text) => text.Kind == ValueKind.String
        ? text.AsString
        : text.UnknownReason?.Parts is { Count: > 0 } parts ? parts[0].AsString : "";

    /// <summary>The text without its first units, which are known.</summary>
    public static Value Skip(Value text, int count)
    {
        if (text.TryGetString(out string? known))
        {
            return Value.Of(known[Math.Min(count, known.Length)..]).WithOrigin(text.Origin);
        }

        if (text.UnknownReason is not { Parts: { } parts } reason)
        {
            return text;
        }

        string first = parts[0].AsString;
        var rest = ImmutableArray.CreateBuilder<Value>();
        if (first.Length > count)
        {
            rest.Add(Value.Of(first[count..]).WithOrigin(parts[0].Origin));
        }

        rest.AddRange(parts.Items[1..]);
        Value joined = Join(rest.DrainToImmutable(), text.Origin);
        return joined.UnknownReason is { } left
            ? Value.Unknown(left with
            {
                Default = reason.Default.Kind == ValueKind.String ? Skip(reason.Default, count) : left.Default,
                Alternatives = reason.Alternatives is { } alternatives ? new ValueList([.. alternatives.Items.Select(item => Skip(item, count))]) : left.Alternatives,
                AlternativesAreAll = reason.AlternativesAreAll || left.AlternativesAreAll,
            }).WithOrigin(text.Origin)
            : joined;
    }

    /// <summary>The elements of a list: gcloud topic escaping ("^;^a;b" chooses another delimiter).</summary>
    public static ImmutableArray<Value> Split(Value text)
    {
        string start = KnownStart(text);
        string delimiter = ",";
        if (start.StartsWith('^') && start.IndexOf('^', 1) is > 1 and var close)
        {
            delimiter = start[1..close];
            text = Skip(text, close + 1);
        }

        if (text.TryGetString(out string? known))
        {
            return known.Length == 0 ? [] : [.. known.Split(delimiter).Select(item => Value.Of(item).WithOrigin(text.Origin))];
        }

        return text.UnknownReason?.Parts is { } parts ? SplitParts(parts, delimiter, text.Origin) : [text];
    }

    private static ImmutableArray<Value> SplitParts(ValueList parts, string delimiter, Origin? origin)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        var current = ImmutableArray.CreateBuilder<Value>();
        foreach (Value part in parts)
        {
            if (!part.TryGetString(out string? text))
            {
                current.Add(part);
                continue;
            }

            string[] pieces = text.Split(delimiter);
            for (int i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                {
                    items.Add(Join(current.DrainToImmutable(), origin));
                }

                if (pieces[i].Length > 0)
                {
                    current.Add(Value.Of(pieces[i]).WithOrigin(part.Origin));
                }
            }
        }

        if (current.Count > 0)
        {
            items.Add(Join(current.DrainToImmutable(), origin));
        }

        return items.DrainToImmutable();
    }

    /// <summary>"KEY=VALUE"; an absent key if it cannot be told.</summary>
    public static ValueEntry Partition(Value item)
    {
        string start = KnownStart(item);
        int equals = start.IndexOf('=');
        return equals <= 0
            ? new ValueEntry(default, item)
            : new ValueEntry(Value.Of(start[..equals]).WithOrigin(item.Origin), Skip(item, equals + 1));
    }

    /// <summary>The texts one behind the other: known if all are. Its place is that of the first one, else <paramref name="origin"/>.</summary>
    private static Value Join(ImmutableArray<Value> parts, Origin? origin)
    {
        if (parts.IsEmpty)
        {
            return Value.EmptyString.WithOrigin(origin);
        }

        Origin? place = parts[0].Origin ?? origin;
        if (parts.Length == 1)
        {
            return parts[0].WithOrigin(place);
        }

        if (parts.All(part => part.Kind == ValueKind.String))
        {
            return Value.Of(string.Concat(parts.Select(part => part.AsString))).WithOrigin(place);
        }

        Unknown reason = parts.First(part => part.Kind != ValueKind.String).UnknownReason ?? new Unknown(UnknownKind.Error, "not a text");
        return Value.Unknown(new Unknown(reason.Kind, reason.Detail) { Parts = new ValueList(parts) }).WithOrigin(place);
    }
}
