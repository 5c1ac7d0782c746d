// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>All lengths of an opening: functions of the parameters alone, for prover, verifier and decoder.</summary>
public static class WhirShape
{
    /// <summary>The leaves of the tree of a commitment group: the codewords of its stacked columns, narrow groups packed.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="group">0 preprocessed, 1 boundary, 2 main.</param>
    public static LeafLayout GroupLayout(SystemParameters parameters, int group)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return LeafLayout.CreatePacked(parameters.LogCodewordLength(0), parameters.StackedWidths[group], parameters.FoldedVariables[0]);
    }

    /// <summary>The leaves of the tree of g_i, i at least 1: an element of the extension is five columns.</summary>
    public static LeafLayout RoundLayout(SystemParameters parameters, int round)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        return LeafLayout.Create(parameters.LogCodewordLength(round), KoalaBearExtension5.Degree, parameters.FoldedVariables[round]);
    }

    /// <summary>The nodes of the cap of a tree: a small tree has all its leaf digests as the cap.</summary>
    public static int CapSize(SystemParameters parameters, LeafLayout layout)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(layout);
        return 1 << Math.Min(layout.LogLeafCount, parameters.LogCapSize);
    }

    /// <summary>The siblings of an opening.</summary>
    public static int PathLength(SystemParameters parameters, LeafLayout layout)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return MerkleVerifier.PathLength(layout, parameters.LogCapSize);
    }

    /// <summary>The words of a whole opening, from the nonce of the batching to the last sumcheck message.</summary>
    public static long WordCount(SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        long words = Nonce(parameters.BatchingGrindingBits);
        for (var round = 0; round < parameters.Rounds; round++)
        {
            long folds = parameters.FoldedVariables[round];
            words += (2 * KoalaBearExtension5.Degree * folds) + (Nonce(parameters.FoldingGrindingBits) * folds) + Nonce(parameters.QueryGrindingBits);
            words += round < parameters.Rounds - 1
                ? (Digest.Length * (long)CapSize(parameters, RoundLayout(parameters, round + 1))) + (KoalaBearExtension5.Degree * (long)parameters.OutOfDomainSamples)
                : (long)KoalaBearExtension5.Degree << parameters.LogMessageLength(parameters.Rounds);
            words += parameters.QueryCounts[round] * OpeningWords(parameters, round);
        }

        return words + (2 * KoalaBearExtension5.Degree * parameters.LogMessageLength(parameters.Rounds));
    }

    /// <summary>True when every list of an opening has the length that the parameters give.</summary>
    public static bool Fits<TElement, TWord, TDigest>(WhirProof<TElement, TWord, TDigest> proof, SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(parameters);
        return proof.Rounds.Length == parameters.Rounds
            && proof.FinalSumcheck.Length == parameters.LogMessageLength(parameters.Rounds)
            && Enumerable.Range(0, parameters.Rounds).All(round => RoundFits(proof.Rounds[round], parameters, round));
    }

    private static bool RoundFits<TElement, TWord, TDigest>(WhirRound<TElement, TWord, TDigest> round, SystemParameters parameters, int index)
    {
        var last = index == parameters.Rounds - 1;
        var (folds, queries) = (parameters.FoldedVariables[index], parameters.QueryCounts[index]);
        return round.Folds.Length == folds
            && round.FoldingNonces.Length == (parameters.FoldingGrindingBits == 0 ? 0 : folds)
            && round.Cap.Length == (last ? 0 : CapSize(parameters, RoundLayout(parameters, index + 1)))
            && round.OutOfDomainAnswers.Length == (last ? 0 : parameters.OutOfDomainSamples)
            && round.FinalPolynomial.Length == (last ? 1 << parameters.LogMessageLength(index + 1) : 0)
            && round.GroupOpenings.Length == (index == 0 ? queries : 0)
            && round.FoldedOpenings.Length == (index == 0 ? 0 : queries)
            && round.GroupOpenings.All(groups => groups.Length == SystemParameters.GroupCount
                && groups.Select((opening, group) => LeafFits(opening, GroupLayout(parameters, group), parameters, 1)).All(fits => fits))
            && round.FoldedOpenings.All(opening => LeafFits(opening, RoundLayout(parameters, index), parameters, KoalaBearExtension5.Degree));
    }

    private static bool LeafFits<TValue, TDigest>(LeafOpening<TValue, TDigest> opening, LeafLayout layout, SystemParameters parameters, int wordsPerValue) =>
        opening.Leaf.Length * wordsPerValue == layout.LeafWords && opening.Siblings.Length == PathLength(parameters, layout);

    private static long OpeningWords(SystemParameters parameters, int round)
    {
        if (round > 0)
        {
            return TreeWords(RoundLayout(parameters, round));
        }

        return Enumerable.Range(0, SystemParameters.GroupCount).Sum(group => TreeWords(GroupLayout(parameters, group)));

        long TreeWords(LeafLayout layout) => layout.LeafWords + (Digest.Length * (long)PathLength(parameters, layout));
    }

    private static int Nonce(int bits) => bits == 0 ? 0 : 1;
}
