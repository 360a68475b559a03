using System.Text;
using System.Text.Unicode;
using GcpLint.Text;

namespace GcpLint.Analyzer.Discovery;

/// <summary>What reading one file gave: a text of a kind, or the reason why there is none.</summary>
/// <param name="Kind"><see cref="FileKind.Other"/> if the file is of no kind that is read.</param>
/// <param name="Source">Null if it was skipped or does not concern the analysis.</param>
/// <param name="Skipped">Null unless it was skipped.</param>
/// <param name="Diagnostic">Null if all went well.</param>
internal readonly record struct ReadOutcome(FileKind Kind, SourceText? Source, SkippedPath? Skipped, Diagnostic? Diagnostic);

/// <summary>The only place where bytes of scanned files become text, with the limits that hold for all of them.</summary>
public static class SourceReader
{
    /// <summary>
    /// In bytes. The largest hand-written configuration files are some hundred kilobytes; a generated one of more would
    /// cost more memory than its findings are worth.
    /// </summary>
    internal const int MaxFileSize = 5 * 1024 * 1024;

    /// <summary>
    /// In bytes. YAML and JSON are data formats too: what only its content could show to be a configuration is not
    /// looked at beyond this size.
    /// </summary>
    private const int MaxSpeculativeSize = 512 * 1024;

    /// <summary>In bytes: Linux reads no longer "#!" line.</summary>
    private const int ShebangSize = 255;

    internal static ReadOutcome Read(IFileSystem files, Candidate candidate)
    {
        bool isNamed = candidate.Verdict is NameVerdict.Certain or NameVerdict.Likely;
        int limit = isNamed ? MaxFileSize : MaxSpeculativeSize;
        byte[] bytes;
        try
        {
            if (candidate.Verdict == NameVerdict.ByShebang && !FileContent.IsShellScript(Encoding.Latin1.GetString(files.Read(candidate.Path, ShebangSize))))
            {
                return default;
            }

            bytes = files.Read(candidate.Path, limit);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ReadOutcome(
                FileKind.Other,
                null,
                new SkippedPath(candidate.Path, SkipReason.Unreadable, failure.Message),
                Error(candidate.Path, "file/unreadable", "The file cannot be read", "The system does not give its content: check its permissions."));
        }

        if (bytes.Length > limit)
        {
            var skipped = new SkippedPath(candidate.Path, SkipReason.TooLarge, $"more than {limit} bytes");
            return new ReadOutcome(FileKind.Other, null, skipped, isNamed ? TooLarge(candidate.Path, limit) : null);
        }

        return Decode(bytes) is { } text
            ? OfText(new SourceText(candidate.Path, text) { HasByteOrderMark = HasUtf8Mark(bytes), IsUtf8 = Utf8Shape.IsValid(bytes) }, candidate, Utf8.IsValid(bytes))
            : new ReadOutcome(
                FileKind.Other,
                null,
                new SkippedPath(candidate.Path, SkipReason.Binary, "has NUL bytes"),
                isNamed ? Error(candidate.Path, "file/binary", "The file is not text", "It has NUL bytes, so it cannot be what its name says.") : null);
    }

    /// <summary>The text of a file whose name needs no judging; null if it cannot be had.</summary>
    public static SourceText? ReadText(IFileSystem files, string path)
    {
        try
        {
            byte[] bytes = files.Read(path, MaxFileSize);
            return bytes.Length <= MaxFileSize && Decode(bytes) is { } text
                ? new SourceText(path, text) { HasByteOrderMark = HasUtf8Mark(bytes), IsUtf8 = Utf8Shape.IsValid(bytes) }
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ReadOutcome OfText(SourceText source, Candidate candidate, bool isValid)
    {
        FileKind kind = FileContent.Judge(candidate, source.Content);
        if (kind is FileKind.Other or FileKind.Yaml or FileKind.Json)
        {
            return default;
        }

        // A file may have that character itself.
        int broken = isValid ? -1 : source.Content.IndexOf('\uFFFD');
        return new ReadOutcome(kind, source, null, broken < 0 ? null : new Diagnostic(
            "file/broken-encoding",
            DiagnosticSeverity.Warning,
            "Text is not valid UTF-8",
            "A byte here is part of no character; it was replaced. Save the file as UTF-8.",
            new SourceLocation(source, new TextSpan(broken, 1))));
    }

    /// <summary>Null for binary content.</summary>
    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        if (bytes.Contains((byte)0))
        {
            return null;
        }

        return Encoding.UTF8.GetString(HasUtf8Mark(bytes) ? bytes[3..] : bytes);
    }

    private static bool HasUtf8Mark(ReadOnlySpan<byte> bytes) => bytes is [0xEF, 0xBB, 0xBF, ..];

    private static Diagnostic TooLarge(string path, int limit) => Error(
        path,
        "file/too-large",
        "The file is too large to be read",
        $"It has more than {limit / (1024 * 1024)} MB. If it is generated, exclude it in .gcp-lintignore.");

    private static Diagnostic Error(string path, string code, string summary, string detail) =>
        new(code, DiagnosticSeverity.Error, summary, detail, new SourceLocation(new SourceText(path, ""), default));
}
