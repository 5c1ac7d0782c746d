// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>A round polynomial of degree two: h(0) and the coefficient of X^2, "h at infinity"; the claim h(0) + h(1) gives the third.</summary>
/// <param name="AtZero">h(0).</param>
/// <param name="AtInfinity">The coefficient of X^2.</param>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
public readonly record struct SumcheckMessage<TElement>(TElement AtZero, TElement AtInfinity);
