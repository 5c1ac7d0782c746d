// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>Proofs of work.</summary>
public interface IGrindingOps
{
    /// <summary>
    /// The smallest nonce from <paramref name="first"/> on for which the first word of the permuted state has <paramref name="bits"/> low zero bits, in
    /// canonical form. The state that is permuted has as its rate the header word of a proof of work, the nonce and zeros, and the given capacity:
    /// <see cref="Primitives.Challenger.ProofOfWork"/> says it in code.
    /// </summary>
    /// <param name="state">The 24 words of a flushed transcript; the first 15 are not read.</param>
    /// <param name="bits">1 to 24.</param>
    /// <param name="first">The first nonce to try.</param>
    /// <exception cref="InvalidOperationException">No nonce will do.</exception>
    public uint FindNonce(ReadOnlySpan<KoalaBear> state, int bits, uint first);
}
