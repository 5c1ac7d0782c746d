// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PicoEngine.Executor.Precompiles;

/// <summary>Six 64-bit limbs, least significant first, of a number below the modulus of some <see cref="PrimeField"/>; a 256-bit field leaves the upper two zero.</summary>
/// <remarks>A bare value: whether it is in canonical or in Montgomery form, and of which field, is known to who holds it. Zero is zero in both forms.</remarks>
[InlineArray(MaxLimbs)]
public struct FieldElement : IEquatable<FieldElement>
{
    /// <summary>Limbs of the widest field, 384 bits.</summary>
    public const int MaxLimbs = 6;

    private ulong _limb0;

    /// <summary>Whether all limbs are zero.</summary>
    public readonly bool IsZero => (this[0] | this[1] | this[2] | this[3] | this[4] | this[5]) == 0;

    /// <summary>Whether the lowest bit is set; the parity of the number when it is in canonical form.</summary>
    public readonly bool IsOdd => (this[0] & 1) != 0;

    /// <summary>Compares limb by limb.</summary>
    public static bool operator ==(in FieldElement left, in FieldElement right) => left.Equals(in right);

    /// <summary>Compares limb by limb.</summary>
    public static bool operator !=(in FieldElement left, in FieldElement right) => !left.Equals(in right);

    /// <inheritdoc/>
    public readonly bool Equals(FieldElement other) => Equals(in other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is FieldElement other && Equals(in other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4], this[5]);

    // Limbs of a number in [0, 2^384).
    internal static FieldElement From(BigInteger value)
    {
        FieldElement element = default;
        for (int i = 0; i < MaxLimbs; i++)
        {
            element[i] = (ulong)((value >> (64 * i)) & ulong.MaxValue);
        }

        return element;
    }

    private readonly bool Equals(in FieldElement other) =>
        ((this[0] ^ other[0]) | (this[1] ^ other[1]) | (this[2] ^ other[2])
        | (this[3] ^ other[3]) | (this[4] ^ other[4]) | (this[5] ^ other[5])) == 0;
}
