using System.Collections.Immutable;
using System.Numerics;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Blocks of IP addresses.</summary>
internal static class NetworkFunctions
{
    private const string NotCidr = "it is to be an address block in CIDR notation, such as 10.0.0.0/8";

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("cidrhost", Str, Host, Of("prefix", Str), Of("hostnum", Number)),
        Define("cidrnetmask", Str, Netmask, Of("prefix", Str)),
        Define("cidrsubnet", Str, Subnet, Of("prefix", Str), Of("newbits", Number), Of("netnum", Number)),
        DefineVariadic("cidrsubnets", ListOfText, Subnets, Of("newbits", Number), Of("prefix", Str)),
    ];

    private static FunctionResult Host(FunctionCall call)
    {
        if (!CidrBlock.TryParse(call.Text(0), out CidrBlock block))
        {
            return FunctionResult.Fail(NotCidr);
        }

        if (HclNumbers.ToBig(call[1]) is not { IsInteger: true } number || number.Truncate() is not { } host)
        {
            return FunctionResult.FailArgument(1, "the number of the host is to be whole");
        }

        // Negative ones count from the end.
        BigInteger hosts = BigInteger.One << (block.Bits - block.Length);
        BigInteger offset = host.Sign < 0 ? hosts + host : host;
        return offset.Sign < 0 || offset >= hosts
            ? FunctionResult.Fail($"a block of {block.Length} bits has no host {host}")
            : Value.Of((block with { Address = block.Address + (UInt128)offset }).FormatAddress());
    }

    private static FunctionResult Netmask(FunctionCall call)
    {
        if (!CidrBlock.TryParse(call.Text(0), out CidrBlock block))
        {
            return FunctionResult.Fail(NotCidr);
        }

        return block.IsV6 && !block.IsMapped
            ? FunctionResult.Fail("IPv6 has no netmasks")
            : Value.Of((block with { Address = block.Mask }).FormatAddress());
    }

    private static FunctionResult Subnet(FunctionCall call)
    {
        if (!CidrBlock.TryParse(call.Text(0), out CidrBlock block))
        {
            return FunctionResult.Fail(NotCidr);
        }

        if (!HclNumbers.TryGetInt32(call[1], out int bits) || bits < 0 || block.Length + bits > block.Bits)
        {
            return FunctionResult.Fail($"a prefix of {block.Length} bits cannot be extended by so many");
        }

        if (HclNumbers.ToBig(call[2]) is not { IsInteger: true } net || net.Truncate() is not { } number
            || number.Sign < 0 || number >= (BigInteger.One << bits))
        {
            return FunctionResult.Fail($"{bits} bits do not reach for the number of the network");
        }

        int length = block.Length + bits;
        UInt128 address = length == 0 ? 0 : block.Address | ((UInt128)number << (block.Bits - length));
        return Value.Of((block with { Address = address, Length = length }).ToString());
    }

    private static FunctionResult Subnets(FunctionCall call)
    {
        if (!CidrBlock.TryParse(call.Text(0), out CidrBlock block))
        {
            return FunctionResult.FailArgument(0, NotCidr);
        }

        var result = ImmutableArray.CreateBuilder<Value>();
        BigInteger next = BigInteger.Zero;
        if (block.Address == 0 && call.Count > 1)
        {
            // Terraform starts with the block before the first one, and before 0.0.0.0 there is none.
            return FunctionResult.FailArgument(1, "there is no room left for this block");
        }

        BigInteger size = BigInteger.One << (block.Bits - block.Length);
        for (int i = 1; i < call.Count; i++)
        {
            const int MaxExtension = 32;
            if (!HclNumbers.TryGetInt32(call[i], out int bits) || bits is < 1 or > MaxExtension || block.Length + bits > block.Bits)
            {
                return FunctionResult.FailArgument(i, $"a prefix of {block.Length} bits cannot be extended by so many");
            }

            // Each block starts at a multiple of its size.
            int length = block.Length + bits;
            BigInteger step = BigInteger.One << (block.Bits - length);
            next = (next + step - 1) / step * step;
            if (next + step > size)
            {
                return FunctionResult.FailArgument(i, "there is no room left for this block");
            }

            result.Add(Value.Of((block with { Address = block.Address + (UInt128)next, Length = length }).ToString()));
            next += step;
        }

        return TypedValues.List(Str, result.ToImmutable());
    }
}
