using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>A rule file as it was read.</summary>
/// <param name="Metadata">All but the check.</param>
/// <param name="When">The condition under which the rule concerns a resource; absent for always.</param>
/// <param name="For">The list whose elements are judged one by one; absent for the resource as a whole.</param>
/// <param name="Assertions">Empty for a rule whose check is a class.</param>
internal sealed record RuleFile(RuleMetadata Metadata, Value When, Value For, ImmutableArray<Assertion> Assertions)
{
    /// <summary>The whole file: places for what is said of it.</summary>
    public required Value Root { get; init; }
}

/// <summary>An entry of <c>assert</c>.</summary>
/// <param name="That">CEL, true for a good resource.</param>
/// <param name="At">The path of the attribute at which a finding belongs; absent for the subject itself.</param>
/// <param name="Message">A text with CEL in braces.</param>
internal sealed record Assertion(Value That, Value At, Value Message);

/// <summary>What reading a rule file gave.</summary>
/// <param name="File">Null if it has no id: nothing can be said of it then.</param>
/// <param name="Diagnostics">Every mistake with its place. A rule with an error must not run.</param>
internal sealed record RuleFileResult(RuleFile? File, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}
