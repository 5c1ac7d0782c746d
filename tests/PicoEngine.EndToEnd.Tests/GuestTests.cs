// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Executor;
using PicoEngine.Executor.Sharding;
using PicoEngine.Proving;
using PicoEngine.RiscV.Decoding;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.EndToEnd.Tests;

/// <summary>The committed guests, proved and verified.</summary>
public sealed class GuestTests(ITestOutputHelper output)
{
    [Fact]
    public void Prove_fibonacci_and_estimate_it_exactly()
    {
        using Proofs proofs = new(output, Guests.Load("fibonacci"));
        GuestInput input = Guests.Words(1000);
        ProofEstimate estimate = proofs.Estimate(input);
        ProvenRun run = proofs.Prove(input);
        proofs.AssertValid(run);
        Assert.Equal(1000u, BinaryPrimitives.ReadUInt32LittleEndian(run.PublicValues.Span));
        Assert.Equal(run.ProofBytes.Length, estimate.ProofBytes);
        Assert.Equal(run.Cycles, estimate.Cycles);
        Assert.Equal(run.SecurityBits, estimate.SecurityBits);
        Assert.Equal(run.Shards.Select(shard => (shard.Shape, shard.Cells, shard.Interactions)), estimate.Shards.Select(shard => (shard.Shape, shard.Cells, shard.Interactions)));
        Assert.InRange(run.SecurityBits.RunUnion, 128, run.SecurityBits.ShardUnion);
        output.WriteLine($"estimated {estimate.Seconds:f2} s, {estimate.PeakMemoryBytes >> 20} MiB");
    }

    [Fact]
    public void Prove_hashes_by_precompile()
    {
        byte[] message = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i))];
        using Proofs proofs = new(output, Guests.Load("sha256"));
        ProvenRun run = proofs.Prove(GuestInput.From(message));
        proofs.AssertValid(run);
        Assert.Equal(SHA256.HashData(message), run.PublicValues.ToArray());
    }

    [Fact]
    public void Prove_every_instruction_on_pairs_of_edge_operands()
    {
        using Proofs proofs = new(output, Guests.Load("instructions"));
        ExecutionReport report = GuestExecutor.Execute(
            proofs.Key.Program, GuestInput.Empty, new ExecutionOptions { Shards = ShardLimits.Default }, TestContext.Current.CancellationToken);
        IReadOnlyDictionary<Opcode, ulong> counts = report.CountOpcodes(proofs.Key.Program.Image.Instructions.Span);
        Assert.Equal([Opcode.Ebreak], Enum.GetValues<Opcode>().Where(opcode => opcode != Opcode.Unimp).Except(counts.Keys));
        ProvenRun run = proofs.Prove();
        proofs.AssertValid(run);
        Assert.Equal(19_429u, BinaryPrimitives.ReadUInt32LittleEndian(run.PublicValues.Span));
    }

    [Fact]
    public void Prove_sorting_over_several_shards()
    {
        using Proofs proofs = new(output, Guests.Load("quicksort"), new ProverOptions { MaximumMainWidth = 8 });
        ProvenRun run = proofs.Prove(Guests.Words(24_000, 7));
        proofs.AssertValid(run);
        Assert.InRange(run.Shards.Count, 3, 8);
        Assert.Equal(run.Cycles, run.Shards.Aggregate(0ul, (sum, shard) => sum + shard.Cycles));
    }

    [Fact]
    public void Prove_at_100_bits_is_smaller_and_of_another_key()
    {
        using Proofs proofs = new(output, Guests.Load("fibonacci"), new ProverOptions { Security = SecurityLevel.Bits100 });
        ProvenRun run = proofs.Prove(Guests.Words(10));
        proofs.AssertValid(run);
        Assert.InRange(run.SecurityBits.RunUnion, 100, 128);
        Assert.Equal("CORE-100", run.Parameters);
        using Proofs at128 = new(output, Guests.Load("fibonacci"));
        Assert.NotEqual(at128.Key.Digest.ToArray(), proofs.Key.Digest.ToArray());
        Assert.False(at128.Verify(run.ProofBytes).IsValid);
        Assert.InRange(run.ProofBytes.Length, 1, at128.Estimate(Guests.Words(10)).ProofBytes - 1);
    }
}
