using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Text in other forms.</summary>
internal static class EncodingFunctions
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("base64decode", Str, Base64Decode, Of("str", Str)),
        Define("base64encode", Str, call => Value.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Text(0)))), Of("str", Str)),
        Define("base64gzip", Str, call => Value.Of(Convert.ToBase64String(Compress(call.Text(0)))), Of("str", Str)),
        Define("csvdecode", Any, CsvDecode, Of("str", Str)),
        Define("jsondecode", Any, JsonDecode, Of("str", Str)),
        Define("jsonencode", Str, JsonEncode, new Parameter("val", Any, AllowNull: true, AllowUnknown: true)),
        Define("textdecodebase64", Str, TextDecode, Of("source", Str), Of("encoding", Str)),
        Define("textencodebase64", Str, TextEncode, Of("string", Str), Of("encoding", Str)),
        Define("urlencode", Str, call => Value.Of(UrlEncode(call.Text(0))), Of("str", Str)),
        Define("yamldecode", Any, YamlDecode, Of("src", Str)),
        Define("yamlencode", Str, YamlEncode, new Parameter("value", Any, AllowNull: true, AllowUnknown: true)),
    ];

    private static bool TryDecodeBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        // Go's decoder passes over line ends, and takes no other blanks.
        bytes = null;
        string compact = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        if (compact.AsSpan().ContainsAny(" \t"))
        {
            return false;
        }

        var buffer = new byte[(compact.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(compact, buffer, out int written))
        {
            return false;
        }

        bytes = buffer[..written];
        return true;
    }

    private static FunctionResult Base64Decode(FunctionCall call)
    {
        if (!TryDecodeBase64(call.Text(0), out byte[]? bytes))
        {
            return FunctionResult.Fail("the text is not base64");
        }

        try
        {
            return Value.Of(StrictUtf8.GetString(bytes).ToNfc());
        }
        catch (DecoderFallbackException)
        {
            return FunctionResult.Fail("the decoded bytes are no text in UTF-8");
        }
    }

    /// <summary>With the header that Go writes; the compressed bytes may differ from Go's and unpack to the same.</summary>
    private static byte[] Compress(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        byte[] bytes = buffer.ToArray();
        const int ExtraFlags = 8;
        const int OperatingSystem = 9;
        if (bytes.Length > OperatingSystem)
        {
            bytes[ExtraFlags] = 0;
            bytes[OperatingSystem] = 255;
        }

        return bytes;
    }

    private static FunctionResult JsonDecode(FunctionCall call) => JsonText.TryDecode(call.Text(0), out Value value)
        ? value
        : FunctionResult.Fail("the text is not JSON");

    private static FunctionResult JsonEncode(FunctionCall call) => call[0].FindUnknown() is { } unknown
        ? FunctionCall.UnknownFrom(unknown, Str)
        : Value.Of(JsonText.Encode(call[0]).ToNfc());

    private static FunctionResult YamlEncode(FunctionCall call) => call[0].FindUnknown() is { } unknown
        ? FunctionCall.UnknownFrom(unknown, Str)
        : Value.Of(YamlText.Encode(call[0]).ToNfc());

    private static FunctionResult YamlDecode(FunctionCall call) => new YamlReader(call.Text(0)).Read(out Value value) switch
    {
        YamlOutcome.Read => value,
        YamlOutcome.Invalid => FunctionResult.Fail("the text is not YAML"),
        _ => Value.Unknown(UnknownKind.Function, "yamldecode: the text uses a feature of YAML that is not evaluated"),
    };

    private static FunctionResult CsvDecode(FunctionCall call)
    {
        if (!CsvText.TryParse(call.Text(0), out List<List<string>> rows))
        {
            return FunctionResult.Fail("the text is not CSV, or its lines have different numbers of fields");
        }

        if (rows.Count == 0)
        {
            return FunctionResult.Fail("the text has no line with the names of the columns");
        }

        List<string> names = rows[0];
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            return FunctionResult.Fail("two columns have one name");
        }

        if ((long)rows.Count * names.Count > Evaluation.EvaluationBudget.MaxValueSize)
        {
            return FunctionResult.Limit("the table is too large");
        }

        HclType type = HclType.Object(names.Select(name => new HclTypeAttribute(name, Str)));
        return TypedValues.List(type, [.. rows.Skip(1).Select(row =>
            Value.Of(new ValueMap([.. names.Zip(row, (name, field) => new ValueEntry(Value.Of(name), Value.Of(field.ToNfc())))], type)))]);
    }

    /// <summary>The encodings of IANA that .NET brings along and Go knows; the others are unknown, not wrong.</summary>
    private static Encoding? FindEncoding(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" => StrictUtf8,
        "UTF-16LE" => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        "UTF-16BE" => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        "UTF-16" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        "ISO-8859-1" or "LATIN1" => Encoding.GetEncoding("ISO-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        "US-ASCII" or "ASCII" => Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        string other => FindCodePage(other),
    };

    private static Encoding? FindCodePage(string name)
    {
        bool isKnown = name.StartsWith("WINDOWS-", StringComparison.Ordinal) || name.StartsWith("ISO-8859-", StringComparison.Ordinal)
            || name is "SHIFT_JIS" or "GBK" or "GB18030" or "BIG5" or "EUC-JP" or "EUC-KR" or "ISO-2022-JP" or "KOI8-R" or "KOI8-U" or "MACINTOSH";
        return isKnown && CodePagesEncodingProvider.Instance.GetEncoding(name) is { } encoding
            ? CodePagesEncodingProvider.Instance.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            : null;
    }

    private static FunctionResult TextEncode(FunctionCall call)
    {
        if (FindEncoding(call.Text(1)) is not { } encoding)
        {
            return Value.Unknown(UnknownKind.Function, $"the encoding \"{call.Text(1)}\" is not known");
        }

        try
        {
            return Value.Of(Convert.ToBase64String([.. encoding.GetPreamble(), .. encoding.GetBytes(call.Text(0))]));
        }
        catch (EncoderFallbackException)
        {
            return FunctionResult.FailArgument(0, $"a character is not in {call.Text(1)}");
        }
    }

    private static FunctionResult TextDecode(FunctionCall call)
    {
        if (FindEncoding(call.Text(1)) is not { } encoding)
        {
            return Value.Unknown(UnknownKind.Function, $"the encoding \"{call.Text(1)}\" is not known");
        }

        if (!TryDecodeBase64(call.Text(0), out byte[]? bytes))
        {
            return FunctionResult.FailArgument(0, "the text is not base64");
        }

        try
        {
            // A mark of the byte order belongs to the encoding that has one, and decides it.
            bool marked = encoding.GetPreamble().Length > 0 && bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..];
            Encoding actual = marked && bytes[0] == 0xFF ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true) : encoding;
            return Value.Of(actual.GetString(marked ? bytes.AsSpan(2) : bytes).ToNfc());
        }
        catch (DecoderFallbackException)
        {
            return FunctionResult.FailArgument(0, $"the bytes are no text in {call.Text(1)}");
        }
    }

    /// <summary>As for a query: blanks become '+', everything but letters, digits and <c>-_.~</c> is escaped.</summary>
    private static string UrlEncode(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (byte unit in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                result.Append((char)unit);
            }
            else if (unit == ' ')
            {
                result.Append('+');
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return result.ToString();
    }
}
