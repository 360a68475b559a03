namespace GcpLint.Analyzer.Findings;

/// <summary>The id of a rule, which is its path: "sql/deletion-protection".</summary>
public readonly record struct RuleId(string Text) : IComparable<RuleId>
{
    /// <summary>The part before the first '/': "sql".</summary>
    public string Area => Text.IndexOf('/') is var slash and >= 0 ? Text[..slash] : Text;

    public int CompareTo(RuleId other) => string.CompareOrdinal(Text, other.Text);

    public static bool operator <(RuleId left, RuleId right) => left.CompareTo(right) < 0;

    public static bool operator >(RuleId left, RuleId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RuleId left, RuleId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RuleId left, RuleId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Text;
}
