// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>A cryptographic permutation of a fixed number of KoalaBear words; sponge, trees and challenger know no more than this.</summary>
/// <remarks>Implementations are immutable and may be called from any thread.</remarks>
public interface IPermutation
{
    /// <summary>How many states <see cref="PermuteBatch"/> takes at once, on every machine.</summary>
    public const int BatchSize = 16;

    /// <summary>Words of one state.</summary>
    public int Width { get; }

    /// <summary>Permutes one state in place.</summary>
    /// <param name="state"><see cref="Width"/> words.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void Permute(Span<KoalaBear> state);

    /// <summary>Permutes <see cref="BatchSize"/> states in place.</summary>
    /// <param name="states">[<see cref="Width"/>][<see cref="BatchSize"/>]: word 0 of all states, then word 1 of all states, and so on.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void PermuteBatch(Span<KoalaBear> states);
}
