// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Weighted sums over the pairs of a round, whose bracket is h(X) = (a e + b d)(X).</summary>
/// <param name="Value">Of h - lambda at 1 (or at 0); h is lambda on virtual pairs, so those add nothing.</param>
/// <param name="Quadratic">Of the coefficients of X^2.</param>
internal readonly record struct RoundSums(KoalaBearExtension5 Value, KoalaBearExtension5 Quadratic)
{
    public static RoundSums operator +(RoundSums left, RoundSums right) => new(left.Value + right.Value, left.Quadratic + right.Quadratic);

    public static RoundSums operator *(RoundSums sums, KoalaBearExtension5 weight) => new(sums.Value * weight, sums.Quadratic * weight);
}
