// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>Proofs of toy shards: accepted as they are, refused after any change.</summary>
public sealed class ShardVerifierTests(ITestOutputHelper output)
{
    // Changing every word takes seconds; a step that shares no factor with the lengths of elements and digests meets all their places.
    private const int WordStep = 7;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Verify_refuses_every_changed_word(int logSkip)
    {
        using ToyShards shards = new(logSkip);
        var (statement, proof) = shards.Prove(shards.Witnesses[0]);
        var words = shards.ToWords(proof);
        Assert.Null(shards.Verify(statement, words));
        SortedDictionary<RejectionReason, int> reasons = [];
        var changed = 0;
        for (var place = logSkip == 2 ? 0 : 1; place < words.Length; place += WordStep, changed++)
        {
            var copy = words.ToArray();
            copy[place] = (copy[place] + 1) % KoalaBear.Modulus;
            var rejection = shards.Verify(statement, copy);
            Assert.True(rejection is not null, $"Word {place} of {words.Length} is not bound.");
            reasons[rejection.Value.Reason] = reasons.GetValueOrDefault(rejection.Value.Reason) + 1;
        }

        output.WriteLine($"l_skip {logSkip}: {changed} of {words.Length} words changed, all refused: {string.Join(", ", reasons)}");
        Assert.Contains(RejectionReason.ZerocheckFinalClaim, reasons.Keys);
        Assert.Contains(RejectionReason.IndexFinalClaim, reasons.Keys);
    }

    [Fact]
    public void Verify_refuses_other_lengths_and_words_that_are_not_canonical()
    {
        using ToyShards shards = new(2);
        var (statement, proof) = shards.Prove(shards.Witnesses[1]);
        var words = shards.ToWords(proof);
        Assert.Null(shards.Verify(statement, words));
        foreach (var other in new uint[][] { [], words[1..], words[..^1], [.. words, 0], [.. words, .. words] })
        {
            Assert.Equal(new Rejection(RejectionReason.ProofLength, other.Length), shards.Verify(statement, other));
        }

        for (var place = 0; place < words.Length; place += 101)
        {
            foreach (var word in new[] { KoalaBear.Modulus, words[place] + KoalaBear.Modulus, uint.MaxValue })
            {
                var copy = words.ToArray();
                copy[place] = word;
                Assert.Equal(new Rejection(RejectionReason.NonCanonicalWord, place), shards.Verify(statement, copy));
            }
        }
    }

    [Fact]
    public void Verify_refuses_other_heights()
    {
        using ToyShards shards = new(4);
        var (statement, proof) = shards.Prove(shards.Witnesses[0]);
        var words = shards.ToWords(proof);
        var refused = 0;
        for (var table = 0; table < shards.Machine.Tables.Length; table++)
        {
            foreach (var height in new uint[] { 0, 1, 2, 3, 5, 8, 1000, KoalaBear.Modulus - 1 }.Where(height => height != words[table]))
            {
                var copy = words.ToArray();
                copy[table] = height;
                Assert.True(shards.Verify(statement, copy) is not null, $"Table {table} with {height} blocks.");
                refused++;
            }
        }

        output.WriteLine($"{refused} other heights refused");
    }

    [Fact]
    public void Verify_refuses_other_statements()
    {
        using ToyShards shards = new(4);
        var (statement, proof) = shards.Prove(shards.Witnesses[0]);
        var words = shards.ToWords(proof);
        Assert.Null(shards.Verify(statement, words));
        for (var i = 0; i < statement.PublicValues.Length; i++)
        {
            var values = statement.PublicValues.ToArray();
            values[i] += KoalaBear.One;
            Assert.NotNull(shards.Verify(statement with { PublicValues = values }, words));
        }

        Assert.NotNull(shards.Verify(statement with { GlobalAlpha = statement.GlobalAlpha + KoalaBear.One }, words));
        Assert.NotNull(shards.Verify(statement with { GlobalBeta = statement.GlobalBeta + KoalaBear.One }, words));
        Assert.NotNull(shards.Verify(statement with { GlobalSum = statement.GlobalSum + KoalaBear.One }, words));
        foreach (var values in new[] { statement.PublicValues[1..], [.. statement.PublicValues, KoalaBear.Zero] })
        {
            Assert.Equal(new Rejection(RejectionReason.StatementShape), shards.Verify(statement with { PublicValues = values }, words));
        }
    }

    // Column 3 of the first table is a time, which a bus compares; column 12 is a carry, which only a constraint sees:
    // the prover takes constraints as zero on rows, so the skip polynomial has the right sum, and is wrong at the challenge.
    [Theory]
    [InlineData(0, 3, RejectionReason.FractionalSum)]
    [InlineData(4, 3, RejectionReason.FractionalSum)]
    [InlineData(0, 12, RejectionReason.ZerocheckFinalClaim)]
    [InlineData(4, 12, RejectionReason.ZerocheckFinalClaim)]
    public void Verify_refuses_the_consistent_proof_of_a_wrong_trace(int logSkip, int column, RejectionReason reason)
    {
        using ToyShards shards = new(logSkip);
        var witness = shards.Witnesses[0];
        TraceMatrix[] traces = [.. witness.Traces.Select(trace => trace.Clone())];
        traces[0][column, 2] += KoalaBear.One;
        var (statement, proof) = shards.Prove(witness with { Traces = traces });
        Assert.Equal(reason, shards.Verify(statement, shards.ToWords(proof))?.Reason);
    }

    [Fact]
    public void Prove_does_not_depend_on_the_number_of_threads()
    {
        using ToyShards shards = new(2);
        var words = shards.ToWords(shards.Prove(shards.Witnesses[0]).Proof);
        Assert.Equal(words, shards.ToWords(shards.Prove(shards.Witnesses[0], degreeOfParallelism: 3).Proof));
    }
}
