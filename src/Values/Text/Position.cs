namespace GcpLint.Text;

/// <summary>A place for people: line and column count from 1, the column in UTF-16 code units.</summary>
public readonly record struct Position(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
