namespace GcpLint.Analyzer.Suppressions;

/// <summary>What became of a suppression in a run.</summary>
public enum SuppressionState : byte
{
    /// <summary>It covers at least one finding.</summary>
    Used,

    /// <summary>All its rules ran and none of them reported anything that it covers.</summary>
    Unused,

    /// <summary>A rule that it names did not run: nobody can tell whether it is needed.</summary>
    NotJudged,

    /// <summary>Its last day is over: what it covered is reported again.</summary>
    Expired,

    /// <summary>It gives no reason, so it has no effect.</summary>
    WithoutReason,

    /// <summary>It cannot be read, so it has no effect.</summary>
    Malformed,
}

/// <summary>A suppression with what became of it: the subject of the rules about suppressions.</summary>
/// <param name="Suppression">The comment.</param>
/// <param name="State">What became of it.</param>
/// <param name="UnknownRules">Ids in it that no rule has.</param>
public sealed record SuppressionUse(Suppression Suppression, SuppressionState State, System.Collections.Immutable.ImmutableArray<SuppressedRule> UnknownRules);
