// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Files;
using Xunit;

namespace PicoEngine.EndToEnd.Tests;

public sealed class FibonacciTests(ITestOutputHelper output)
{
    [Fact]
    public void Prove_gives_a_file_that_verifies()
    {
        using PicoProver prover = PicoProver.Create(new ProverOptions { DegreeOfParallelism = 2 });
        using GuestProgram program = Guests.Load("fibonacci");
        using ProgramKey key = prover.Setup(program);
        output.WriteLine($"setup {key.Duration}");
        ProvenRun run = prover.Prove(key, Guests.Words(1000), cancellation: TestContext.Current.CancellationToken);
        output.WriteLine($"{run.Cycles} cycles, {run.ProofBytes.Length} bytes, {run.Duration}, {run.SecurityBits}, peak {run.PeakMemoryBytes >> 20} MiB");
        foreach (var stage in run.StageSeconds)
        {
            output.WriteLine($"  {stage.Key} {stage.Value:f2}");
        }

        foreach (ShardFacts shard in run.Shards)
        {
            output.WriteLine($"shard {shard.Number}: shape {shard.Shape}, {shard.Cells} cells, {shard.Interactions} interactions: {string.Join(' ', shard.Tables.Select(t => $"{t.Name}={t.Rows}"))}");
        }

        VerificationResult result = ProofVerifier.Verify(prover.Family, key.Digest.Span, run.ProofBytes);
        Assert.True(result.IsValid);
        Assert.Equal(run.PublicValues.ToArray(), result.Output.ToArray());
    }
}
