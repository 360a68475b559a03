namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What ends a list of commands.</summary>
[Flags]
internal enum Closers : ushort
{
    None = 0,
    Then = 1,
    Elif = 1 << 1,
    Else = 1 << 2,
    Fi = 1 << 3,
    Do = 1 << 4,
    Done = 1 << 5,
    Esac = 1 << 6,
    Brace = 1 << 7,
    Parenthesis = 1 << 8,

    /// <summary>;; or ;&amp; or ;;&amp;</summary>
    CaseItem = 1 << 9,
}
