// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The running claim sum_x g(x) omega(x) = sigma of an opening: the vectors g and omega, which fold, and the codewords of g.</summary>
/// <remarks>Both have 2^m elements at first. Rounds of folds and codewords are numbered as in the parameter set; the codeword of round i is that of g behind i rounds of folds.</remarks>
public interface IOpeningSession : IDisposable
{
    /// <summary>Makes omega the weights of a point: L_y(skip) on the skip bits, eq(low, .) and eq(row, .) above.</summary>
    /// <param name="point">The point.</param>
    public void SetPoint(OpeningPoint<KoalaBearExtension5> point);

    /// <summary>h(0) and the coefficient of X^2 of the sumcheck on g omega in the lowest variable.</summary>
    public SumcheckMessage<KoalaBearExtension5> NextMessage();

    /// <summary>Binds the lowest variable of both vectors.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="following">What follows.</param>
    public void Bind(KoalaBearExtension5 challenge, AfterFold following);

    /// <summary>Evaluates g, by its coefficients, on the domain of a round.</summary>
    /// <param name="round">1 to the number of rounds - 1.</param>
    public void Encode(int round);

    /// <summary>Hashes the codeword that was made last.</summary>
    /// <returns>Its cap.</returns>
    public MerkleCap CommitCodeword();

    /// <summary>The values of g, as a polynomial with these coefficients, at points of the extension.</summary>
    public KoalaBearExtension5[] Evaluate(ReadOnlySpan<KoalaBearExtension5> points);

    /// <summary>g itself, when it is short enough to be sent.</summary>
    public KoalaBearExtension5[] Coefficients();

    /// <summary>Opens the codeword of a round and gives its memory back.</summary>
    /// <param name="round">The round of <see cref="Encode"/>.</param>
    /// <param name="positions">Numbers of leaves; repeats are kept.</param>
    public LeafOpening<KoalaBearExtension5, Digest>[] OpenCodeword(int round, ReadOnlySpan<int> positions);

    /// <summary>
    /// Adds gamma^l pow(z_l), l = 1, 2, .., to omega, where pow(z) is (1, z, z^2, ..) and the z are the points, then w^p for the positions p, w of the order
    /// of the round's leaves.
    /// </summary>
    /// <param name="round">The folding round that ends.</param>
    /// <param name="gamma">The challenge.</param>
    /// <param name="points">Points outside the domain.</param>
    /// <param name="positions">Queried leaves; repeats count.</param>
    public void AddAnswers(int round, KoalaBearExtension5 gamma, ReadOnlySpan<KoalaBearExtension5> points, ReadOnlySpan<int> positions);
}
