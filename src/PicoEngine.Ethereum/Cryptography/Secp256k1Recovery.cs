// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Executor.Precompiles;

namespace PicoEngine.Ethereum.Cryptography;

/// <summary>Public keys from ECDSA signatures over secp256k1 (SEC 1, section 4.1.6), for hints: the guest checks each against its signature.</summary>
/// <remarks>Not constant-time: signatures and keys are public. Candidates r + n, which Ethereum does not have, are not looked at.</remarks>
internal static class Secp256k1Recovery
{
    /// <summary>Bytes of a key: 0x04, then x and y, big-endian.</summary>
    public const int KeySize = 65;

    private const int ScalarBits = 256;
    private const int Words = 8;
    private const byte Uncompressed = 0x04;

    private static readonly PrimeField Field = PrimeField.Secp256k1;
    private static readonly PrimeField Scalars = PrimeField.Secp256k1Scalar;

    // SEC 2, section 2.4.1.
    private static readonly JacobianPoint Generator = PointAt(
        Convert.FromHexString("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"), isOdd: false)!.Value;

    /// <summary>Recovers a key.</summary>
    /// <param name="hash">What was signed, 32 bytes.</param>
    /// <param name="r">At most 32 bytes, big-endian.</param>
    /// <param name="s">Likewise.</param>
    /// <param name="isOdd">Parity of the y coordinate of the signature's point.</param>
    /// <param name="key">Receives the key.</param>
    /// <returns>False when no key has this signature; <paramref name="key"/> is then untouched.</returns>
    public static bool TryRecover(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, bool isOdd, Span<byte> key)
    {
        Span<uint> words = stackalloc uint[Words];
        ReadWords(r, words);
        if (!Scalars.TryRead(words, out FieldElement rScalar) || rScalar.IsZero || PointAt(r, isOdd) is not { } point)
        {
            return false;
        }

        ReadWords(s, words);
        if (!Scalars.TryRead(words, out FieldElement sScalar) || sScalar.IsZero)
        {
            return false;
        }

        // Q = (s R - hash G) / r
        ReadWords(hash, words);
        FieldElement hashScalar = Scalars.ToMontgomery(Scalars.ReadReduced(words));
        FieldElement inverse = Scalars.Invert(in rScalar);
        FieldElement first = Scalars.FromMontgomery(Scalars.Multiply(Scalars.Negate(in hashScalar), in inverse));
        FieldElement second = Scalars.FromMontgomery(Scalars.Multiply(in sScalar, in inverse));
        JacobianPoint sum = Combine(in first, Generator, in second, point);
        if (!sum.TryNormalize(Field, out FieldElement x, out FieldElement y))
        {
            return false;
        }

        key[0] = Uncompressed;
        WriteBigEndian(in x, key[1..33]);
        WriteBigEndian(in y, key[33..KeySize]);
        return true;
    }

    // The point with an x, y² = x³ + 7, and a y of the given parity.
    private static JacobianPoint? PointAt(ReadOnlySpan<byte> bytes, bool isOdd)
    {
        Span<uint> words = stackalloc uint[Words];
        ReadWords(bytes, words);
        if (!Field.TryRead(words, out FieldElement x))
        {
            return null;
        }

        FieldElement seven = default;
        seven[0] = 7;
        FieldElement right = Field.Add(Field.Multiply(Field.Square(in x), in x), Field.ToMontgomery(in seven));
        if (!Field.TrySqrt(in right, out FieldElement root))
        {
            return null;
        }

        FieldElement y = Field.FromMontgomery(in root).IsOdd == isOdd ? root : Field.Negate(in root);
        return new JacobianPoint(x, y, Field.One);
    }

    // a P + b Q, bit by bit of both (Shamir's trick).
    private static JacobianPoint Combine(in FieldElement a, in JacobianPoint p, in FieldElement b, in JacobianPoint q)
    {
        JacobianPoint both = p.Add(Field, in q);
        JacobianPoint sum = default;
        for (int bit = ScalarBits - 1; bit >= 0; bit--)
        {
            sum = sum.Double(Field);
            int digits = (int)((a[bit / 64] >> (bit % 64)) & 1) | (int)(((b[bit / 64] >> (bit % 64)) & 1) << 1);
            sum = digits switch
            {
                1 => sum.Add(Field, in p),
                2 => sum.Add(Field, in q),
                3 => sum.Add(Field, in both),
                _ => sum,
            };
        }

        return sum;
    }

    // Big-endian bytes, at most 32, to words, least significant first.
    private static void ReadWords(ReadOnlySpan<byte> bytes, Span<uint> words)
    {
        Span<byte> padded = stackalloc byte[4 * Words];
        padded.Clear();
        bytes.CopyTo(padded[(padded.Length - bytes.Length)..]);
        padded.Reverse();
        for (int i = 0; i < Words; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(padded[(4 * i)..]);
        }
    }

    private static void WriteBigEndian(in FieldElement element, Span<byte> bytes)
    {
        Span<uint> words = stackalloc uint[Words];
        Field.Write(in element, words);
        words.Reverse();
        for (int i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[(4 * i)..], words[i]);
        }
    }
}
