// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The permutation by itself.</summary>
public interface IPoseidon2Ops
{
    /// <summary>Permutes each state in place.</summary>
    /// <param name="states">[count][<paramref name="width"/>], state after state, in host memory.</param>
    /// <param name="width">Words of a state, 16 or 24.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another width.</exception>
    /// <exception cref="ArgumentException">The words are no whole number of states.</exception>
    public void Permute(Span<KoalaBear> states, int width);
}
