// SPDX-License-Identifier: MIT OR Apache-2.0

using CsCheck;
using PicoEngine.Ethereum.Blocks;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Blocks;

public sealed class ExecutionRequestsTests
{
    [Fact]
    public void Hash_of_no_requests_is_that_of_empty_bytes() =>
        Assert.Equal("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ExecutionRequests.None.Hash().ToString());

    [Fact]
    public void TryParse_reads_types_in_order()
    {
        ExecutionRequests requests = ExecutionRequests.TryParse(Convert.FromHexString("0300000000aabb" + "0200000002cc"))!;
        Assert.Equal(["AABB", "", "CC"], requests.Lists.Select(list => Convert.ToHexString(list.Span)));
        Assert.Equal(ExecutionRequests.None.Hash(), ExecutionRequests.TryParse(default)!.Hash());
    }

    [Theory]
    [InlineData("03")]
    [InlineData("03000000")]
    [InlineData("0300000000aa")]
    [InlineData("0000000000")]
    [InlineData("0100000000")]
    [InlineData("0200000003aa")]
    [InlineData("0200000001aa0200000001aa")]
    [InlineData("0200000002aa0200000001aa")]
    [InlineData("ffffffff00aa")]
    public void TryParse_anything_else_is_nothing(string hex) =>
        Assert.Null(ExecutionRequests.TryParse(Convert.FromHexString(hex)));

    [Fact]
    public void TryParse_any_bytes_never_fail_otherwise() =>
        Gen.Byte[0, 5].Array[0, 40].Sample(
            bytes =>
            {
                int size = ExecutionRequests.TryParse(bytes)?.Lists.Sum(list => list.IsEmpty ? 0 : list.Length + 5) ?? bytes.Length;
                Assert.Equal(bytes.Length, size);
            },
            iter: 20_000,
            threads: 1);
}
