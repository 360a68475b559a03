using System.Text.Unicode;

namespace GcpLint.Text;

/// <summary>
/// Whether bytes have the shape of UTF-8: each lead byte before its continuation bytes. Scanners that are generated from
/// that shape alone take overlong forms and surrogates too, which a decoder replaces.
/// </summary>
public static class Utf8Shape
{
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        int rest = 0;
        foreach (byte unit in bytes)
        {
            bool continues = unit is >= 0x80 and <= 0xBF;
            if (continues != rest > 0)
            {
                return false;
            }

            rest = unit switch
            {
                _ when continues => rest - 1,
                <= 0x7F => 0,
                >= 0xC0 and <= 0xDF => 1,
                >= 0xE0 and <= 0xEF => 2,
                >= 0xF0 and <= 0xF7 => 3,
                _ => int.MaxValue,
            };
            if (rest == int.MaxValue)
            {
                return false;
            }
        }

        return rest == 0;
    }
}
