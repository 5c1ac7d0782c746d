// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using CsCheck;
using PicoEngine.Ethereum.Ssz;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Ssz;

public sealed class MerkleizerTests
{
    [Fact]
    public void Root_equals_that_of_the_whole_tree()
    {
        Gen.Select(Gen.Int[0, 6], Gen.Byte.Array[0, 2100]).Sample(
            (depth, bytes) =>
            {
                byte[] padded = new byte[32 << depth];
                int size = Math.Min(bytes.Length, padded.Length);
                bytes.AsSpan(0, size).CopyTo(padded);
                Assert.Equal(WholeTree(padded), Merkleizer.Bytes(bytes.AsSpan(0, size), depth).Bytes.ToArray());
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void List_mixes_its_length_in()
    {
        byte[] length = new byte[32];
        length[0] = 2;
        Hash256 one = Merkleizer.Integer(1);
        Assert.Equal(
            SHA256.HashData([.. WholeTree([.. one.Bytes, .. one.Bytes, .. new byte[64]]), .. length]),
            Merkleizer.List([one, one], 2).Bytes.ToArray());
        Assert.NotEqual(Merkleizer.List([], 2), Merkleizer.List([default], 2));
    }

    [Fact]
    public void ToBytes_writes_fixed_parts_offsets_and_contents()
    {
        var inner = new SszWriter();
        inner.Variable(new byte[] { 0xaa });
        inner.Variable(ReadOnlyMemory<byte>.Empty);
        var outer = new SszWriter();
        outer.UInt64(0x0102);
        outer.Variable(inner);
        outer.Fixed(new byte[] { 0xee });
        outer.Variable(new byte[] { 0xbb, 0xcc });
        outer.Variable([]);
        Assert.Equal("1201" + "0201000000000000" + "15000000" + "ee" + "1e000000" + "20000000" + "0800000009000000" + "aa" + "bbcc", Convert.ToHexStringLower(outer.ToBytes([0x12, 0x01])));
    }

    private static byte[] WholeTree(byte[] leaves) => leaves.Length == 32
        ? leaves
        : SHA256.HashData([.. WholeTree(leaves[..(leaves.Length / 2)]), .. WholeTree(leaves[(leaves.Length / 2)..])]);
}
