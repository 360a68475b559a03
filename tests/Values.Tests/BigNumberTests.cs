using FsCheck;
using FsCheck.Fluent;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests;

public sealed class BigNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("1e3", "1000")]
    [InlineData("+.5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("3.14159265358979323846264338327950288419716939937510582097494459", "3.14159265358979323846264338327950288419716939937510582097494459")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("1e160", "10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void Numbers_are_read_and_written(string text, string expected)
    {
        BigNumber.TryParse(text, out BigNumber? number).Should().BeTrue();
        number!.Format().Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("0x1")]
    [InlineData("1 ")]
    [InlineData("1e4000000000")]
    [InlineData("1e700000000")]
    public void What_is_no_number_is_refused(string text) => BigNumber.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Quotients_have_512_bits_and_their_shortest_digits() =>
        BigNumber.Divide(BigNumber.One, BigNumber.Of(3))!.Format().Should().Be("0." + new string('3', 154) + "5");

    [Fact]
    public void What_is_written_reads_back_as_the_same_number() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), number =>
        {
            BigNumber exact = BigNumber.Of(number)!;
            return exact.ToDouble().Equals(number) && BigNumber.TryParse(exact.Format()!, out BigNumber? back) && back.ToDouble().Equals(number);
        }));

    [Fact]
    public void Arithmetic_of_whole_numbers_is_exact() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<long>(), (a, b) =>
        {
            BigNumber left = BigNumber.Of(a);
            BigNumber right = BigNumber.Of(b);
            return BigNumber.Add(left, right)!.Format() == ((Int128)a + b).ToString()
                && BigNumber.Multiply(left, right)!.Format() == ((Int128)a * b).ToString()
                && (b == 0 || BigNumber.Remainder(left, right)!.Format() == ((Int128)a % b).ToString())
                && left.CompareTo(right) == a.CompareTo(b);
        }));

    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("a\u0328\u0301", "\u0105\u0301")]
    [InlineData("a\u0301\u0328", "\u0105\u0301")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    public void Texts_are_normalized_without_icu(string text, string expected) => text.ToNfc().Should().Be(expected);

    [Fact]
    public void Half_of_a_surrogate_pair_is_left_alone() => "\uD800\u0301".ToNfc().Should().Be("\uD800\u0301");
}
