// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>A curve y^2 = x^3 + a x + b whose points guests add, double and decompress.</summary>
/// <param name="Name">Of the curve, as part of a column's name.</param>
/// <param name="Modulus">Of the field of the coordinates.</param>
/// <param name="A">The coefficient a, as a number of any sign.</param>
/// <param name="B">The coefficient b; only decompression needs it.</param>
/// <param name="AddCode">Code of the system call P += Q (guest ABI, "Complete syscall table").</param>
/// <param name="DoubleCode">Code of P = 2 P.</param>
/// <param name="DecompressCode">Code of decompression, 0 where there is none.</param>
internal sealed record WeierstrassParameters(string Name, BigInteger Modulus, BigInteger A, BigInteger B, uint AddCode, uint DoubleCode, uint DecompressCode)
{
    /// <summary>SEC 2, section 2.4.1.</summary>
    public static WeierstrassParameters Secp256k1 { get; } =
        new("secp256k1", (BigInteger.One << 256) - (BigInteger.One << 32) - 977, 0, 7, 0x0001_010A, 0x0000_010B, 0x0000_010C);

    /// <summary>SEC 2, section 2.4.2.</summary>
    public static WeierstrassParameters Secp256r1 { get; } = new(
        "secp256r1",
        Hexadecimal("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
        -3,
        Hexadecimal("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
        0x0001_0130,
        0x0000_0131,
        0x0000_0132);

    /// <summary>The alt_bn128 of EIP-196.</summary>
    public static WeierstrassParameters Bn254 { get; } =
        new("bn254", Hexadecimal("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"), 0, 3, 0x0001_010E, 0x0000_010F, 0);

    /// <summary>G1 of EIP-2537.</summary>
    public static WeierstrassParameters Bls12381 { get; } = new(
        "bls12381",
        Hexadecimal("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"),
        0,
        4,
        0x0001_011E,
        0x0000_011F,
        0x0000_011C);

    private static BigInteger Hexadecimal(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
