using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Rules;

/// <summary>A rule that may run: what is said of it, and its check, which is made only if the rule is enabled.</summary>
public sealed class RuleDefinition
{
    private readonly Lazy<RuleCompilation> _compilation;

    /// <param name="metadata">What the rule file says.</param>
    /// <param name="compile">Compiles the CEL of a declarative rule, or hands out the instance of a class.</param>
    public RuleDefinition(RuleMetadata metadata, Func<RuleCompilation> compile)
    {
        Metadata = metadata;
        _compilation = new Lazy<RuleCompilation>(compile);
    }

    public RuleDefinition(RuleMetadata metadata, IRule check)
        : this(metadata, () => new RuleCompilation(check, []))
    {
    }

    public RuleMetadata Metadata { get; }

    public RuleCompilation Compilation => _compilation.Value;

    public override string ToString() => Metadata.Id.Text;
}

/// <summary>The check of a rule, or what is wrong with it.</summary>
/// <param name="Check">Null if the rule cannot run.</param>
/// <param name="Diagnostics">Places in the rule's own file.</param>
public sealed record RuleCompilation(IRule? Check, ImmutableArray<Diagnostic> Diagnostics);
