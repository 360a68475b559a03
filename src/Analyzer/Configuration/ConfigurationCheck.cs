using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Configuration;

/// <summary>Compares a configuration file with the keys that there are: what is unknown or of a wrong kind is an error with its line.</summary>
internal sealed class ConfigurationCheck
{
    private readonly SourceText _source;

    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public ConfigurationCheck(SourceText source)
    {
        _source = source;
    }

    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Checks the mapping at <paramref name="path"/> ("" for the top).</summary>
    public void CheckMapping(Value value, ImmutableArray<ConfigurationKey> keys, string path)
    {
        if (value.Kind != ValueKind.Map)
        {
            if (value.IsSet)
            {
                Error(value, $"{Name(path)} must be a mapping", $"It takes the keys {string.Join(", ", keys.Select(key => $"`{key.Name}`"))}.");
            }

            return;
        }

        foreach (ValueEntry entry in value.AsMap)
        {
            string name = entry.Key.AsString;
            if (keys.FirstOrDefault(key => key.Name == name) is { } key)
            {
                CheckValue(entry.Value, key, path.Length == 0 ? name : $"{path}.{name}");
            }
            else
            {
                Error(entry.Key, $"Unknown key `{name}`{(path.Length == 0 ? "" : $" in `{path}`")}", Proposal(name, [.. keys.Select(known => known.Name)], "The keys are"));
            }
        }

        foreach (ConfigurationKey key in keys.Where(key => key.Required && !value.AsMap.ContainsKey(key.Name)))
        {
            Error(value, $"{Name(path)} lacks `{key.Name}`", key.Description);
        }
    }

    public void Error(Value value, string summary, string detail) =>
        _diagnostics.Add(new Diagnostic("configuration/invalid", DiagnosticSeverity.Error, summary, detail, LocationOf(value)));

    public SourceLocation LocationOf(Value value) => value.Origin?.Location ?? new SourceLocation(_source, new TextSpan(0, 0));

    /// <summary>"Did you mean …?", else all that there is, if that is little enough to read.</summary>
    public static string Proposal(string wrong, IReadOnlyCollection<string> known, string listing)
    {
        const int readable = 12;
        if (Spelling.Nearest(wrong, known) is { } nearest)
        {
            return $"Did you mean `{nearest}`?";
        }

        return known.Count <= readable ? $"{listing} {string.Join(", ", known.Select(name => $"`{name}`"))}." : "";
    }

    private static string Name(string path) => path.Length == 0 ? "The configuration" : $"`{path}`";

    private void CheckValue(Value value, ConfigurationKey key, string path)
    {
        switch (key.Type)
        {
            case KeyType.Text when value.Kind != ValueKind.String:
                Error(value, $"`{path}` must be a text", key.Description);
                break;
            case KeyType.Boolean when value.Kind != ValueKind.Bool:
                Error(value, $"`{path}` must be `true` or `false`", key.Description);
                break;
            case KeyType.Count when value.Kind != ValueKind.Int || value.AsInt < 0:
                Error(value, $"`{path}` must be a whole number", key.Description);
                break;
            case KeyType.Date when !DateOnly.TryParseExact(value.AsString, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                Error(value, $"`{path}` must be a date such as 2027-01-31", key.Description);
                break;
            case KeyType.Choice when !key.Choices.Contains(value.AsString):
                Error(value, $"`{path}` cannot be {Show(value)}", Proposal(value.AsString, key.Choices, "It is one of"));
                break;
            case KeyType.Texts:
                CheckTexts(value, key, path);
                break;
            case KeyType.Mapping:
                CheckMapping(value, key.Keys, path);
                break;
            case KeyType.Mappings:
                CheckMappings(value, key, path);
                break;
            case KeyType.Named:
                CheckNamed(value, key, path);
                break;
            default:
                break;
        }
    }

    private void CheckTexts(Value value, ConfigurationKey key, string path)
    {
        if (value.Kind is not (ValueKind.List or ValueKind.String))
        {
            Error(value, $"`{path}` must be a list of texts", key.Description);
        }

        foreach (Value item in value.AsList)
        {
            if (item.Kind != ValueKind.String)
            {
                Error(item, $"`{path}` must hold texts, not {Show(item)}", "Put it in quotes.");
            }
        }
    }

    private void CheckMappings(Value value, ConfigurationKey key, string path)
    {
        if (value.Kind != ValueKind.List)
        {
            Error(value, $"`{path}` must be a list", key.Description);
        }

        for (int i = 0; i < value.AsList.Count; i++)
        {
            CheckMapping(value.AsList[i], key.Keys, $"{path}[{i}]");
        }
    }

    private void CheckNamed(Value value, ConfigurationKey key, string path)
    {
        if (value.Kind != ValueKind.Map && !value.IsNull)
        {
            Error(value, $"`{path}` must be a mapping", key.Description);
        }

        if (!key.Keys.IsEmpty)
        {
            foreach (ValueEntry entry in value.AsMap)
            {
                CheckMapping(entry.Value, key.Keys, $"{path}.{entry.Key.AsString}");
            }
        }
    }

    private static string Show(Value value) => value.Kind switch
    {
        ValueKind.String => $"`{value.AsString}`",
        ValueKind.List => "a list",
        ValueKind.Map => "a mapping",
        _ => $"`{value}`",
    };
}
