// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Buffers.Binary;

namespace PicoEngine.Executor.Precompiles;

/// <summary>What the host answers to a guest's write to a hook's file descriptor: elements to be read next from the input stream.</summary>
/// <remarks>Answers are advice: nothing proves them, and the guest checks them by the equations given here.</remarks>
public static class Hooks
{
    /// <summary>Bytes of an ecrecover request.</summary>
    public const int EcRecoverRequestBytes = 65;

    /// <summary>Bytes of a compressed Edwards point.</summary>
    public const int CompressedEdwardsBytes = 32;

    private const int NumberBytes = 32;

    /// <summary>Hook of file descriptor 5: roots and inverses that an ECDSA recovery over secp256k1 needs.</summary>
    /// <param name="input">Byte 0: bit 7 set asks for the odd root; bytes 1..32: r; bytes 33..64: alpha = r³ + 7; big-endian.</param>
    /// <returns>
    /// For a square alpha: [1], y with y² = alpha and the parity asked for, r⁻¹ modulo the group order. For another alpha: [0], a root of 3·alpha (3 is no square, so that
    /// one exists and proves the answer). One element [0] when the input is not 65 bytes, r or alpha is 0 or not below the field's modulus,
    /// or alpha is a square while r is not below the group order (Pico's host panics on the last two). Numbers are 32 bytes, big-endian.
    /// </returns>
    public static IReadOnlyList<byte[]> EcRecover(ReadOnlySpan<byte> input)
    {
        PrimeField field = PrimeField.Secp256k1;
        if (input.Length != EcRecoverRequestBytes)
        {
            return [[0]];
        }

        ReadOnlySpan<byte> rBytes = input.Slice(1, NumberBytes);
        if (!TryReadBigEndian(field, rBytes, out FieldElement r) || !TryReadBigEndian(field, input.Slice(1 + NumberBytes, NumberBytes), out FieldElement alpha)
            || r.IsZero || alpha.IsZero)
        {
            return [[0]];
        }

        if (!field.TrySqrt(in alpha, out FieldElement root))
        {
            // A product of two non-squares is a square.
            field.TrySqrt(field.Add(field.Double(in alpha), in alpha), out root);
            return [[0], ToBigEndian(field, in root)];
        }

        PrimeField scalars = PrimeField.Secp256k1Scalar;
        if (!TryReadBigEndian(scalars, rBytes, out FieldElement rScalar))
        {
            return [[0]];
        }

        bool wantsOdd = (input[0] & 0x80) != 0;
        if (field.FromMontgomery(in root).IsOdd != wantsOdd)
        {
            root = field.Negate(in root);
        }

        return [[1], ToBigEndian(field, in root), ToBigEndian(scalars, scalars.Invert(in rScalar))];
    }

    /// <summary>Hook of file descriptor 8: whether 32 bytes are the compressed form of a point of edwards25519.</summary>
    /// <param name="input">y in little-endian, with the parity of x in bit 7 of the last byte.</param>
    /// <returns>
    /// One element, [1] or [0]; [0] also when the input is not 32 bytes, and for x = 0 with the sign bit set, as in Pico. y is taken modulo 2^255 - 19, as in Pico,
    /// so 19 encodings pass here that <see cref="EdwardsCurve.Decompress"/> refuses as non-canonical.
    /// </returns>
    public static IReadOnlyList<byte[]> Ed25519Decompress(ReadOnlySpan<byte> input)
    {
        if (input.Length != CompressedEdwardsBytes)
        {
            return [[0]];
        }

        Span<uint> buffer = stackalloc uint[EdwardsCurve.PointWords];
        buffer.Clear();
        Span<uint> y = buffer[(EdwardsCurve.PointWords / 2)..];
        for (int i = 0; i < NumberBytes; i++)
        {
            y[i / 4] |= (uint)input[i] << (8 * (i % 4));
        }

        uint sign = y[^1] >> 31;
        y[^1] &= int.MaxValue;
        PrimeField.Ed25519.WriteCanonical(PrimeField.Ed25519.ReadReduced(y), y);
        return EdwardsCurve.Ed25519.Decompress(buffer, sign) == PrecompileFault.None ? [[1]] : [[0]];
    }

    private static bool TryReadBigEndian(PrimeField field, ReadOnlySpan<byte> bytes, out FieldElement element)
    {
        Span<uint> words = stackalloc uint[NumberBytes / 4];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(NumberBytes - 4 - (4 * i))..]);
        }

        return field.TryRead(words, out element);
    }

    private static byte[] ToBigEndian(PrimeField field, in FieldElement element)
    {
        Span<uint> words = stackalloc uint[NumberBytes / 4];
        field.Write(in element, words);
        byte[] bytes = new byte[NumberBytes];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(NumberBytes - 4 - (4 * i)), words[i]);
        }

        return bytes;
    }
}
