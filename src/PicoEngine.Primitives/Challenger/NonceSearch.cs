// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Challenger;

/// <summary>Finds a nonce as <see cref="ProofOfWork.FindNonce"/> does.</summary>
/// <param name="state">The state of a flushed transcript; its rate is not read.</param>
/// <param name="bits">Zero bits, 1 to 24.</param>
/// <param name="first">The first nonce to try.</param>
/// <returns>The smallest one from there on.</returns>
public delegate uint NonceSearch(ReadOnlySpan<KoalaBear> state, int bits, uint first);
