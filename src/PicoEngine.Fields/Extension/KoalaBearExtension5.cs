// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;

namespace PicoEngine.Fields;

/// <summary>An element of E = F[x] / (x^5 + x^2 - 1), F = KoalaBear: the field of every challenge and of everything derived from one.</summary>
/// <remarks>
/// Five consecutive base elements, the constant coefficient first; that is also the order on the wire and in a transcript.
/// Reduction: x^5 = 1 - x^2, x^6 = x - x^3, x^7 = x^2 - x^4, x^8 = x^3 + x^2 - 1.
/// </remarks>
public readonly struct KoalaBearExtension5 : IField<KoalaBearExtension5>
{
    /// <summary>The degree of E over F, and the number of words of an element.</summary>
    public const int Degree = 5;

    // p * 2^32: a multiple of p, so it may be taken off or added to an unreduced sum; MontgomeryReduce wants values below it.
    private const ulong ShiftedModulus = (ulong)KoalaBear.Modulus << 32;

    private readonly KoalaBear _c0;
    private readonly KoalaBear _c1;
    private readonly KoalaBear _c2;
    private readonly KoalaBear _c3;
    private readonly KoalaBear _c4;

    /// <summary>The element with the given coefficients of 1, x, x^2, x^3, x^4.</summary>
    public KoalaBearExtension5(KoalaBear c0, KoalaBear c1, KoalaBear c2, KoalaBear c3, KoalaBear c4)
    {
        _c0 = c0;
        _c1 = c1;
        _c2 = c2;
        _c3 = c3;
        _c4 = c4;
    }

    /// <summary>The element whose coefficients are the first five entries of <paramref name="coefficients"/>.</summary>
    /// <exception cref="ArgumentException">There are not exactly five.</exception>
    public KoalaBearExtension5(ReadOnlySpan<KoalaBear> coefficients)
    {
        if (coefficients.Length != Degree)
        {
            throw new ArgumentException("An element of the extension has five coefficients.", nameof(coefficients));
        }

        _c0 = coefficients[0];
        _c1 = coefficients[1];
        _c2 = coefficients[2];
        _c3 = coefficients[3];
        _c4 = coefficients[4];
    }

    /// <inheritdoc/>
    public static KoalaBearExtension5 Zero => default;

    /// <inheritdoc/>
    public static KoalaBearExtension5 One => new(KoalaBear.One, default, default, default, default);

    /// <summary>x, the root that E adjoins to F.</summary>
    public static KoalaBearExtension5 Root => new(default, KoalaBear.One, default, default, default);

    /// <inheritdoc/>
    public bool IsZero => this == Zero;

    /// <summary>True for an element of F.</summary>
    public bool IsBase => _c1.IsZero && _c2.IsZero && _c3.IsZero && _c4.IsZero;

    /// <summary>The coefficient of x^<paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to 4.</exception>
    public KoalaBear this[int index] => index switch
    {
        0 => _c0,
        1 => _c1,
        2 => _c2,
        3 => _c3,
        4 => _c4,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "An element of the extension has coefficients 0 to 4."),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 FromBase(KoalaBear value) => new(value, default, default, default, default);

    /// <summary>Embeds an element of F.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator KoalaBearExtension5(KoalaBear value) => FromBase(value);

    /// <summary>Writes the five coefficients, constant first.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than five.</exception>
    public void CopyTo(Span<KoalaBear> destination)
    {
        if (destination.Length < Degree)
        {
            throw new ArgumentException("An element of the extension has five coefficients.", nameof(destination));
        }

        destination[4] = _c4;
        destination[3] = _c3;
        destination[2] = _c2;
        destination[1] = _c1;
        destination[0] = _c0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator +(KoalaBearExtension5 left, KoalaBearExtension5 right) =>
        new(left._c0 + right._c0, left._c1 + right._c1, left._c2 + right._c2, left._c3 + right._c3, left._c4 + right._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator +(KoalaBearExtension5 left, KoalaBear right) =>
        new(left._c0 + right, left._c1, left._c2, left._c3, left._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator -(KoalaBearExtension5 left, KoalaBearExtension5 right) =>
        new(left._c0 - right._c0, left._c1 - right._c1, left._c2 - right._c2, left._c3 - right._c3, left._c4 - right._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator -(KoalaBearExtension5 left, KoalaBear right) =>
        new(left._c0 - right, left._c1, left._c2, left._c3, left._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator -(KoalaBearExtension5 value) =>
        new(-value._c0, -value._c1, -value._c2, -value._c3, -value._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator *(KoalaBearExtension5 left, KoalaBear right) =>
        new(left._c0 * right, left._c1 * right, left._c2 * right, left._c3 * right, left._c4 * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBearExtension5 operator *(KoalaBear left, KoalaBearExtension5 right) => right * left;

    public static KoalaBearExtension5 operator *(KoalaBearExtension5 left, KoalaBearExtension5 right)
    {
        ulong a0 = left._c0.ToMontgomery(), a1 = left._c1.ToMontgomery(), a2 = left._c2.ToMontgomery();
        ulong a3 = left._c3.ToMontgomery(), a4 = left._c4.ToMontgomery();
        ulong b0 = right._c0.ToMontgomery(), b1 = right._c1.ToMontgomery(), b2 = right._c2.ToMontgomery();
        ulong b3 = right._c3.ToMontgomery(), b4 = right._c4.ToMontgomery();

        // d_k: the coefficient of x^k before reduction. Four products stay below 4p^2 < 2^64; the fifth of d_4 needs room first.
        var d0 = a0 * b0;
        var d1 = (a0 * b1) + (a1 * b0);
        var d2 = (a0 * b2) + (a1 * b1) + (a2 * b0);
        var d3 = (a0 * b3) + (a1 * b2) + (a2 * b1) + (a3 * b0);
        var d4 = Trim((a0 * b4) + (a1 * b3) + (a2 * b2) + (a3 * b1)) + (a4 * b0);
        var d5 = (a1 * b4) + (a2 * b3) + (a3 * b2) + (a4 * b1);
        var d6 = (a2 * b4) + (a3 * b3) + (a4 * b2);
        var d7 = (a3 * b4) + (a4 * b3);
        var d8 = a4 * b4;
        return Fold(d0, d1, d2, d3, d4, d5, d6, d7, d8);
    }

    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static KoalaBearExtension5 operator /(KoalaBearExtension5 left, KoalaBearExtension5 right) => left * right.Inverse();

    public static bool operator ==(KoalaBearExtension5 left, KoalaBearExtension5 right) =>
        left._c0 == right._c0 && left._c1 == right._c1 && left._c2 == right._c2 && left._c3 == right._c3 && left._c4 == right._c4;

    public static bool operator !=(KoalaBearExtension5 left, KoalaBearExtension5 right) => !(left == right);

    /// <inheritdoc/>
    public KoalaBearExtension5 Square()
    {
        ulong a0 = _c0.ToMontgomery(), a1 = _c1.ToMontgomery(), a2 = _c2.ToMontgomery();
        ulong a3 = _c3.ToMontgomery(), a4 = _c4.ToMontgomery();
        var d1 = 2 * a0 * a1;
        var d2 = (2 * a0 * a2) + (a1 * a1);
        var d3 = 2 * ((a0 * a3) + (a1 * a2));
        var d4 = Trim(2 * ((a0 * a4) + (a1 * a3))) + (a2 * a2);
        var d5 = 2 * ((a1 * a4) + (a2 * a3));
        var d6 = (2 * a2 * a4) + (a3 * a3);
        return Fold(a0 * a0, d1, d2, d3, d4, d5, d6, 2 * a3 * a4, a4 * a4);
    }

    /// <summary>Twice this element.</summary>
    public KoalaBearExtension5 Double() => this + this;

    /// <summary>Half of this element.</summary>
    public KoalaBearExtension5 Halve() => new(_c0.Halve(), _c1.Halve(), _c2.Halve(), _c3.Halve(), _c4.Halve());

    /// <summary>This element to a power; anything to the power 0 is 1.</summary>
    public KoalaBearExtension5 Pow(ulong exponent)
    {
        var result = One;
        for (var bit = 63 - System.Numerics.BitOperations.LeadingZeroCount(exponent); bit >= 0; bit--)
        {
            result = result.Square();
            if ((exponent >> bit & 1) != 0)
            {
                result *= this;
            }
        }

        return result;
    }

    /// <summary>The conjugate a^(p^<paramref name="power"/>): an automorphism of E that fixes exactly F (for a power that 5 does not divide).</summary>
    /// <param name="power">How often a is raised to p; taken modulo 5.</param>
    public KoalaBearExtension5 Frobenius(int power = 1)
    {
        var index = ((power % Degree) + Degree) % Degree;
        if (index == 0)
        {
            return this;
        }

        var images = FrobeniusOfPowers.Images.AsSpan((index - 1) * (Degree - 1), Degree - 1);
        return (images[0] * _c1) + (images[1] * _c2) + (images[2] * _c3) + (images[3] * _c4) + _c0;
    }

    /// <inheritdoc/>
    public KoalaBearExtension5 Inverse()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no inverse in the extension field.");
        }

        // Itoh-Tsujii: the product of the four other conjugates, over the norm, which lies in F.
        var two = Frobenius(1) * Frobenius(2);
        var others = two * two.Frobenius(2);
        var norm = (this * others)._c0;
        return others * norm.Inverse();
    }

    public bool Equals(KoalaBearExtension5 other) => this == other;

    public override bool Equals(object? obj) => obj is KoalaBearExtension5 other && this == other;

    public override int GetHashCode() => HashCode.Combine(_c0, _c1, _c2, _c3, _c4);

    /// <summary>The canonical coefficients, constant first.</summary>
    public override string ToString() => $"({_c0}, {_c1}, {_c2}, {_c3}, {_c4})";

    /// <summary>A representative below p * 2^32 of a value below 2 p * 2^32; every sum of at most four products is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Trim(ulong value) => AddShiftedModulusIfNegative(value - ShiftedModulus);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static KoalaBearExtension5 Fold(
        ulong d0, ulong d1, ulong d2, ulong d3, ulong d4, ulong d5, ulong d6, ulong d7, ulong d8)
    {
        // With M = p * 2^32 (2p^2 < M < 2^63): two products are below M, more need Trim. A sum of two such values is below 2M < 2^64.
        d5 = Trim(d5);
        d6 = Trim(d6);
        var d8MinusD5 = Difference(d8, d5);
        var d8MinusD6 = Difference(d8, d6);
        return new(
            Reduce(Difference(d0, d8MinusD5)),
            Reduce(Trim(d1 + d6)),
            Reduce(Trim(Trim(Trim(d2) + d7) + d8MinusD5)),
            Reduce(Trim(Trim(d3) + d8MinusD6)),
            Reduce(Difference(Trim(d4), d7)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Difference(ulong left, ulong right) => AddShiftedModulusIfNegative(left - right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddShiftedModulusIfNegative(ulong value) => value + (ShiftedModulus & (ulong)((long)value >> 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static KoalaBear Reduce(ulong value) => KoalaBear.FromMontgomery(KoalaBear.MontgomeryReduce(value));

    /// <summary>x^(k p^j) for j, k = 1..4, computed once: [j - 1][k - 1].</summary>
    private static class FrobeniusOfPowers
    {
        internal static readonly KoalaBearExtension5[] Images = Compute();

        private static KoalaBearExtension5[] Compute()
        {
            var images = new KoalaBearExtension5[(Degree - 1) * (Degree - 1)];
            var conjugate = Root;
            for (var j = 0; j < Degree - 1; j++)
            {
                conjugate = conjugate.Pow(KoalaBear.Modulus);
                var power = conjugate;
                for (var k = 0; k < Degree - 1; k++)
                {
                    images[(j * (Degree - 1)) + k] = power;
                    power *= conjugate;
                }
            }

            return images;
        }
    }
}
