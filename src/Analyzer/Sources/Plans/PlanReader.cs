using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>Reads what <c>terraform show -json</c> prints, and state files of version 4. Never throws on input.</summary>
internal static class PlanReader
{
    /// <summary>
    /// Levels of JSON. A nested module has two of them, and Terraform's own attributes some ten; this bounds the recursion.
    /// </summary>
    public const int MaxDepth = 256;

    public static PlanFile Read(PlanInput input)
    {
        if (input.Content.Length > PlanInput.MaxFileSize)
        {
            return Fail(input, "plan/too-large", "The file is too large to be read", $"It has more than {PlanInput.MaxFileSize / (1024 * 1024)} MB.", Start(input));
        }

        ReadOnlyMemory<byte> content = Utf8Of(input.Content);
        if (content.Span.StartsWith("PK"u8))
        {
            return Fail(input, "plan/binary", "This is a binary plan: run `terraform show -json plan.tfplan > plan.json`",
                "Terraform keeps plans in a form that only Terraform of the same version reads. Scan the JSON that it makes of it.", Start(input));
        }

        var file = new JsonElementText(input.Path, content);
        var reader = new Utf8JsonReader(content.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            var sections = new PlanSections(input, content, file);
            return sections.Read(ref reader);
        }
        catch (JsonException failure)
        {
            int offset = OffsetOf(content.Span, failure);
            return Fail(input, "plan/syntax", "The file is no valid JSON",
                content.Length == 0 || offset >= content.Length - 1
                    ? "It ends in the middle: was the command that wrote it stopped, or the disk full?"
                    : $"It cannot be read beyond this place. Write it with `terraform show -json`, which nests no more than {MaxDepth} levels.",
                file.At(offset));
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader tells of a string that is no text (a lone surrogate, a broken byte) in this way.
            return Fail(input, "plan/syntax", "The file is no valid JSON", "A string has bytes that are no text in UTF-8.", file.At((int)reader.TokenStartIndex));
        }
    }

    internal static PlanFile Fail(PlanInput input, string code, string summary, string detail, SourceLocation location) =>
        new(input.Path, input.Kind) { Diagnostics = [new Diagnostic(code, DiagnosticSeverity.Error, summary, detail, location)] };

    private static SourceLocation Start(PlanInput input) => new(new SourceText(input.Path, ""), default);

    /// <summary>The shells of Windows write UTF-16 when they redirect.</summary>
    private static ReadOnlyMemory<byte> Utf8Of(ReadOnlyMemory<byte> content) => content.Span switch
    {
        [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(content.Span[2..])),
        [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(content.Span[2..])),
        [0xEF, 0xBB, 0xBF, ..] => content[3..],
        _ => content,
    };

    private static int OffsetOf(ReadOnlySpan<byte> content, JsonException failure)
    {
        int offset = 0;
        for (long line = failure.LineNumber ?? 0; line > 0; line--)
        {
            int end = content[offset..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            offset += end + 1;
        }

        return (int)Math.Min(content.Length, offset + (failure.BytePositionInLine ?? 0));
    }
}
