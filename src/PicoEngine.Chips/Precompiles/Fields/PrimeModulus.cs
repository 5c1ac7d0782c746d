// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;

namespace PicoEngine.Chips.Precompiles.Fields;

/// <summary>The moduli of the fields that have precompiles.</summary>
internal static class PrimeModulus
{
    /// <summary>Base field of secp256k1: 2^256 - 2^32 - 977 (SEC 2, section 2.4.1).</summary>
    public static BigInteger Secp256k1 { get; } = Parse("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");

    /// <summary>Base field of BN254, also called alt_bn128 (EIP-196).</summary>
    public static BigInteger Bn254 { get; } = Parse("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47");

    /// <summary>Base field of BLS12-381 (EIP-2537).</summary>
    public static BigInteger Bls12381 { get; } =
        Parse("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");

    private static BigInteger Parse(string digits) => BigInteger.Parse($"0{digits}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
