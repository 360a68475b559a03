using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.DotEnv;

/// <summary>How the value of a <see cref="DotEnvEntry"/> is quoted.</summary>
public enum DotEnvQuote : byte
{
    None,

    /// <summary>Literal.</summary>
    Single,

    /// <summary>With escapes and variables.</summary>
    Double,

    /// <summary>Literal; known to dotenv for Node.js, not to docker compose.</summary>
    Backtick,
}

/// <summary>A variable of a .env file.</summary>
/// <param name="Entry">Key and value with their places. A value with a variable that only the environment has is unknown.</param>
/// <param name="Raw">The value between its quotes, before escapes and variables.</param>
/// <param name="Span">From <c>export</c> or the name to the closing quote.</param>
/// <param name="Quote">How it is quoted.</param>
/// <param name="IsExported">With <c>export</c> in front.</param>
/// <param name="References">The variables that the value names.</param>
public sealed record DotEnvEntry(
    ValueEntry Entry,
    string Raw,
    TextSpan Span,
    DotEnvQuote Quote,
    bool IsExported,
    ImmutableArray<DotEnvReference> References)
{
    public string Name => Entry.Key.AsString;

    public Value Value => Entry.Value;
}

/// <summary>A variable that a value names: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Span">From '$' to the end.</param>
/// <param name="HasDefault">With "-" or ":-".</param>
public readonly record struct DotEnvReference(string Name, TextSpan Span, bool HasDefault);

/// <summary>
/// A .env file as docker compose and dotenv read it: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
/// </summary>
public sealed class DotEnvFile
{
    internal DotEnvFile(
        SourceText source,
        ImmutableArray<DotEnvEntry> entries,
        ImmutableArray<Comment> comments,
        ImmutableArray<Diagnostic> diagnostics)
    {
        Source = source;
        Entries = entries;
        Comments = comments;
        Diagnostics = diagnostics;
        Variables = new ValueMap([.. entries.Select(entry => entry.Entry)]);
    }

    public SourceText Source { get; }

    /// <summary>In the order of the file, with those that a later one replaces.</summary>
    public ImmutableArray<DotEnvEntry> Entries { get; }

    public ImmutableArray<Comment> Comments { get; }

    /// <summary>In the order of their places.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>By name; the last of several counts.</summary>
    public ValueMap Variables { get; }

    public static DotEnvFile Parse(SourceText source) => new DotEnvParser(source).Parse();
}
