using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>What YAML files and Terraform say in the same words, but for the spelling of the keys.</summary>
internal static class ConstraintText
{
    /// <summary>A field by its name in Terraform, which an API spells in lowerCamelCase and a configuration with dashes.</summary>
    public static Value Field(Value map, string name)
    {
        Value value = map.Get(name);
        value = value.IsSet ? value : map.Get(ApiPath.OfAttribute(name).Steps[0].Name);
        return value.IsSet ? value : map.Get(name.Replace('_', '-'));
    }

    /// <summary>An expression with the place of each character, if it stands in one piece in the file.</summary>
    public static MappedText? Expression(Value value, bool isYaml)
    {
        if (isYaml)
        {
            return ScalarText.Map(value);
        }

        if (!value.TryGetString(out string? text) || value.Origin is not { } origin)
        {
            return null;
        }

        SourceLocation written = origin.Trail.Last().Location;
        int at = written.Source.Slice(written.Span).IndexOf(text, StringComparison.Ordinal);
        return at >= 0
            ? new MappedText(written.Source, text, [new TextSegment(0, written.Span.Start + at, text.Length, text.Length)])
            : new MappedText(written.Source, text, [new TextSegment(0, written.Span.Start, text.Length, written.Span.Length)]);
    }

    /// <summary>"TRUE" in Terraform, true in YAML; null if it is neither or not known.</summary>
    public static bool? Switch(Value value) => value.TryGetBool(out bool known) ? known
        : value.AsString.ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => null };

    /// <summary>"sql.restrictPublicIp" for "projects/p/policies/sql.managed.restrictPublicIp" and "constraints/sql.restrictPublicIp".</summary>
    public static string ShortName(string name)
    {
        string last = name[(name.LastIndexOf('/') + 1)..];
        int managed = last.IndexOf(".managed.", StringComparison.Ordinal);
        return managed < 0 ? last : string.Concat(last.AsSpan(0, managed), last.AsSpan(managed + ".managed".Length));
    }
}
