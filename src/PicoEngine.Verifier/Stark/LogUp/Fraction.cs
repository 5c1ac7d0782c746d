// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>A projective fraction: only sums are taken, never quotients.</summary>
/// <param name="Numerator">p of p/q.</param>
/// <param name="Denominator">q of p/q.</param>
public readonly record struct Fraction<TElement>(TElement Numerator, TElement Denominator);
