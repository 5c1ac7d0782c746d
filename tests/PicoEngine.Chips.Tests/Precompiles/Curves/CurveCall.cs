// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>What calls on curves mean, in integers and without the engine's code: given words before and after a call, is that the call?</summary>
/// <param name="Name">Of the curve and operation.</param>
/// <param name="Code">Of the system call.</param>
/// <param name="Kind">The operation.</param>
/// <param name="Curve">The curve.</param>
internal sealed record CurveCall(string Name, uint Code, CurveCallKind Kind, CurveCall.Parameters Curve)
{
    private static readonly Parameters Secp256k1 = new(32, Parse("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"), 0, 7);

    private static readonly Parameters Secp256r1 = new(
        32, Parse("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"), -3, Parse("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"));

    private static readonly Parameters Bn254 = new(32, Parse("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"), 0, 3);

    private static readonly Parameters Bls12381 = new(
        48, Parse("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"), 0, 4);

    // B is d.
    private static readonly Parameters Ed25519 = new(
        32, Parse("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"), 0, Parse("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"));

    /// <summary>Guest ABI, "Complete syscall table".</summary>
    public static IReadOnlyList<CurveCall> All { get; } =
    [
        new("secp256k1_add", 0x0001010A, CurveCallKind.Add, Secp256k1),
        new("secp256r1_add", 0x00010130, CurveCallKind.Add, Secp256r1),
        new("bn254_add", 0x0001010E, CurveCallKind.Add, Bn254),
        new("bls12381_add", 0x0001011E, CurveCallKind.Add, Bls12381),
        new("secp256k1_double", 0x0000010B, CurveCallKind.Double, Secp256k1),
        new("secp256r1_double", 0x00000131, CurveCallKind.Double, Secp256r1),
        new("bn254_double", 0x0000010F, CurveCallKind.Double, Bn254),
        new("bls12381_double", 0x0000011F, CurveCallKind.Double, Bls12381),
        new("secp256k1_decompress", 0x0000010C, CurveCallKind.DecompressByParity, Secp256k1),
        new("secp256r1_decompress", 0x00000132, CurveCallKind.DecompressByParity, Secp256r1),
        new("bls12381_decompress", 0x0000011C, CurveCallKind.DecompressByOrder, Bls12381),
        new("ed25519_add", 0x00010107, CurveCallKind.EdwardsAdd, Ed25519),
        new("ed25519_decompress", 0x00000108, CurveCallKind.EdwardsDecompress, Ed25519),
    ];

    /// <summary>Words of a coordinate.</summary>
    public int CoordinateWords => Curve.ByteCount / 4;

    /// <summary>Whether Q is a pointer to a point.</summary>
    public bool IsAdd => Kind is CurveCallKind.Add or CurveCallKind.EdwardsAdd;

    /// <summary>Whether a1 is a flag.</summary>
    public bool IsDecompression => Kind is CurveCallKind.DecompressByParity or CurveCallKind.DecompressByOrder or CurveCallKind.EdwardsDecompress;

    public static CurveCall Find(string name) => All.Single(call => call.Name == name);

    /// <summary>Whether the words at P become <paramref name="after"/>.</summary>
    /// <param name="p">The words at P before: a point; of decompression, the coordinate to find, then the known one.</param>
    /// <param name="q">The words at Q, if it is a pointer.</param>
    /// <param name="argument">The register a1.</param>
    /// <param name="after">The words at P after.</param>
    public bool IsRight(ReadOnlySpan<uint> p, ReadOnlySpan<uint> q, uint argument, ReadOnlySpan<uint> after)
    {
        var (x1, y1) = Point(p);
        var (x3, y3) = Point(after);
        var modulus = Curve.Modulus;
        if (x3 >= modulus || y3 >= modulus)
        {
            return false;
        }

        if (IsDecompression)
        {
            // The coordinate that is found lies first.
            return y1 == y3 && argument <= 1 && IsRoot(x3, y1) && Choice(x3) == argument;
        }

        var (x2, y2) = IsAdd ? Point(q) : (x1, y1);
        if (x1 >= modulus || y1 >= modulus || x2 >= modulus || y2 >= modulus || (!IsAdd && argument != 0))
        {
            return false;
        }

        if (Kind == CurveCallKind.EdwardsAdd)
        {
            var e = Curve.B * x1 * x2 * y1 * y2;
            return (1 + e) % modulus != 0 && (1 - e) % modulus != 0
                && ((x3 * (1 + e)) - (x1 * y2) - (x2 * y1)) % modulus == 0 && ((y3 * (1 - e)) - (y1 * y2) - (x1 * x2)) % modulus == 0;
        }

        var (numerator, denominator) = Kind == CurveCallKind.Add ? (y2 - y1, x2 - x1) : ((3 * x1 * x1) + Curve.A, 2 * y1);
        if (denominator % modulus == 0)
        {
            return false;
        }

        var slope = numerator * BigInteger.ModPow(denominator + modulus, modulus - 2, modulus);
        return ((slope * slope) - x1 - x2 - x3) % modulus == 0 && ((slope * (x1 - x3)) - y1 - y3) % modulus == 0;
    }

    /// <summary>One of the two values that decompression finds, or null where there is none.</summary>
    public BigInteger? FindRoot(BigInteger known)
    {
        var modulus = Curve.Modulus;
        var square = Kind == CurveCallKind.EdwardsDecompress
            ? ((known * known) - 1) * BigInteger.ModPow((Curve.B * known * known) + 1, modulus - 2, modulus)
            : (known * known * known) + (Curve.A * known) + Curve.B;
        square = ((square % modulus) + modulus) % modulus;

        // modulus = 3 modulo 4, or 5 modulo 8, where 2^((modulus - 1) / 4) is a root of -1.
        var root = modulus % 4 == 3 ? BigInteger.ModPow(square, (modulus + 1) / 4, modulus) : BigInteger.ModPow(square, (modulus + 3) / 8, modulus);
        if (root * root % modulus != square)
        {
            root = root * BigInteger.ModPow(2, (modulus - 1) / 4, modulus) % modulus;
        }

        return root * root % modulus == square ? root : null;
    }

    private bool IsRoot(BigInteger found, BigInteger known)
    {
        var modulus = Curve.Modulus;
        return known < modulus && (Kind == CurveCallKind.EdwardsDecompress
            ? (known * known) - (found * found) - 1 - (Curve.B * found * found * known * known)
            : (found * found) - (known * known * known) - (Curve.A * known) - Curve.B) % modulus == 0;
    }

    private uint Choice(BigInteger found) => Kind == CurveCallKind.DecompressByOrder ? (found > Curve.Modulus - found ? 1u : 0u) : (uint)(found & 1);

    private (BigInteger X, BigInteger Y) Point(ReadOnlySpan<uint> words) => (Number(words[..CoordinateWords]), Number(words[CoordinateWords..]));

    public static BigInteger Number(ReadOnlySpan<uint> words)
    {
        var number = BigInteger.Zero;
        for (var i = words.Length - 1; i >= 0; i--)
        {
            number = (number << 32) + words[i];
        }

        return number;
    }

    public static uint[] Words(BigInteger number, int count)
    {
        var words = new uint[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = (uint)((number >> (32 * i)) & uint.MaxValue);
        }

        return words;
    }

    private static BigInteger Parse(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Of a curve: SEC 2, EIP-196, EIP-2537, RFC 8032.</summary>
    internal sealed record Parameters(int ByteCount, BigInteger Modulus, BigInteger A, BigInteger B);
}
