// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Protocol.Tests.Soundness;

/// <summary>A probability as a fraction of integers, so that comparing it with 2^-128 involves no rounding at all.</summary>
internal readonly record struct ExactBound(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>p^5, written out: p = 2^31 - 2^24 + 1.</summary>
    public static readonly BigInteger FieldSize = BigInteger.Pow((BigInteger.One << 31) - (BigInteger.One << 24) + 1, 5);

    public double Bits => (BigInteger.Log(Denominator) - BigInteger.Log(Numerator)) / Math.Log(2);

    public static ExactBound operator +(ExactBound left, ExactBound right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static ExactBound operator *(int count, ExactBound bound) => new(count * bound.Numerator, bound.Denominator);

    /// <summary>count / (p^5 2^bits).</summary>
    public static ExactBound OfField(BigInteger count, int bits = 0) => new(count, FieldSize << bits);

    /// <summary>(numerator / denominator)^power / 2^bits.</summary>
    public static ExactBound OfPower(int numerator, int denominator, int power, int bits) =>
        new(BigInteger.Pow(numerator, power), BigInteger.Pow(denominator, power) << bits);

    public bool IsBelowPowerOfHalf(int bits) => Numerator << bits < Denominator;
}
