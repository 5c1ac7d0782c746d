// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>What an opening proves: the stacked columns under three caps have these values at a point.</summary>
/// <param name="Caps">The caps of the preprocessed, boundary and main group; the transcript or the verifying key holds them already.</param>
/// <param name="Claims">One value for each stacked column, groups in that order; absorbed already.</param>
/// <param name="Point">The point.</param>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
public sealed record WhirStatement<TElement, TDigest>(TDigest[][] Caps, TElement[] Claims, OpeningPoint<TElement> Point);
