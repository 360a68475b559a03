namespace GcpLint.Analyzer.Sources;

/// <summary>
/// What the expansion of variables of one file may cost in characters copied and in steps of pattern matching. Without
/// it a short file whose lines all repeat one long value would take memory and time out of proportion.
/// </summary>
internal sealed class ExpansionBudget
{
    /// <summary>A hundred times what the largest files of real repositories need.</summary>
    private const long Total = 20_000_000;

    private long _left = Total;

    /// <summary>False once the budget is spent.</summary>
    public bool TrySpend(long amount)
    {
        _left = Math.Max(-1, _left - amount);
        return _left >= 0;
    }
}
