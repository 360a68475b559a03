using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>Takes values out of a rule file and notes what is wrong with them, with the place and the nearest right name.</summary>
internal sealed class RuleFileCheck(SourceText source)
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics.ToImmutable();

    public void Error(Value place, string summary, string detail = "") => _diagnostics.Add(new Diagnostic(
        "rule/invalid", DiagnosticSeverity.Error, summary, detail, place.Origin?.Location ?? new SourceLocation(source, default)));

    /// <summary>Whether it is a mapping; its keys are compared with the known ones.</summary>
    public bool IsMapping(Value value, string name, ImmutableArray<string> keys)
    {
        if (value.Kind != ValueKind.Map)
        {
            Error(value, $"{name} must be a mapping", $"It has the keys {List(keys)}.");
            return false;
        }

        foreach (ValueEntry entry in value.AsMap)
        {
            if (!keys.Contains(entry.Key.AsString))
            {
                Error(entry.Key, $"Unknown key `{entry.Key.AsString}`", Propose(entry.Key.AsString, keys));
            }
        }

        return true;
    }

    public string Text(Value map, string key)
    {
        Value value = map.Get(key);
        if (value.IsSet && value.Kind != ValueKind.String)
        {
            Error(value, $"`{key}` must be a text", "Put it in quotes.");
        }

        return value.AsString;
    }

    /// <summary>The index of a word in a list of words; -1 if it is absent or none of them.</summary>
    public int Choice(Value map, string key, ImmutableArray<string> words)
    {
        Value value = map.Get(key);
        if (!value.IsSet)
        {
            return -1;
        }

        int index = words.IndexOf(value.AsString);
        if (index < 0)
        {
            Error(value, $"`{key}` has no value `{value.AsString}`", Propose(value.AsString, words));
        }

        return index;
    }

    public ImmutableArray<string> Texts(Value map, string key)
    {
        Value value = map.Get(key);
        if (!value.IsSet)
        {
            return [];
        }

        if (value.Kind != ValueKind.List || value.AsList.Items.Any(item => item.Kind != ValueKind.String))
        {
            Error(value, $"`{key}` must be a list of texts");
        }

        return [.. value.AsList.Items.Where(item => item.Kind == ValueKind.String).Select(item => item.AsString)];
    }

    private static string Propose(string name, ImmutableArray<string> known) =>
        Spelling.Question(name, known) is { Length: > 0 } question ? question : $"There are {List(known)}.";

    private static string List(ImmutableArray<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));
}
