// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The inner loops of the fractional-sum prover, on consecutive tiles that the caller owns; one implementation per vector width.</summary>
internal unsafe interface IFractionKernel
{
    /// <summary>The widest that this machine runs.</summary>
    public static IFractionKernel Widest { get; } =
        PackedKoalaBear512.IsSupported ? new FractionKernel<PackedKoalaBear512>()
        : PackedKoalaBear256.IsSupported ? new FractionKernel<PackedKoalaBear256>()
        : new FractionKernel<PackedKoalaBear1>();

    /// <summary>Arrays of so many bytes are written past the caches.</summary>
    public long StreamedBytes { get; }

    /// <summary>Parent i is the sum of the nodes 2i and 2i + 1.</summary>
    /// <param name="nodes">2 <paramref name="count"/> nodes.</param>
    /// <param name="parents">Where the parents go.</param>
    /// <param name="count">A multiple of 16.</param>
    /// <param name="pastCaches">The parents are so many that writing them through the caches only costs time; a fence or a lock makes them visible to other threads.</param>
    public void Merge(KoalaBear* nodes, KoalaBear* parents, int count, bool pastCaches);

    /// <summary>The weighted sum of the X^2 coefficients of the pairs of a layer's first round; pair i has the nodes 4i .. 4i + 3.</summary>
    /// <param name="nodes">4 <paramref name="pairs"/> nodes.</param>
    /// <param name="pairs">A multiple of 16.</param>
    /// <param name="weights">A weight for each pair.</param>
    /// <param name="lambda">The layer's challenge.</param>
    public KoalaBearExtension5 FirstRound(KoalaBear* nodes, int pairs, KoalaBear* weights, KoalaBearExtension5 lambda);

    /// <summary>Binds the lowest variable to the challenge, and sums what the next round's message needs.</summary>
    /// <param name="source">4 <paramref name="pairs"/> entries, or 8 as many nodes when it is the layer's first fold.</param>
    /// <param name="destination">Where 2 <paramref name="pairs"/> entries go; no part of the source.</param>
    /// <param name="pairs">A multiple of 16.</param>
    /// <param name="weights">A weight for each pair of folded entries; null when there is no further round.</param>
    /// <param name="fold">Challenges and mode.</param>
    public RoundSums Fold(KoalaBear* source, KoalaBear* destination, int pairs, KoalaBear* weights, in FoldStep fold);
}
