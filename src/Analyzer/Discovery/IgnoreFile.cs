using System.Collections.Immutable;

namespace GcpLint.Analyzer.Discovery;

/// <summary>The patterns of one ignore file.</summary>
public sealed class IgnoreFile
{
    public static readonly IgnoreFile Empty = new([]);

    /// <summary>Nobody writes more; each path of the tree is held against each of them.</summary>
    private const int MaxPatterns = 10_000;

    private readonly ImmutableArray<IgnorePattern> _patterns;

    private IgnoreFile(ImmutableArray<IgnorePattern> patterns)
    {
        _patterns = patterns;
    }

    public bool IsEmpty => _patterns.IsEmpty;

    public static IgnoreFile Parse(ReadOnlySpan<char> text)
    {
        var patterns = ImmutableArray.CreateBuilder<IgnorePattern>();
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            if (patterns.Count < MaxPatterns && IgnorePattern.Parse(line) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return patterns.Count == 0 ? Empty : new IgnoreFile(patterns.ToImmutable());
    }

    public static IgnoreFile FromLines(IEnumerable<string> lines) => Parse(string.Join('\n', lines));

    /// <summary>The last pattern that matches: it decides. Null if none does.</summary>
    /// <param name="path">Relative to the folder of the file.</param>
    /// <param name="isDirectory">Whether the path is a folder.</param>
    public IgnorePattern? Decide(ReadOnlySpan<char> path, bool isDirectory)
    {
        for (int i = _patterns.Length - 1; i >= 0; i--)
        {
            if (_patterns[i].Matches(path, isDirectory))
            {
                return _patterns[i];
            }
        }

        return null;
    }

    /// <summary>Whether the patterns mean a file, by itself or by a folder above it.</summary>
    public bool Covers(ReadOnlySpan<char> file)
    {
        bool isDirectory = false;
        while (true)
        {
            if (Decide(file, isDirectory) is { } decision)
            {
                return !decision.IsNegated;
            }

            int slash = file.LastIndexOf('/');
            if (slash < 0)
            {
                return false;
            }

            file = file[..slash];
            isDirectory = true;
        }
    }
}
