// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>Weighted sums over the pairs of a round, whose bracket is h(X) = (p0 q1 + p1 q0 + lambda q0 q1)(X).</summary>
/// <param name="Value">Of h - lambda at the <see cref="LayerPoint"/>; h is lambda on virtual pairs, so those add nothing.</param>
/// <param name="Quadratic">Of the coefficients of X^2.</param>
public readonly record struct RoundSums(KoalaBearExtension5 Value, KoalaBearExtension5 Quadratic)
{
    /// <summary>The sums of two sets of pairs together.</summary>
    public static RoundSums operator +(RoundSums left, RoundSums right) => new(left.Value + right.Value, left.Quadratic + right.Quadratic);

    /// <summary>The sums with all weights multiplied.</summary>
    public static RoundSums operator *(RoundSums sums, KoalaBearExtension5 weight) => new(sums.Value * weight, sums.Quadratic * weight);

    /// <inheritdoc cref="op_Addition"/>
    public static RoundSums Add(RoundSums left, RoundSums right) => left + right;

    /// <inheritdoc cref="op_Multiply"/>
    public static RoundSums Multiply(RoundSums sums, KoalaBearExtension5 weight) => sums * weight;
}
