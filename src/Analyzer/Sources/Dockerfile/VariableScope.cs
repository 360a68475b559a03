using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// The variables at one instruction: ENV and ARG of the stage and of the stages below it, or the ARG before the first
/// FROM. Immutable; the scopes of a file share what they have in common.
/// </summary>
public sealed class VariableScope
{
    /// <summary>For messages, which are made at each look-up.</summary>
    private const int MaxImageLength = 100;

    private readonly ImmutableDictionary<string, Value> _variables;
    private readonly string? _baseImage;

    private VariableScope(ImmutableDictionary<string, Value> variables, string? baseImage)
    {
        _variables = variables;
        _baseImage = baseImage;
    }

    /// <summary>Nothing below it: the global scope, and stages from scratch.</summary>
    internal static VariableScope Empty { get; } = new(ImmutableDictionary.Create<string, Value>(StringComparer.Ordinal), null);

    /// <summary>The variables that this file sets, in no order.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Variables => _variables;

    /// <summary>The scope of a stage on an image that is not in this file: it may set any variable.</summary>
    internal static VariableScope OnImage(string image) =>
        new(Empty._variables, image.Length <= MaxImageLength ? image : string.Concat(image.AsSpan(0, MaxImageLength), "…"));

    /// <summary>
    /// The value; unknown for an ARG without default, and for one that only the base image can have set; absent if it is
    /// not set.
    /// </summary>
    public Value Get(string name)
    {
        if (_variables.TryGetValue(name, out Value value))
        {
            return value;
        }

        return _baseImage is null || !IsName(name)
            ? Value.Absent
            : Value.Unknown(UnknownKind.EnvironmentVariable, $"{name} is not set in this file; the base image {_baseImage} may set it");
    }

    /// <summary>Nothing but this file sets variables: the global scope, and stages from scratch.</summary>
    public bool IsComplete => _baseImage is null;

    /// <summary>Whether this file sets or declares it.</summary>
    public bool Contains(string name) => _variables.ContainsKey(name);

    internal VariableScope With(string name, Value value) => new(_variables.SetItem(name, value), _baseImage);

    /// <summary>$1, $@ and the like are never set.</summary>
    private static bool IsName(string name) => name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');
}
