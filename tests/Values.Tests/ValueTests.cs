using System.Numerics;
using GcpLint.Values;

namespace GcpLint.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Nothing_written_is_absent() => default(Value).IsAbsent.Should().BeTrue();

    [Fact]
    public void Numbers_are_equal_by_amount_whatever_their_kind()
    {
        Value.Of(1).Should().Be(Value.Of(1.0));
        Value.Of(1).Should().Be(Value.OfUInt(1));
        Value.Of(-1).Should().NotBe(Value.OfUInt(ulong.MaxValue));
        Value.Of(new BigNumber(BigInteger.One, 3)).Kind.Should().Be(ValueKind.Int);
        Value.Of(double.NaN).Should().NotBe(Value.Of(double.NaN));
        Value.Of(0.0).Should().Be(Value.Of(-0.0));
    }

    [Fact]
    public void Defaults_hold_but_nobody_wrote_them()
    {
        var defaults = new ValueMap([new ValueEntry(Value.Of("tier"), Value.Of("BASIC"))]);
        var map = new ValueMap([new ValueEntry(Value.Of("name"), Value.Of("x"))], defaults: defaults);

        map.Get("tier").AsString.Should().Be("BASIC");
        map.ContainsKey("tier").Should().BeFalse();
        map.Select(entry => entry.Key.AsString).Should().Equal("name");
    }

    [Fact]
    public void A_path_goes_through_maps_and_indices_and_stops_at_unknown()
    {
        var unknown = Value.Unknown(UnknownKind.Computed, "known after apply");
        var inner = Value.Of(new ValueMap([new ValueEntry(Value.Of("image"), Value.Of("a:1")), new ValueEntry(Value.Of("id"), unknown)]));
        var root = Value.Of(new ValueMap([new ValueEntry(Value.Of("containers"), Value.Of(new ValueList([inner])))]));

        root.GetPath("containers[0].image").AsString.Should().Be("a:1");
        root.GetPath("containers[0].id.deeper").IsUnknown.Should().BeTrue();
        root.GetPath("containers[1].image").IsAbsent.Should().BeTrue();
    }

    [Fact]
    public void Sets_and_maps_have_no_order()
    {
        Value.OfSet(new ValueList([Value.Of("a"), Value.Of("b")])).Should().Be(Value.OfSet(new ValueList([Value.Of("b"), Value.Of("a")])));
        Value.Of(new ValueList([Value.Of("a"), Value.Of("b")])).Should().NotBe(Value.Of(new ValueList([Value.Of("b"), Value.Of("a")])));
    }
}
