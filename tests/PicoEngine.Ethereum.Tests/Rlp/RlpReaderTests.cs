// SPDX-License-Identifier: MIT OR Apache-2.0

using CsCheck;
using PicoEngine.Ethereum.Rlp;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Rlp;

public sealed class RlpReaderTests
{
    [Theory]
    [InlineData("", "is missing")]
    [InlineData("8100", "below 128")]
    [InlineData("817f", "below 128")]
    [InlineData("81", "ends too early")]
    [InlineData("820102", null)]
    [InlineData("8201", "ends too early")]
    [InlineData("b8", "too long")]
    [InlineData("b800", "zero byte")]
    [InlineData("b837", "longer form")]
    [InlineData("b838", "ends too early")]
    [InlineData("b90038", "zero byte")]
    [InlineData("bbffffffff", "ends too early")]
    [InlineData("bc0100000000", "too long")]
    [InlineData("bf0100000000000000", "too long")]
    [InlineData("c0", null)]
    [InlineData("c1", "ends too early")]
    [InlineData("f800", "zero byte")]
    [InlineData("f837", "longer form")]
    [InlineData("fbffffffff", "ends too early")]
    [InlineData("ff0100000000000000", "too long")]
    [InlineData("00", null)]
    [InlineData("7f", null)]
    [InlineData("80", null)]
    public void Item_takes_only_the_one_right_form(string hex, string? problem)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var reader = new RlpReader(bytes);
        if (problem is null)
        {
            Assert.Equal(bytes, reader.Item("it").Encoded.ToArray());
            reader.End("it");
        }
        else
        {
            Assert.Contains(problem, Assert.Throws<RlpException>(() => reader.Item("it")).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("00", "begins with a zero byte")]
    [InlineData("820001", "begins with a zero byte")]
    [InlineData("89010000000000000000", "more than 64 bits")]
    [InlineData("c0", "is a list")]
    public void UInt64_takes_numbers_without_leading_zeros(string hex, string problem) =>
        Assert.Contains(problem, Assert.Throws<RlpException>(() => new RlpReader(Convert.FromHexString(hex)).UInt64("it")).Message, StringComparison.Ordinal);

    [Fact]
    public void List_and_fixed_sizes_are_required()
    {
        Assert.Throws<RlpException>(() => new RlpReader(new byte[] { 0x80 }).List("it"));
        Assert.Throws<RlpException>(() => new RlpReader(new byte[] { 0x81, 0x80 }).Hash("it"));
        Assert.Throws<RlpException>(() => RlpReader.OfList(new byte[] { 0xc0, 0xc0 }, "it"));
        Assert.Throws<RlpException>(() => new RlpReader(new byte[] { 0xc0 }).End("it"));
    }

    [Fact]
    public void Reading_gives_back_what_was_written()
    {
        Gen.Select(Gen.Byte.Array[0, 300].Array[0, 5], Gen.ULong).Sample(
            (strings, number) =>
            {
                byte[] list = RlpEncoding.OfList([.. strings.SelectMany(text => RlpEncoding.OfBytes(text)), .. RlpEncoding.OfInteger(number)]);
                RlpReader reader = RlpReader.OfList(list, "it");
                foreach (byte[] text in strings)
                {
                    Assert.Equal(text, reader.Bytes("it").ToArray());
                }

                Assert.Equal(number, reader.UInt64("it"));
                Assert.True(reader.AtEnd);
            },
            iter: 3_000,
            threads: 1);
    }

    [Fact]
    public void Any_bytes_give_items_that_are_their_only_encoding_or_the_typed_exception()
    {
        Gen.Byte.Array[0, 80].Sample(
            bytes =>
            {
                var reader = new RlpReader(bytes);
                try
                {
                    while (!reader.AtEnd)
                    {
                        RlpItem item = reader.Item("it");
                        byte[] payload = item.Payload.ToArray();
                        Assert.Equal(item.Encoded.ToArray(), item.IsList ? RlpEncoding.OfList(payload) : RlpEncoding.OfBytes(payload));
                    }
                }
                catch (RlpException)
                {
                }
            },
            iter: 20_000,
            threads: 1);
    }
}
