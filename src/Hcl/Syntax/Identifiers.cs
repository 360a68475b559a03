using System.Globalization;
using System.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>What HCL takes for an identifier: Unicode's ID_Start and ID_Continue (UAX #31), '_' in front and '-' inside.</summary>
public static class Identifiers
{
    /// <summary>Whether the whole of <paramref name="text"/> is one identifier, as hclsyntax.ValidIdentifier says.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> text) => !text.IsEmpty && Measure(text) == text.Length;

    /// <summary>The length of the identifier that <paramref name="text"/> starts with; 0 if it starts with none.</summary>
    internal static int Measure(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length)
        {
            char unit = text[length];
            if (unit < 0x80)
            {
                bool letter = char.IsAsciiLetter(unit) || unit == '_';
                if (!letter && !(length > 0 && (char.IsAsciiDigit(unit) || unit == '-')))
                {
                    return length;
                }

                length++;
                continue;
            }

            if (Rune.DecodeFromUtf16(text[length..], out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done
                || !(length == 0 ? IsStart(rune) : IsContinue(rune)))
            {
                return length;
            }

            length += consumed;
        }

        return length;
    }

    private static bool IsStart(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => rune.Value is not 0x2E2F,

        // Other_ID_Start.
        _ => rune.Value is 0x1885 or 0x1886 or 0x2118 or 0x212E or 0x309B or 0x309C,
    };

    private static bool IsContinue(Rune rune) => IsStart(rune) || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.ConnectorPunctuation => true,

        // Other_ID_Continue.
        _ => rune.Value is 0xB7 or 0x387 or (>= 0x1369 and <= 0x1371) or 0x19DA,
    };
}
