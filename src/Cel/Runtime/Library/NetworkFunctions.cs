using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension network: addresses and blocks of addresses.</summary>
internal static class NetworkFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function(
            "ip",
            Global(CelType.String, CelType.Ip, ParseAddress),
            Global(CelType.Ip, CelType.Ip, value => value),
            Member(CelType.Cidr, CelType.Ip, value => value.AsOther is IpPrefix block ? Value.OfOther(block.Address) : value)),
        Function("isIP", Global(CelType.String, CelType.Bool, text => Value.Of(IpAddress.Parse(text.AsString) is not null))),
        Function(
            "ip.isCanonical",
            Global(CelType.String, CelType.Bool, text => ParseAddress(text) is { AsOther: IpAddress address } ? Value.Of(address.ToString() == text.AsString) : ParseAddress(text))),
        Function(
            "cidr",
            Global(CelType.String, CelType.Cidr, ParseBlock),
            Global(CelType.Cidr, CelType.Cidr, value => value)),
        Function("isCIDR", Global(CelType.String, CelType.Bool, text => Value.Of(IpPrefix.Parse(text.AsString) is not null))),
        Function("family", Member(CelType.Ip, CelType.Int, value => value.AsOther is IpAddress { IsV4: true } ? Value.Of(4) : Value.Of(6))),
        OfAddress("isUnspecified", address => address.IsUnspecified),
        OfAddress("isLoopback", address => address.IsLoopback),
        OfAddress("isGlobalUnicast", address => address.IsGlobalUnicast),
        OfAddress("isLinkLocalMulticast", address => address.IsLinkLocalMulticast),
        OfAddress("isLinkLocalUnicast", address => address.IsLinkLocalUnicast),
        Function(
            "containsIP",
            Member(CelType.Cidr, CelType.Ip, CelType.Bool, ContainsAddress),
            Member(CelType.Cidr, CelType.String, CelType.Bool, (block, text) => ContainsAddress(block, ParseAddress(text)))),
        Function(
            "containsCIDR",
            Member(CelType.Cidr, CelType.Cidr, CelType.Bool, ContainsBlock),
            Member(CelType.Cidr, CelType.String, CelType.Bool, (block, text) => ContainsBlock(block, ParseBlock(text)))),
        Function("masked", Member(CelType.Cidr, CelType.Cidr, value => value.AsOther is IpPrefix block ? Value.OfOther(block.Masked) : value)),
        Function("prefixLength", Member(CelType.Cidr, CelType.Int, value => value.AsOther is IpPrefix block ? Value.Of((long)block.Length) : value)),
        Function(
            "string",
            Global(CelType.Ip, CelType.String, value => Value.Of($"{value.AsOther}")),
            Global(CelType.Cidr, CelType.String, value => Value.Of($"{value.AsOther}"))),
    ];

    private static CelFunction OfAddress(string name, Func<IpAddress, bool> test) =>
        Function(name, Member(CelType.Ip, CelType.Bool, value => value.AsOther is IpAddress address ? Value.Of(test(address)) : value));

    private static Value ParseAddress(Value text) =>
        IpAddress.Parse(text.AsString) is { } address ? Value.OfOther(address) : CelError.Of($"IP Address '{text.AsString}' parse error");

    private static Value ParseBlock(Value text) =>
        IpPrefix.Parse(text.AsString) is { } block ? Value.OfOther(block) : CelError.Of($"network address '{text.AsString}' parse error");

    /// <param name="block">A block.</param>
    /// <param name="address">An address, or the error of reading it.</param>
    private static Value ContainsAddress(Value block, Value address) =>
        address.IsError ? address : Value.Of(block.AsOther is IpPrefix prefix && address.AsOther is IpAddress ip && prefix.Contains(ip));

    /// <param name="block">A block.</param>
    /// <param name="part">Another one, or the error of reading it.</param>
    private static Value ContainsBlock(Value block, Value part) =>
        part.IsError ? part : Value.Of(block.AsOther is IpPrefix prefix && part.AsOther is IpPrefix inner && prefix.Contains(inner));
}
