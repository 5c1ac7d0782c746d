// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>The proofs of the executable reference, word for word.</summary>
public sealed class ReferenceShardTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Prove_gives_the_challenges_sums_and_words_of_the_reference(int logSkip)
    {
        using ToyShards shards = new(logSkip, asReference: true);
        for (var k = 0; k < shards.Witnesses.Length; k++)
        {
            ChallengeLedger ledger = new(shards.Parameters);
            var (statement, proof) = shards.Prove(shards.Witnesses[k], ledger);
            if (k == 0)
            {
                Assert.Equal(shards.Vector.Challenges, ledger.Trace);
            }

            Assert.Equal(shards.Vector.Sums[k], statement.GlobalSum);
            var words = shards.ToWords(proof);
            var unpacked = WithUnpackedOpenings(shards, words, ledger);
            Assert.Equal(shards.Vector.WordCounts[k], unpacked.Count);
            Assert.Equal(
                shards.Vector.ProofDigests[k],
                Sponge.Poseidon2Width24.Hash(DomainTag.Proof, [.. unpacked.Select(KoalaBear.FromCanonical)]));

            ChallengeLedger verifierLedger = new(shards.Parameters);
            Assert.Null(shards.Verify(statement, words, verifierLedger));
            Assert.Equal(ledger.Trace, verifierLedger.Trace);
        }
    }

    /// <summary>The words with the preprocessed group opened as the reference does, one coset in each leaf.</summary>
    private static List<uint> WithUnpackedOpenings(ToyShards shards, uint[] words, ChallengeLedger ledger)
    {
        var parameters = shards.Parameters;
        var packed = WhirShape.GroupLayout(parameters, 0);
        var layout = LeafLayout.Create(packed.LogHeight, packed.Width, parameters.FoldedVariables[0]);
        var codewords = new KoalaBear[packed.Width << packed.LogHeight];
        var columns = new KoalaBear[packed.Width << parameters.LogStackedHeight];
        shards.Key.Preprocessed.CopyColumns(columns);
        ForwardNtt.Transform(columns, codewords, packed.Width);
        var tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, codewords, layout, parameters.LogCapSize);

        // Nonces of the batching, the fold and the queries, the fold's message and the next cap stand before the openings.
        var next = words.Length - (int)WhirShape.WordCount(parameters) + 3 + (2 * KoalaBearExtension5.Degree)
            + (Digest.Length * WhirShape.CapSize(parameters, WhirShape.RoundLayout(parameters, 1)));
        var others = new[] { 1, 2 }.Select(group => WhirShape.GroupLayout(parameters, group))
            .Sum(other => other.LeafWords + (Digest.Length * WhirShape.PathLength(parameters, other)));
        List<uint> unpacked = [.. words.AsSpan(0, next)];
        foreach (var leaf in ledger.Positions[0])
        {
            for (var row = 0; row < 1 << layout.LogRowsPerLeaf; row++)
            {
                for (var column = 0; column < layout.Width; column++)
                {
                    unpacked.Add(codewords[(column << layout.LogHeight) + leaf + (row << layout.LogLeafCount)].ToCanonical());
                }
            }

            foreach (var sibling in tree.Siblings(leaf))
            {
                foreach (var word in sibling.Words)
                {
                    unpacked.Add(word.ToCanonical());
                }
            }

            next += packed.LeafWords + (Digest.Length * WhirShape.PathLength(parameters, packed));
            unpacked.AddRange(words.AsSpan(next, others));
            next += others;
        }

        unpacked.AddRange(words.AsSpan(next));
        return unpacked;
    }
}
