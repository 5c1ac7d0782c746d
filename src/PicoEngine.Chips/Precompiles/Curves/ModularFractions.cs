// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>Quotients of many numbers modulo a prime for one inversion and four products each (P. Montgomery, Speeding the Pollard and elliptic curve methods, 1987).</summary>
internal static class ModularFractions
{
    /// <summary>Replaces each denominator by numerator over denominator, in size below the prime and of any sign.</summary>
    /// <param name="numerators">As many as there are denominators.</param>
    /// <param name="denominators">Not 0 modulo the prime.</param>
    /// <param name="prime">The modulus.</param>
    /// <exception cref="InvalidOperationException">A denominator is 0.</exception>
    public static void Divide(ReadOnlySpan<BigInteger> numerators, Span<BigInteger> denominators, BigInteger prime)
    {
        var products = new BigInteger[denominators.Length];
        var product = BigInteger.One;
        for (var i = 0; i < denominators.Length; i++)
        {
            products[i] = product;
            product = product * denominators[i] % prime;
        }

        if (product.IsZero)
        {
            throw new InvalidOperationException("A denominator of a row is zero.");
        }

        var inverse = BigInteger.ModPow(product, prime - 2, prime);
        for (var i = denominators.Length - 1; i >= 0; i--)
        {
            var denominator = denominators[i];
            denominators[i] = (inverse * products[i] % prime) * numerators[i] % prime;
            inverse = inverse * denominator % prime;
        }
    }
}
