using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>What a job's token may do in one scope.</summary>
public enum TokenAccess : byte
{
    /// <summary>No permissions are written: the repository's settings decide.</summary>
    Unset,
    None,
    Read,
    Write,

    /// <summary>What is written is none of the words that GitHub knows.</summary>
    Unknown,
}

/// <summary>The <c>permissions:</c> of a workflow or job. Once any are written, scopes that are not named have none.</summary>
/// <param name="Value">As written: a map, "read-all", "write-all", or absent.</param>
public sealed record TokenPermissions(Value Value)
{
    public bool IsWritten => !Value.IsAbsent;

    public bool IsReadAll => Value.AsString == "read-all";

    public bool IsWriteAll => Value.AsString == "write-all";

    /// <summary>The scopes that are named, with their access.</summary>
    public ImmutableArray<ValueEntry> Scopes => Value.AsMap.Entries;

    /// <summary>The access to a scope such as "contents" or "id-token".</summary>
    public TokenAccess AccessTo(string scope)
    {
        if (!IsWritten)
        {
            return TokenAccess.Unset;
        }

        if (Value.Kind == ValueKind.Map)
        {
            Value access = Value.Get(scope);
            return access.IsAbsent ? TokenAccess.None : Parse(access.AsString);
        }

        return IsReadAll ? TokenAccess.Read : IsWriteAll ? TokenAccess.Write : Value.IsNull ? TokenAccess.None : TokenAccess.Unknown;
    }

    private static TokenAccess Parse(string word) => word switch
    {
        "read" => TokenAccess.Read,
        "write" => TokenAccess.Write,
        "none" => TokenAccess.None,
        _ => TokenAccess.Unknown,
    };
}
