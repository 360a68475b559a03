using GcpLint.Analyzer.Findings;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>The order of every report: path, place, rule, message, resource, environments.</summary>
internal sealed class FindingOrder : IComparer<Finding>
{
    public static readonly FindingOrder Instance = new();

    public int Compare(Finding? x, Finding? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int order = Compare(x.Location, y.Location);
        order = order != 0 ? order : x.Rule.CompareTo(y.Rule);
        order = order != 0 ? order : string.CompareOrdinal(x.Message, y.Message);
        order = order != 0 ? order : string.CompareOrdinal(x.Resource, y.Resource);
        return order != 0 ? order : string.CompareOrdinal(string.Join(',', x.Environments), string.Join(',', y.Environments));
    }

    public static int Compare(SourceLocation x, SourceLocation y)
    {
        int order = string.CompareOrdinal(x.Source.Path, y.Source.Path);
        order = order != 0 ? order : x.Source.Start.Line.CompareTo(y.Source.Start.Line);
        order = order != 0 ? order : x.Source.Start.Column.CompareTo(y.Source.Start.Column);
        return order != 0 ? order : x.Span.CompareTo(y.Span);
    }

    /// <summary>Diagnostics by place, then code and text.</summary>
    public static int Compare(Diagnostic x, Diagnostic y)
    {
        int order = Compare(x.Location, y.Location);
        order = order != 0 ? order : string.CompareOrdinal(x.Code, y.Code);
        order = order != 0 ? order : string.CompareOrdinal(x.Summary, y.Summary);
        return order != 0 ? order : string.CompareOrdinal(x.Detail, y.Detail);
    }
}
