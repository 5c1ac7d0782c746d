// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using PicoEngine.Proving.Resumption;
using Xunit;

namespace PicoEngine.Proving.Tests.Resumption;

public sealed class StoredShardCodecTests
{
    private static readonly byte[] Run = SHA256.HashData("a run"u8);

    private static readonly StoredShard Shard = new(3, 1, [1, 2, 3], [4, 5, 6, 7, 8], [.. Enumerable.Range(0, 100).Select(i => (uint)i * 7919)]);

    [Fact]
    public void Read_gives_back_what_was_written()
    {
        StoredShard read = Assert.IsType<StoredShard>(StoredShardCodec.Read(StoredShardCodec.Write(Shard, Run), Run));
        Assert.Equal((Shard.Number, Shard.Shape), (read.Number, read.Shape));
        Assert.Equal(Shard.PublicValues, read.PublicValues);
        Assert.Equal(Shard.GlobalSum, read.GlobalSum);
        Assert.Equal(Shard.Proof, read.Proof);
    }

    [Fact]
    public void Read_refuses_every_flipped_bit_and_every_length()
    {
        byte[] bytes = StoredShardCodec.Write(Shard, Run);
        for (int i = 0; i < bytes.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                Assert.Null(StoredShardCodec.Read(bytes, Run));
                bytes[i] ^= (byte)(1 << bit);
            }

            Assert.Null(StoredShardCodec.Read(bytes.AsSpan(0, i), Run));
        }

        Assert.Null(StoredShardCodec.Read([.. bytes, 0], Run));
        Assert.NotNull(StoredShardCodec.Read(bytes, Run));
    }

    [Fact]
    public void Read_refuses_the_shard_of_another_run() =>
        Assert.Null(StoredShardCodec.Read(StoredShardCodec.Write(Shard, Run), SHA256.HashData("another run"u8)));

    [Fact]
    public void Read_refuses_lengths_beyond_the_file_before_it_takes_memory()
    {
        byte[] bytes = StoredShardCodec.Write(Shard with { PublicValues = [], GlobalSum = [], Proof = [] }, Run);
        int count = bytes.Length - SHA256.HashSizeInBytes - sizeof(uint);
        bytes.AsSpan(count, sizeof(uint)).Fill(0xff);
        SHA256.HashData(bytes.AsSpan(0, count + sizeof(uint)), bytes.AsSpan(count + sizeof(uint)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(StoredShardCodec.Read(bytes, Run));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }
}
