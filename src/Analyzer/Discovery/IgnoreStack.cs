namespace GcpLint.Analyzer.Discovery;

/// <summary>The ignore files of one name from a folder up to the top of the repository; deeper ones are stronger.</summary>
/// <param name="File">The patterns of this folder.</param>
/// <param name="Folder">The folder as a path from the top of the repository, "" for the top.</param>
/// <param name="Parent">The next one upwards, null at the top.</param>
internal sealed record IgnoreStack(IgnoreFile File, string Folder, IgnoreStack? Parent)
{
    /// <summary>The pattern that decides about a path, null if nobody speaks of it.</summary>
    /// <param name="stack">The files above and beside the path.</param>
    /// <param name="path">From the top of the repository.</param>
    /// <param name="isDirectory">Whether the path is a folder.</param>
    public static IgnorePattern? Decide(IgnoreStack? stack, ReadOnlySpan<char> path, bool isDirectory)
    {
        for (IgnoreStack? level = stack; level is not null; level = level.Parent)
        {
            ReadOnlySpan<char> relative = level.Folder.Length == 0 ? path : path[(level.Folder.Length + 1)..];
            if (level.File.Decide(relative, isDirectory) is { } pattern)
            {
                return pattern;
            }
        }

        return null;
    }
}
