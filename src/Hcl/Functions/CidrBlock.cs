using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GcpLint.Hcl.Functions;

/// <summary>An address block, its address cut to the prefix.</summary>
internal readonly record struct CidrBlock(UInt128 Address, int Length, bool IsV6)
{
    /// <summary>Of an address.</summary>
    public int Bits => IsV6 ? 128 : 32;

    public UInt128 Mask => Length == 0 ? 0 : (Bits == 128 ? UInt128.MaxValue : uint.MaxValue) & (UInt128.MaxValue << (Bits - Length));

    /// <summary>An address of IPv4 within IPv6, <c>::ffff:10.0.0.1</c>.</summary>
    public bool IsMapped => IsV6 && Address >> 32 == 0xFFFF;

    public static bool TryParse(string text, out CidrBlock block)
    {
        block = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            return false;
        }

        bool v6 = text.AsSpan(0, slash).Contains(':');
        UInt128 address;
        if (v6)
        {
            // IPAddress also takes zones and ports, CIDR notation does not.
            if (text.AsSpan(0, slash).ContainsAny('%', '[') || !IPAddress.TryParse(text.AsSpan(0, slash), out IPAddress? parsed)
                || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            {
                return false;
            }

            address = ReadBigEndian(parsed.GetAddressBytes());
        }
        else if (!TryParseV4(text.AsSpan(0, slash), out address))
        {
            return false;
        }

        if (length > (v6 ? 128 : 32))
        {
            return false;
        }

        block = new CidrBlock(address, length, v6);
        block = block with { Address = address & block.Mask };
        return true;
    }

    public string FormatAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        for (int i = 0; i < 16; i++)
        {
            bytes[i] = (byte)(Address >> (8 * (15 - i)));
        }

        return new IPAddress(IsV6 && !IsMapped ? bytes : bytes[12..]).ToString();
    }

    /// <summary>As in Go, an address of IPv4 that is mapped into IPv6 is shown as what it is, and so is its block.</summary>
    public override string ToString()
    {
        const int MappedBits = 96;
        return string.Create(CultureInfo.InvariantCulture, $"{FormatAddress()}/{(IsMapped ? Length - MappedBits : Length)}");
    }

    /// <summary>Four decimal numbers; zeros in front are decimal too, as in old versions of Go.</summary>
    private static bool TryParseV4(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = 0;
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            const int MaxPart = 255;
            if (text[range].Length > 10 || !uint.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out uint part) || part > MaxPart)
            {
                return false;
            }

            address = (address << 8) | part;
            parts++;
        }

        return parts == 4;
    }

    private static UInt128 ReadBigEndian(byte[] bytes)
    {
        UInt128 result = 0;
        foreach (byte part in bytes)
        {
            result = (result << 8) | part;
        }

        return result;
    }
}
