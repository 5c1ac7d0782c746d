// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>Proofs of runs: accepted as they are in every shape, refused after any change.</summary>
public sealed class RunVerifierTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(10)]
    [InlineData(5, 5)]
    [InlineData(4, 0, 3, 5)]
    [InlineData(3, 4, 3, 0, 0)]
    public void Verify_accepts_honest_runs(params int[] steps)
    {
        using ToyRuns runs = new();
        var witnesses = runs.Execute(steps);
        Assert.Empty(runs.Findings(witnesses));
        Assert.Null(runs.Verify(runs.Prove(witnesses)));
    }

    [Theory]
    [InlineData(ToyRunMachine.Large, ToyRunMachine.Small, ToyRunMachine.Idle)]
    [InlineData(ToyRunMachine.Small, ToyRunMachine.Large, ToyRunMachine.Large)]
    [InlineData(ToyRunMachine.Small, ToyRunMachine.Small, ToyRunMachine.Small)]
    public void Verify_accepts_every_mixture_of_shapes(params int[] shapes)
    {
        using ToyRuns runs = new();
        var witnesses = ToyRunMachine.FromToy(ToyExecution.Run([5, 5, 0]), shapes);
        var proof = runs.Prove(witnesses);
        Assert.Null(runs.Verify(proof));
        Assert.Null(RunVerifier.Verify(runs.VerifyingKey, proof, degreeOfParallelism: 2));
        for (var k = 0; k < shapes.Length; k++)
        {
            // Lengths differ between shapes; the large and the small one of the same length would be told apart by the transcript.
            foreach (var other in Enumerable.Range(-1, 5).Where(other => other != shapes[k]))
            {
                var changed = proof with { Shards = proof.Shards.SetItem(k, proof.Shards[k] with { Shape = other }) };
                Assert.Equal(RunRejectionReason.Boundary, runs.Verify(changed)?.Reason);
            }
        }
    }

    [Fact]
    public void Verify_refuses_every_changed_public_value()
    {
        using ToyRuns runs = new();
        var proof = runs.Prove(runs.Execute(5, 5));
        SortedDictionary<RunRejectionReason, int> reasons = [];
        for (var k = 0; k < proof.Shards.Length; k++)
        {
            for (var i = 0; i < RunPublicValues.All.Length; i++)
            {
                foreach (var change in new[] { KoalaBear.One, -KoalaBear.One })
                {
                    var values = proof.Shards[k].PublicValues;
                    var rejection = runs.Verify(With(proof, k, shard => shard with { PublicValues = values.SetItem(i, values[i] + change) }));
                    Assert.True(rejection is not null, $"{RunPublicValues.All[i].Name} of shard {k + 1} is not bound.");
                    reasons[rejection.Value.Reason] = reasons.GetValueOrDefault(rejection.Value.Reason) + 1;
                }
            }
        }

        output.WriteLine(string.Join(", ", reasons));
        Assert.True(reasons.Count >= 10);
    }

    [Fact]
    public void Verify_refuses_changed_sums_nonces_and_words()
    {
        using ToyRuns runs = new();
        var proof = runs.Prove(runs.Execute(5, 5));
        Assert.Equal(RunRejectionReason.GlobalProofOfWork, runs.Verify(proof with { GlobalNonce = null })?.Reason);
        Assert.NotNull(runs.Verify(proof with { GlobalNonce = proof.GlobalNonce + KoalaBear.One }));

        // The sums add up, each is wrong: the proofs of the shards are about other ones.
        var shifted = With(With(proof, 0, shard => shard with { GlobalSum = shard.GlobalSum + KoalaBear.One }),
            1, shard => shard with { GlobalSum = shard.GlobalSum - KoalaBear.One });
        Assert.Equal((RunRejectionReason.ShardProof, 1), (runs.Verify(shifted)!.Value.Reason, runs.Verify(shifted)!.Value.Shard));

        var words = proof.Shards[1].Words.ToArray();
        for (var place = 0; place < words.Length; place += 97)
        {
            var copy = words.ToArray();
            copy[place] = (copy[place] + 1) % KoalaBear.Modulus;
            Assert.NotNull(runs.Verify(With(proof, 1, shard => shard with { Words = copy })));
            copy[place] = KoalaBear.Modulus;
            var rejection = runs.Verify(With(proof, 1, shard => shard with { Words = copy }));
            Assert.Equal(new Rejection(RejectionReason.NonCanonicalWord, place), rejection?.Cause);
        }
    }

    [Fact]
    public void Verify_is_total()
    {
        using ToyRuns runs = new();
        var proof = runs.Prove(runs.Execute(5, 5));
        Assert.Equal(RunRejectionReason.ShardCount, runs.Verify(proof with { Shards = [] })?.Reason);
        Assert.Equal(RunRejectionReason.ShardCount, runs.Verify(proof with { Shards = default })?.Reason);
        Assert.Equal(RunRejectionReason.ShardCount, runs.Verify(proof with { Shards = [.. Enumerable.Repeat(proof.Shards[0], 65)] })?.Reason);
        Assert.Equal(new RunRejection(RunRejectionReason.PublicValueCount, 2), runs.Verify(With(proof, 1, shard => shard with { PublicValues = default })));
        Assert.Equal(
            new RunRejection(RunRejectionReason.PublicValueCount, 1),
            runs.Verify(With(proof, 0, shard => shard with { PublicValues = shard.PublicValues.Add(KoalaBear.Zero) })));
        foreach (var length in new[] { 0, 1, proof.Shards[0].Words.Length - 1, proof.Shards[0].Words.Length + 1 })
        {
            Assert.Equal(
                new RunRejection(RunRejectionReason.Boundary, 1, Cause: new(RejectionReason.ProofLength, length)),
                runs.Verify(With(proof, 0, shard => shard with { Words = new uint[length] })));
        }
    }

    private static RunProof With(RunProof proof, int shard, Func<RunShard, RunShard> change) =>
        proof with { Shards = proof.Shards.SetItem(shard, change(proof.Shards[shard])) };
}
