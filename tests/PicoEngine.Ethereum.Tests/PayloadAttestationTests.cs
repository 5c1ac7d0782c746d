// SPDX-License-Identifier: MIT OR Apache-2.0

using CsCheck;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class PayloadAttestationTests
{
    // One block of each shape: Paris, Shanghai, Cancun, Prague, Osaka.
    public static TheoryData<string, int> Shapes => new()
    {
        { "mainnet-16424145", 14 },
        { "mainnet-18884864", 15 },
        { "mainnet-21429992", 19 },
        { "mainnet-22615247", 20 },
        { "mainnet-25134887", 20 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TryDecode_gives_back_what_was_encoded(string name, int roots)
    {
        BlockJob job = EthereumData.Job(name);
        byte[] bytes = job.Attestation.Encode();
        Assert.Equal(1 + (Hash256.Size * roots), bytes.Length);
        Assert.True(PayloadAttestation.TryDecode(bytes, out PayloadAttestation? attestation));
        Assert.True(attestation.Matches(job.Expected));
        Assert.Equal(job.Facts.Number, attestation.BlockNumber);
        Assert.Equal(job.Facts.Hash, attestation.BlockHash);
        Assert.Equal(job.Facts.ParentHash, attestation.ParentHash);
        Assert.Equal(job.Facts.StateRoot, attestation.StateRoot);
        Assert.Equal(job.Facts.ReceiptsRoot, attestation.ReceiptsRoot);
        Assert.Equal(job.Facts.GasLimit, attestation.GasLimit);
        Assert.Equal(job.Facts.GasUsed, attestation.GasUsed);
        Assert.Equal(job.Facts.Timestamp, attestation.Timestamp);
        Assert.Equal(bytes, attestation.Encode());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Matches_any_changed_byte_is_noticed(string name, int roots)
    {
        BlockJob job = EthereumData.Job(name);
        byte[] bytes = job.Attestation.Encode();
        Assert.Equal(roots, bytes.Length / Hash256.Size);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.False(PayloadAttestation.TryDecode(bytes, out PayloadAttestation? attestation) && attestation.Matches(job.Expected));
            bytes[i] ^= 0x10;
        }
    }

    [Fact]
    public void Matches_another_root_or_fork_is_refused()
    {
        BlockJob job = EthereumData.Job("mainnet-21429992");
        Assert.False(job.Attestation.Matches(EthereumData.Job("mainnet-16424145").Expected));
        Assert.False(job.Attestation.Matches(job.Expected with { PayloadRoot = default }));
        Assert.False(job.Attestation.Matches(job.Expected with { SchemaId = StatelessOutput.SchemaOf(EthereumFork.Prague) }));
        Assert.False(job.Attestation.Matches(job.Expected with { SchemaId = 0x1501 }));

        // Whether the block is valid is the proof's to say; the attestation opens the root either way.
        Assert.True(job.Attestation.Matches(job.Expected with { Valid = false }));
    }

    [Fact]
    public void TryDecode_any_bytes_give_an_attestation_or_nothing()
    {
        Gen.Byte.Array[0, 700].Sample(
            bytes =>
            {
                bool isAttestation = PayloadAttestation.TryDecode(bytes, out PayloadAttestation? attestation);
                Assert.True(!isAttestation || attestation!.Encode().AsSpan().SequenceEqual(bytes));
            },
            iter: 5_000,
            threads: 1);
        foreach (int roots in (int[])[0, 1, 13, 14, 15, 16, 17, 18, 19, 20, 21, 1000])
        {
            byte[] zeros = new byte[1 + (Hash256.Size * roots)];
            zeros[0] = 1;
            Assert.Equal(roots is 14 or 15 or 19 or 20, PayloadAttestation.TryDecode(zeros, out _));
        }
    }
}
