// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>edwards25519: -x^2 + y^2 = 1 + d x^2 y^2 modulo 2^255 - 19 (RFC 8032, section 5.1).</summary>
internal static class EdwardsParameters
{
    /// <summary>Of the curve, as part of a column's name.</summary>
    public const string Name = "ed25519";

    /// <summary>Bytes of a coordinate.</summary>
    public const int ByteCount = 32;

    /// <summary>Code of the system call P += Q (guest ABI, "Complete syscall table").</summary>
    public const uint AddCode = 0x0001_0107;

    /// <summary>Code of decompression.</summary>
    public const uint DecompressCode = 0x0000_0108;

    /// <summary>Of the field of the coordinates.</summary>
    public static BigInteger Modulus { get; } = (BigInteger.One << 255) - 19;

    /// <summary>d = -121665 / 121666: no square, so a sum of points of the curve has no zero denominator.</summary>
    public static BigInteger D { get; } = BigInteger.Parse(
        "052036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
