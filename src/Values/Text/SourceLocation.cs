namespace GcpLint.Text;

/// <summary>A span of a certain file.</summary>
public readonly record struct SourceLocation(SourceText Source, TextSpan Span)
{
    public Position Start => Source.GetPosition(Span.Start);

    public Position End => Source.GetPosition(Span.End);

    public int Line => Start.Line;

    public override string ToString() => $"{Source.Path}:{Start}";
}
