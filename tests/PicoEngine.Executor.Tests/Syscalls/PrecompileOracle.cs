// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Tests.Precompiles;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>
/// What every precompile computes, from the formulas of the guest ABI ("Operand layouts") on big integers. Poseidon2 alone is
/// the engine's own, which is tested against published vectors.
/// </summary>
internal static class PrecompileOracle
{
    private static readonly BigInteger EdwardsD = Numbers.Hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");

    /// <param name="code">A precompile.</param>
    /// <param name="read">The words that are only read.</param>
    /// <param name="updated">The words that are updated, before.</param>
    /// <param name="argument">a1, where it is a flag.</param>
    /// <returns>The updated words after, for operands that are field elements and points on the curve.</returns>
    public static uint[] Compute(uint code, ReadOnlySpan<uint> read, ReadOnlySpan<uint> updated, uint argument) => code switch
    {
        0x00300105 => HashOracle.ExtendSha256(read),
        0x00010106 => HashOracle.CompressSha256(read, updated),
        0x00010109 => HashOracle.PermuteKeccak(updated),
        0x0001012F => Poseidon2(read),
        0x0001011D => MultiplyUint256(updated, read),
        0x00010180 => MultiplyAddUint256(updated, read),
        0x00010181 => MultiplyAddModuloUint256(updated, read),
        0x00010107 => AddEdwards(updated, read),
        0x00000108 => DecompressEdwards(read, argument),
        >= 0x00010120 and <= 0x0001012E => Field(code, updated, read),
        _ => Weierstrass(code, updated, read, argument),
    };

    /// <summary>Modulus of the coordinates or elements of a call; 0 where there is none.</summary>
    public static BigInteger Modulus(uint code) => (code & 0xff) switch
    {
        0x07 or 0x08 => Numbers.Ed25519Modulus,
        0x0A or 0x0B or 0x0C or 0x2C or 0x2D or 0x2E => Numbers.Secp256k1Modulus,
        0x0E or 0x0F or (>= 0x26 and <= 0x2B) => Numbers.Bn254Modulus,
        >= 0x1C and <= 0x25 and not 0x1D => Numbers.Bls12381Modulus,
        >= 0x30 and <= 0x32 => Numbers.Secp256r1Modulus,
        _ => 0,
    };

    private static uint[] Poseidon2(ReadOnlySpan<uint> input)
    {
        var output = new uint[16];
        return GuestPoseidon2.Permute(input, output) == PrecompileFault.None ? output : [];
    }

    private static uint[] MultiplyUint256(ReadOnlySpan<uint> x, ReadOnlySpan<uint> yAndModulus)
    {
        BigInteger modulus = Numbers.FromWords(yAndModulus[8..]);
        BigInteger product = Numbers.FromWords(x) * Numbers.FromWords(yAndModulus[..8]);
        return Numbers.ToWords(product % (modulus.IsZero ? BigInteger.One << 256 : modulus), 8);
    }

    private static uint[] MultiplyAddUint256(ReadOnlySpan<uint> xAndC, ReadOnlySpan<uint> yAndD) => Numbers.ToWords(
        (Numbers.FromWords(xAndC[..8]) * Numbers.FromWords(yAndD[..8])) + Numbers.FromWords(xAndC[8..]) + Numbers.FromWords(yAndD[8..]), 16);

    private static uint[] MultiplyAddModuloUint256(ReadOnlySpan<uint> x, ReadOnlySpan<uint> yModulusAndZ)
    {
        BigInteger modulus = Numbers.FromWords(yModulusAndZ[8..16]);
        BigInteger sum = (Numbers.FromWords(x) * Numbers.FromWords(yModulusAndZ[..8])) + Numbers.FromWords(yModulusAndZ[16..]);
        return Numbers.ToWords(sum % (modulus.IsZero ? BigInteger.One << 256 : modulus), 8);
    }

    private static uint[] Field(uint code, ReadOnlySpan<uint> p, ReadOnlySpan<uint> q)
    {
        BigInteger modulus = Modulus(code);
        bool quadratic = (code & 0xff) is (>= 0x23 and <= 0x25) or (>= 0x29 and <= 0x2B);
        int words = quadratic ? p.Length / 2 : p.Length;
        (BigInteger a0, BigInteger b0) = (Numbers.FromWords(p[..words]), Numbers.FromWords(q[..words]));
        BigInteger a1 = quadratic ? Numbers.FromWords(p[words..]) : 0;
        BigInteger b1 = quadratic ? Numbers.FromWords(q[words..]) : 0;
        (BigInteger c0, BigInteger c1) = (((code & 0xff) - 0x20) % 3) switch
        {
            0 => (a0 + b0, a1 + b1),
            1 => (a0 - b0, a1 - b1),
            _ => ((a0 * b0) - (a1 * b1), (a0 * b1) + (a1 * b0)),
        };
        uint[] first = Numbers.ToWords(Numbers.Mod(c0, modulus), words);
        return quadratic ? [.. first, .. Numbers.ToWords(Numbers.Mod(c1, modulus), words)] : first;
    }

    private static uint[] AddEdwards(ReadOnlySpan<uint> p, ReadOnlySpan<uint> q)
    {
        BigInteger modulus = Numbers.Ed25519Modulus;
        (BigInteger x1, BigInteger y1) = Point(p);
        (BigInteger x2, BigInteger y2) = Point(q);
        BigInteger product = EdwardsD * x1 * x2 * y1 * y2;
        BigInteger x3 = ((x1 * y2) + (x2 * y1)) * Numbers.Inverse(1 + product, modulus);
        BigInteger y3 = ((y1 * y2) + (x1 * x2)) * Numbers.Inverse(1 - product, modulus);
        return Numbers.ToWords(Numbers.Mod(x3, modulus), Numbers.Mod(y3, modulus), 8);
    }

    /// <summary>RFC 8032, section 5.1.3: x = the root of (y² - 1) / (d·y² + 1) whose lowest bit is the sign.</summary>
    private static uint[] DecompressEdwards(ReadOnlySpan<uint> words, uint sign)
    {
        BigInteger p = Numbers.Ed25519Modulus;
        BigInteger y = Numbers.FromWords(words);
        BigInteger square = Numbers.Mod(((y * y) - 1) * Numbers.Inverse((EdwardsD * y * y) + 1, p), p);
        BigInteger x = BigInteger.ModPow(square, (p + 3) / 8, p);
        if (x * x % p != square)
        {
            x = x * BigInteger.ModPow(2, (p - 1) / 4, p) % p;
        }

        return Numbers.ToWords(x.IsEven == (sign == 0) ? x : p - x, 8);
    }

    private static uint[] Weierstrass(uint code, ReadOnlySpan<uint> updated, ReadOnlySpan<uint> read, uint flag)
    {
        BigInteger p = Modulus(code);
        (BigInteger a, BigInteger b) = (code & 0xff) switch
        {
            0x0A or 0x0B or 0x0C => (BigInteger.Zero, (BigInteger)7),
            0x0E or 0x0F => (0, 3),
            0x1C or 0x1E or 0x1F => (0, 4),
            _ => (-3, Numbers.Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b")),
        };
        if ((code & 0xff) is 0x0C or 0x1C or 0x32)
        {
            BigInteger x = Numbers.FromWords(read);
            BigInteger y = BigInteger.ModPow(Numbers.Mod((x * x * x) + (a * x) + b, p), (p + 1) / 4, p);
            bool wanted = (code & 0xff) == 0x1C ? y > p - y : !y.IsEven;
            return Numbers.ToWords(wanted == (flag == 1) ? y : p - y, read.Length);
        }

        (BigInteger x1, BigInteger y1) = Point(updated);
        bool doubles = read.IsEmpty;
        (BigInteger x2, BigInteger y2) = doubles ? (x1, y1) : Point(read);
        BigInteger slope = doubles
            ? ((3 * x1 * x1) + a) * Numbers.Inverse(2 * y1, p)
            : (y2 - y1) * Numbers.Inverse(x2 - x1, p);
        BigInteger x3 = Numbers.Mod((slope * slope) - x1 - x2, p);
        return Numbers.ToWords(x3, Numbers.Mod((slope * (x1 - x3)) - y1, p), updated.Length / 2);
    }

    private static (BigInteger X, BigInteger Y) Point(ReadOnlySpan<uint> words) =>
        (Numbers.FromWords(words[..(words.Length / 2)]), Numbers.FromWords(words[(words.Length / 2)..]));
}
