using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.CloudBuild;

/// <summary>
/// The substitutions of a build: <c>$NAME</c> and <c>${NAME}</c>, <c>$$</c> for a dollar sign. What a user defines starts
/// with an underscore and is known by its default; a trigger may override it. What Cloud Build defines
/// (<c>$PROJECT_ID</c>, <c>$COMMIT_SHA</c>) only a run knows.
/// </summary>
public sealed class BuildSubstitutions
{
    /// <summary>Substitutions that refer to each other; a cycle would have no end.</summary>
    private const int MaxDepth = 16;

    /// <summary>Of an evaluated text: substitutions that double each other would have no bound.</summary>
    private const int MaxLength = 1 << 16;

    /// <summary>Of an evaluated text whose value is open.</summary>
    private const int MaxParts = 256;

    private readonly bool _dynamic;

    /// <summary>Each is evaluated once, by the constructor: substitutions that name each other twice would double the work at each step.</summary>
    private readonly Dictionary<string, Value> _evaluated = new(StringComparer.Ordinal);

    internal BuildSubstitutions(Value defined, bool dynamic)
    {
        Defined = defined;
        _dynamic = dynamic;
        Variables = new ValueMap([.. defined.AsMap.Entries.Select(entry => new ValueEntry(entry.Key, Resolve(entry.Key.AsString, 0)))]);
    }

    /// <summary>The map <c>substitutions</c> as written; absent if there is none.</summary>
    public Value Defined { get; }

    /// <summary>The values of the user's substitutions by their names, evaluated; each tells its default as its origin.</summary>
    public ValueMap Variables { get; }

    /// <summary>
    /// The value with all references replaced, its origin the place of the value and behind it the defaults; unknown if
    /// one of them is. Lists and maps are evaluated inside.
    /// </summary>
    public Value Evaluate(Value value) => value.Kind switch
    {
        ValueKind.String => Evaluate(value.AsString, value.Origin),
        ValueKind.List => Value.Of(new ValueList([.. value.AsList.Items.Select(Evaluate)])).WithOrigin(value.Origin),
        ValueKind.Map => Value.Of(new ValueMap([.. value.AsMap.Entries.Select(entry => entry with { Value = Evaluate(entry.Value) })]))
            .WithOrigin(value.Origin),
        _ => value,
    };

    /// <summary>The same for a part of a value, such as the right side of a flag.</summary>
    public Value Evaluate(string text, Origin? origin) => Evaluate(text, origin, 0);

    /// <summary>The text of an argument as the program sees it, as far as <c>$$</c> is concerned.</summary>
    internal static MappedText UnescapeDollars(MappedText text)
    {
        var edits = new MappedTextEdits(text);
        int offset = 0;
        while ((offset = text.Text.IndexOf("$$", offset, StringComparison.Ordinal)) >= 0)
        {
            edits.Replace(new TextSpan(offset, 2), "$");
            offset += 2;
        }

        return edits.ToMappedText();
    }

    private Value Evaluate(string text, Origin? origin, int depth)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return Value.Of(text).WithOrigin(origin);
        }

        var result = new StringBuilder();
        var parts = ImmutableArray.CreateBuilder<Value>();
        Unknown? open = null;
        Origin? first = null;
        int offset = 0;
        while (offset < text.Length)
        {
            int dollar = text.IndexOf('$', offset);
            if (dollar < 0)
            {
                break;
            }

            result.Append(text, offset, dollar - offset);
            offset = Substitution.Read(text, dollar, out string? name, out bool plain);
            if (name is null)
            {
                result.Append(offset - dollar == 2 ? "$" : text[dollar..offset]);
                continue;
            }

            Value value = plain ? Resolve(name, depth) : Value.Unknown(UnknownKind.RunTime, $"{text[dollar..offset]} is evaluated by a run");
            first ??= value.Origin;
            if (value.UnknownReason is { } reason)
            {
                open ??= reason;
                Flush(result, parts);
                parts.Add(value);
                continue;
            }

            result.Append(value.AsString);
            if (result.Length > MaxLength || parts.Count > MaxParts)
            {
                return Value.Unknown(UnknownKind.Limit, "the substituted text is too long").WithOrigin(origin);
            }
        }

        result.Append(text, Math.Min(offset, text.Length), text.Length - Math.Min(offset, text.Length));
        if (open is null)
        {
            return Value.Of(result.ToString()).WithOrigin(Through(origin, first));
        }

        Flush(result, parts);
        return Value.Unknown(open with { Parts = parts.Count > 1 ? new ValueList(parts.ToImmutable()) : open.Parts }).WithOrigin(Through(origin, first));
    }

    private static void Flush(StringBuilder text, ImmutableArray<Value>.Builder parts)
    {
        if (text.Length > 0)
        {
            parts.Add(Value.Of(text.ToString()));
            text.Clear();
        }
    }

    private Value Resolve(string name, int depth)
    {
        Value written = Defined.Get(name);
        if (written.IsAbsent || !name.StartsWith('_'))
        {
            return name.StartsWith('_')
                ? Value.Unknown(UnknownKind.InputVariable, $"${name} has no default: a trigger or the command line sets it")
                : Value.Unknown(UnknownKind.RunTime, $"${name} is set by Cloud Build");
        }

        if (_evaluated.TryGetValue(name, out Value known))
        {
            return known;
        }

        if (depth >= MaxDepth)
        {
            return Value.Unknown(UnknownKind.Limit, $"${name} refers to too many other substitutions");
        }

        _evaluated[name] = Value.Unknown(UnknownKind.Error, $"${name} refers to itself").WithOrigin(written.Origin);
        string text = ScalarText.Of(written);
        Value value = _dynamic ? Evaluate(text, written.Origin, depth + 1) : Value.Of(text).WithOrigin(written.Origin);
        if (written.Origin is not null)
        {
            value = value.WithOrigin(new Origin(OriginKind.VariableDefault, name, written.Origin.Location, value.Origin?.From));
        }

        _evaluated[name] = value;
        return value;
    }

    private static Origin? Through(Origin? place, Origin? cause) => place is null || cause is null ? place : place with { From = cause };
}
