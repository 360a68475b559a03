using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Suppressions;

/// <summary>How far a suppression reaches.</summary>
public enum SuppressionReach : byte
{
    /// <summary>
    /// <c>ignore[…]</c>: a comment behind code holds for its line; one on a line of its own for the next line of code, and,
    /// where that line is the head of a block, command, service, job or step, for all of it; as the first line inside a
    /// block it holds for that block.
    /// </summary>
    Near,

    /// <summary><c>ignore-file[…]</c>: the whole file.</summary>
    File,
}

/// <summary>One id of a suppression as it stands in the comment: "sql/deletion-protection" or "sql/*".</summary>
/// <param name="Text">Without blanks around it.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct SuppressedRule(string Text, TextSpan Span)
{
    /// <summary>Whether the id means a rule: itself, or every rule of an area ("sql/*").</summary>
    public bool Covers(string ruleId) => Text.EndsWith("/*", StringComparison.Ordinal)
        ? ruleId.AsSpan().StartsWith(Text.AsSpan(0, Text.Length - 1), StringComparison.Ordinal)
        : string.Equals(Text, ruleId, StringComparison.Ordinal);
}

/// <summary>A comment that tells gcp-lint to leave findings out.</summary>
public sealed record Suppression
{
    /// <summary>The comment.</summary>
    public required SourceLocation Location { get; init; }

    public required SuppressionReach Reach { get; init; }

    public required ImmutableArray<SuppressedRule> Rules { get; init; }

    /// <summary>Why, in the author's words; empty if they gave none, and the suppression then has no effect.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What is wrong with the comment itself: an empty list of rules, a date that is none. It then has no effect.</summary>
    public string? Error { get; init; }

    /// <summary>The 1-based line that it holds for: its own, or the next one with code. 0 for a whole file.</summary>
    public required int Line { get; init; }

    /// <summary>For a comment on a line of its own: the nearest line with code above it, 0 if there is none.</summary>
    public required int LineAbove { get; init; }
}
