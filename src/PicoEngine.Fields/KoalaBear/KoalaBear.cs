// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PicoEngine.Fields;

/// <summary>An element of the KoalaBear field Z/p, p = 2^31 - 2^24 + 1, held in Montgomery form with R = 2^32.</summary>
/// <remarks>
/// The four bytes of an element are its Montgomery form, so a span of elements is a span of <see cref="uint"/> for packed code.
/// Everything outside this process (wire, hashes, challenges, traces on disk) is canonical: <see cref="FromCanonical"/> and <see cref="ToCanonical"/>.
/// p - 1 = 2^24 * 127; cubing is a bijection, which makes x^3 the Poseidon2 S-box.
/// </remarks>
public readonly struct KoalaBear : IField<KoalaBear>
{
    /// <summary>p = 2^31 - 2^24 + 1 = 2130706433.</summary>
    public const uint Modulus = 0x7F000001;

    /// <summary>The power of two in p - 1: subgroups of order 2^k exist for k up to this.</summary>
    public const int TwoAdicity = 24;

    /// <summary>p^-1 mod 2^32 = 2^31 + 2^24 + 1, so a product with it is two shifts and two additions.</summary>
    public const uint InverseModulus = 0x81000001;

    // R mod p and R^2 mod p with R = 2^32: the Montgomery forms of 1 and of R.
    private const uint MontgomeryOne = (uint)((1UL << 32) % Modulus);
    private const uint MontgomerySquaredRadix = (uint)((ulong)MontgomeryOne * MontgomeryOne % Modulus);

    private readonly uint _montgomery;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private KoalaBear(uint montgomery) => _montgomery = montgomery;

    /// <inheritdoc/>
    public static KoalaBear Zero => default;

    /// <inheritdoc/>
    public static KoalaBear One => new(MontgomeryOne);

    /// <summary>p - 1.</summary>
    public static KoalaBear MinusOne => new(Modulus - MontgomeryOne);

    /// <summary>3, the smallest generator of the multiplicative group; every root of unity here is a power of it.</summary>
    public static KoalaBear Generator => FromCanonical(3);

    /// <inheritdoc/>
    public bool IsZero => _montgomery == 0;

    /// <summary>The element with canonical representative <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is p or more.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear FromCanonical(uint value)
    {
        if (value >= Modulus)
        {
            ThrowNotCanonical(value);
        }

        return new(MontgomeryReduce((ulong)value * MontgomerySquaredRadix));
    }

    /// <summary>Reads a word from outside; false, and zero, for a word that is p or more.</summary>
    public static bool TryFromCanonical(uint value, out KoalaBear element)
    {
        var canonical = value < Modulus;
        element = canonical ? new(MontgomeryReduce((ulong)value * MontgomerySquaredRadix)) : default;
        return canonical;
    }

    /// <summary>The residue of any unsigned integer.</summary>
    public static KoalaBear Reduce(ulong value) => FromCanonical((uint)(value % Modulus));

    /// <summary>The residue of any signed integer; -1 becomes p - 1.</summary>
    public static KoalaBear Reduce(long value)
    {
        var rest = value % Modulus;
        return FromCanonical((uint)(rest < 0 ? rest + Modulus : rest));
    }

    /// <summary>Wraps a Montgomery form that is known to be below p, as packed code produces it; no check outside debug builds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear FromMontgomery(uint montgomery)
    {
        System.Diagnostics.Debug.Assert(montgomery < Modulus, "a Montgomery form is below p");
        return new(montgomery);
    }

    /// <inheritdoc/>
    static KoalaBear IField<KoalaBear>.FromBase(KoalaBear value) => value;

    /// <summary>The representative in [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ToCanonical() => MontgomeryReduce(_montgomery);

    /// <summary>The Montgomery form value * 2^32 mod p, in [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ToMontgomery() => _montgomery;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator +(KoalaBear left, KoalaBear right)
    {
        return new(AddModulusIfNegative(left._montgomery + right._montgomery - Modulus));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator -(KoalaBear left, KoalaBear right)
    {
        return new(AddModulusIfNegative(left._montgomery - right._montgomery));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator -(KoalaBear value) => Zero - value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator *(KoalaBear left, KoalaBear right) =>
        new(MontgomeryReduce((ulong)left._montgomery * right._montgomery));

    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static KoalaBear operator /(KoalaBear left, KoalaBear right) => left * right.Inverse();

    public static bool operator ==(KoalaBear left, KoalaBear right) => left._montgomery == right._montgomery;

    public static bool operator !=(KoalaBear left, KoalaBear right) => left._montgomery != right._montgomery;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Square() => this * this;

    /// <summary>The third power.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Cube() => this * this * this;

    /// <summary>Twice this element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Double() => this + this;

    /// <summary>Half of this element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Halve()
    {
        // Add p to an odd form; (p + 1) / 2 is what the lost half bit is worth.
        var half = _montgomery >> 1;
        return new(half + ((_montgomery & 1) * ((Modulus + 1) >> 1)));
    }

    /// <summary>This element to a power; anything to the power 0 is 1.</summary>
    public KoalaBear Pow(ulong exponent)
    {
        var result = One;
        for (var bit = 63 - BitOperations.LeadingZeroCount(exponent); bit >= 0; bit--)
        {
            result = result.Square();
            if ((exponent >> bit & 1) != 0)
            {
                result *= this;
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public KoalaBear Inverse()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no inverse in the KoalaBear field.");
        }

        // Fermat: p - 2 = 0b1111110_111111111111111111111111, seven bits and twenty-four ones.
        var ones3 = Square() * this;
        ones3 = ones3.Square() * this;
        var ones6 = ones3.RepeatedSquare(3) * ones3;
        var ones12 = ones6.RepeatedSquare(6) * ones6;
        var ones24 = ones12.RepeatedSquare(12) * ones12;
        return ones6.RepeatedSquare(25) * ones24;
    }

    /// <summary>The generator 3^((p-1) / 2^k) of the subgroup of order 2^k; each is the square of the next.</summary>
    /// <param name="logOrder">k, 0 to <see cref="TwoAdicity"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no subgroup of that order.</exception>
    public static KoalaBear TwoAdicGenerator(int logOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logOrder, TwoAdicity);
        return Generator.Pow((Modulus - 1) >> logOrder);
    }

    public bool Equals(KoalaBear other) => _montgomery == other._montgomery;

    public override bool Equals(object? obj) => obj is KoalaBear other && Equals(other);

    public override int GetHashCode() => (int)_montgomery;

    /// <summary>The canonical representative in decimal.</summary>
    public override string ToString() => ToCanonical().ToString(CultureInfo.InvariantCulture);

    /// <summary>value / 2^32 mod p in [0, p) for value below p * 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint MontgomeryReduce(ulong value)
    {
        // value - q p has zero low half when q = value / p mod 2^32; a borrow in the high half is worth p.
        var quotient = (uint)value * InverseModulus;
        var correction = (uint)(((ulong)quotient * Modulus) >> 32);
        return AddModulusIfNegative((uint)(value >> 32) - correction);
    }

    /// <summary>A value of [-p, p), modulo 2^32, to [0, p); a mask, since a branch on random signs is mispredicted half of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint AddModulusIfNegative(uint value) => value + (Modulus & (uint)((int)value >> 31));

    private KoalaBear RepeatedSquare(int count)
    {
        var result = this;
        for (var i = 0; i < count; i++)
        {
            result = result.Square();
        }

        return result;
    }

    private static void ThrowNotCanonical(uint value) =>
        throw new ArgumentOutOfRangeException(nameof(value), value, "A canonical KoalaBear word is below p = 2130706433.");
}
