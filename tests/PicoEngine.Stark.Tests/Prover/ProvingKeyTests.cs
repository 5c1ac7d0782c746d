// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Stark.Prover;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

public sealed class ProvingKeyTests
{
    [Fact]
    public void PreprocessedFor_another_memory_is_one_copy_with_which_proofs_are_the_same()
    {
        using ToyShards shards = new(4);
        var witness = shards.Witnesses[0];
        var expected = shards.ToWords(shards.Prove(witness).Proof);
        using CpuBackend own = new(), stranger = new(1, new MemorySpace("elsewhere"));
        Assert.Same(shards.Key.Preprocessed, shards.Key.PreprocessedFor(own));
        var copy = shards.Key.PreprocessedFor(stranger);
        Assert.Equal((stranger.Memory, true), (copy.Memory, copy.Cap.AsSpan().SequenceEqual(shards.Key.Preprocessed.Cap)));
        Assert.Same(copy, shards.Key.PreprocessedFor(stranger));

        ShardProver prover = new(shards.Key, stranger);
        using var boundary = prover.CommitBoundary(witness);
        Assert.Equal(expected, shards.ToWords(prover.Prove(witness, boundary, shards.Vector.GlobalAlpha, shards.Vector.GlobalBeta).Proof));
        Assert.Throws<ArgumentException>(() => own.Commitments.Open(boundary, [0]));
    }
}
