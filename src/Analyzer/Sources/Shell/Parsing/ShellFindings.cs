using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What the parser meets beside the tree. Belongs to one parse.</summary>
internal sealed class ShellFindings
{
    public List<Diagnostic> Diagnostics { get; } = [];

    public List<Comment> Comments { get; } = [];

    public List<BrokenContinuation> BrokenContinuations { get; } = [];

    public List<HereDocument> HereDocuments { get; } = [];

    public Mark Save() => new(Diagnostics.Count, Comments.Count, BrokenContinuations.Count, HereDocuments.Count);

    /// <summary>Forgets what was met behind the mark, since that text will be read once more.</summary>
    public void Restore(Mark mark)
    {
        Truncate(Diagnostics, mark.Diagnostics);
        Truncate(Comments, mark.Comments);
        Truncate(BrokenContinuations, mark.BrokenContinuations);
        Truncate(HereDocuments, mark.HereDocuments);
    }

    private static void Truncate<T>(List<T> list, int count)
    {
        if (list.Count > count)
        {
            list.RemoveRange(count, list.Count - count);
        }
    }

    internal readonly record struct Mark(int Diagnostics, int Comments, int BrokenContinuations, int HereDocuments);
}
