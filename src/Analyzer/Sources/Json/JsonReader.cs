using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Json;

/// <summary>
/// Reads JSON (RFC 8259) into values with exact origins. Our own, because System.Text.Json counts in UTF-8 bytes and
/// gives up at the first error.
/// </summary>
public static class JsonReader
{
    /// <summary>Nesting; walks over values recurse. The same bound as YAML's.</summary>
    public const int MaxDepth = Yaml.YamlReader.MaxDepth;

    /// <summary>A longer string is data, not configuration; its value is unknown.</summary>
    public const int MaxStringLength = Yaml.YamlReader.MaxScalarLength;

    /// <summary>Never throws: what cannot be read is a diagnostic, and everything before it is kept.</summary>
    public static JsonFile Read(SourceText source) => new JsonParser(source).Read();
}
