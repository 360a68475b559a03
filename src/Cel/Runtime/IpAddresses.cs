using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GcpLint.Cel.Runtime;

/// <summary>An address of IPv4 or IPv6 without a zone. An IPv4 address mapped into IPv6 equals the IPv4 address.</summary>
/// <param name="Bits">The address in the lowest bits.</param>
/// <param name="IsV4">It was written as IPv4.</param>
internal sealed record IpAddress(UInt128 Bits, bool IsV4)
{
    private const ulong MappedPrefix = 0xFFFF;

    public int Length => IsV4 ? 32 : 128;

    public bool IsUnspecified => Bits == 0;

    public bool IsLoopback => IsV4 ? (Bits >> 24) == 127 : Bits == 1;

    public bool IsMulticast => IsV4 ? (Bits >> 28) == 0xE : (Bits >> 120) == 0xFF;

    public bool IsLinkLocalMulticast => IsV4 ? (Bits >> 8) == 0xE00000 : (Bits >> 112) == 0xFF02;

    public bool IsLinkLocalUnicast => IsV4 ? (Bits >> 16) == 0xA9FE : (Bits >> 118) == 0x3FA;

    public bool IsGlobalUnicast =>
        !IsUnspecified && !IsLoopback && !IsMulticast && !IsLinkLocalUnicast && !(IsV4 && Bits == uint.MaxValue);

    public bool Equals(IpAddress? other) => other is not null && Unmapped == other.Unmapped;

    public override int GetHashCode() => Unmapped.GetHashCode();

    /// <summary>Null for what is no address: a zone and an IPv6 address that ends as IPv4 are refused.</summary>
    public static IpAddress? Parse(ReadOnlySpan<char> text)
    {
        bool v6 = text.Contains(':');
        if (text.Length > 45 || text.ContainsAny("%[]/") || (v6 && text.Contains('.')) || (!v6 && !IsDottedQuad(text)) || !IPAddress.TryParse(text, out IPAddress? address))
        {
            return null;
        }

        UInt128 bits = 0;
        foreach (byte part in address.GetAddressBytes())
        {
            bits = (bits << 8) | part;
        }

        return new IpAddress(bits, address.AddressFamily == AddressFamily.InterNetwork);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length / 8];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[bytes.Length - 1 - i] = (byte)(Bits >> (8 * i));
        }

        return new IPAddress(bytes).ToString();
    }

    private (UInt128 Bits, bool IsV4) Unmapped => !IsV4 && (Bits >> 32) == MappedPrefix ? (Bits & uint.MaxValue, true) : (Bits, IsV4);

    /// <summary>Four decimal parts without leading zeros: .NET also takes "1.2", octal and hexadecimal parts.</summary>
    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || part.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }

        return parts == 4;
    }
}

/// <summary>A block of addresses, "10.0.0.0/8"; the bits behind the prefix are kept.</summary>
internal sealed record IpPrefix(IpAddress Address, int Length)
{
    public IpPrefix Masked => this with { Address = Address with { Bits = Network(Address) } };

    public static IpPrefix? Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IpAddress.Parse(text.AsSpan(0, slash)) is { } address
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && length <= address.Length && (length.ToString(CultureInfo.InvariantCulture).Length == text.Length - slash - 1)
            ? new IpPrefix(address, length)
            : null;
    }

    public bool Contains(IpAddress address) => address.IsV4 == Address.IsV4 && Network(address) == Network(Address);

    public bool Contains(IpPrefix other) => other.Length >= Length && Contains(other.Address);

    public override string ToString() => $"{Address}/{Length}";

    private UInt128 Network(IpAddress address)
    {
        int host = address.Length - Length;
        return host == 128 ? 0 : address.Bits >> host << host;
    }
}
