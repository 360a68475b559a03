using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Model;

namespace GcpLint.Analyzer.Sources.Images;

/// <summary>A step of an image's history as the instruction that it was.</summary>
/// <param name="Keyword">"RUN", "COPY", …; "" for what no Dockerfile says (<c>docker import</c>, other builders).</param>
/// <param name="Arguments">What stands behind the keyword; the shell in front of a command is taken off.</param>
/// <param name="BuildArguments">"NAME=value": what the builder set for a RUN, which stays readable in the image.</param>
internal sealed record HistoryStep(string Keyword, string Arguments, ImmutableArray<string> BuildArguments)
{
    /// <summary>How the classic builder and buildah begin what adds no layer.</summary>
    private const string NoOperation = "#(nop)";

    private const string BuildKitMark = "# buildkit";

    private const string DefaultShell = "/bin/sh -c ";

    /// <summary>More build arguments than any build has: the count in front of them is text that anybody may write.</summary>
    private const int MaxBuildArguments = 1000;

    private static readonly FrozenSet<string> s_keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR");

    public bool IsInstruction => Keyword.Length > 0;

    /// <summary>A whole file system is put into the root: the first step of a distribution's image.</summary>
    public bool IsRootFileSystem => Keyword == "ADD" && Arguments.EndsWith(" in /", StringComparison.Ordinal);

    /// <param name="entry">Of any builder.</param>
    /// <param name="shell">The words of SHELL, which stand before each command; empty for the default.</param>
    public static HistoryStep Read(ImageHistoryEntry entry, ImmutableArray<string> shell)
    {
        string text = entry.CreatedBy.Trim();
        if (text.EndsWith(BuildKitMark, StringComparison.Ordinal))
        {
            text = text[..^BuildKitMark.Length].TrimEnd();
        }

        string otherShell = shell.IsEmpty ? DefaultShell : string.Join(' ', shell) + " ";
        if (WithoutShell(text, otherShell) is { } command && command.TrimStart() is var unpadded && unpadded.StartsWith(NoOperation, StringComparison.Ordinal))
        {
            return Split(unpadded[NoOperation.Length..].Trim()) ?? new HistoryStep("", text, []);
        }

        if (Split(text) is { } written)
        {
            return written.Keyword == "RUN" ? ReadRun(written.Arguments, otherShell) : written;
        }

        return text.StartsWith('|') || WithoutShell(text, otherShell) is not null ? ReadRun(text, otherShell) : new HistoryStep("", text, []);
    }

    /// <summary>Null if it does not begin with a keyword.</summary>
    private static HistoryStep? Split(string text)
    {
        int blank = text.AsSpan().IndexOfAny(' ', '\t');
        string keyword = blank < 0 ? text : text[..blank];
        return s_keywords.Contains(keyword) ? new HistoryStep(keyword, blank < 0 ? "" : text[blank..].Trim(), []) : null;
    }

    private static HistoryStep ReadRun(string text, string shell)
    {
        ImmutableArray<string> arguments = [];
        if (text.StartsWith('|') && text.IndexOf(' ', StringComparison.Ordinal) is var blank and > 1 && int.TryParse(text.AsSpan(1, blank - 1), out int count) && count is > 0 and <= MaxBuildArguments)
        {
            string rest = text[(blank + 1)..];

            // Values are not quoted: the shell is the mark behind the last one.
            int end = FindShell(rest, shell, out int length);
            if (end > 0)
            {
                arguments = Assignments(rest[..end].TrimEnd(), count);
                return new HistoryStep("RUN", rest[(end + length)..].Trim(), arguments);
            }

            string[] words = rest.Split(' ', count + 1);
            return words.Length > count
                ? new HistoryStep("RUN", words[count].Trim(), [.. words[..count]])
                : new HistoryStep("", text, []);
        }

        return new HistoryStep("RUN", (WithoutShell(text, shell) ?? text).Trim(), arguments);
    }

    private static int FindShell(string text, string shell, out int length)
    {
        int own = text.IndexOf(" " + shell, StringComparison.Ordinal);
        int usual = text.IndexOf(" " + DefaultShell, StringComparison.Ordinal);
        bool isOwn = own >= 0 && (usual < 0 || own <= usual);
        length = 1 + (isOwn ? shell.Length : DefaultShell.Length);
        return isOwn ? own : usual;
    }

    /// <summary>Splits where a name and "=" follow a blank; a value with such a blank in it gives one part more, which is harmless.</summary>
    private static ImmutableArray<string> Assignments(string text, int count)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        int start = 0;
        for (int i = 1; i < text.Length && parts.Count < count - 1; i++)
        {
            if (text[i - 1] == ' ' && NameLength(text.AsSpan(i)) > 0)
            {
                parts.Add(text[start..(i - 1)]);
                start = i;
            }
        }

        parts.Add(text[start..]);
        return parts.ToImmutable();
    }

    /// <summary>The length of the name of a variable in front of "="; 0 if none stands there.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && (char.IsAsciiDigit(text[length]) || text[length] is '-' or '.'))))
        {
            length++;
        }

        return length < text.Length && text[length] == '=' ? length : 0;
    }

    private static string? WithoutShell(string text, string shell) =>
        text.StartsWith(shell, StringComparison.Ordinal) ? text[shell.Length..]
        : text.StartsWith(DefaultShell, StringComparison.Ordinal) ? text[DefaultShell.Length..]
        : null;
}
