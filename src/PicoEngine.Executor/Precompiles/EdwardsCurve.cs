// SPDX-License-Identifier: MIT OR Apache-2.0
namespace PicoEngine.Executor.Precompiles;

/// <summary>ED_ADD and ED_DECOMPRESS: the twisted Edwards curve -x² + y² = 1 + dx²y² (RFC 8032, section 5.1), on affine points as they lie in guest memory.</summary>
/// <remarks>A point is x then y, 8 words each. Whether a point lies on the curve is not checked; on the curve the addition law is complete.</remarks>
public sealed class EdwardsCurve
{
    /// <summary>Words of an affine point.</summary>
    public const int PointWords = 16;

    private const int CoordinateWords = PointWords / 2;

    private readonly PrimeField _field;
    private readonly FieldElement _d;

    private EdwardsCurve(PrimeField field, ReadOnlySpan<ulong> d)
    {
        _field = field;
        FieldElement canonical = default;
        d.CopyTo(canonical);
        _d = field.ToMontgomery(in canonical);
    }

    /// <summary>edwards25519: p = 2^255 - 19, d = -121665/121666.</summary>
    public static EdwardsCurve Ed25519 { get; } =
        new(PrimeField.Ed25519, [0x75eb4dca135978a3, 0x00700a4d4141d8ab, 0x8cc740797779e898, 0x52036cee2b6ffe73]);

    /// <summary>p := p + q; equal and opposite points are allowed, and the neutral element is (0, 1).</summary>
    /// <param name="p">The first point; receives the sum.</param>
    /// <param name="q">The second point; may be the same memory.</param>
    /// <returns>
    /// <see cref="PrecompileFault.NonCanonicalInput"/> for a coordinate not below the modulus; <see cref="PrecompileFault.ZeroDenominator"/> when 1 ± d·x1·x2·y1·y2
    /// is zero, which happens off the curve only.
    /// </returns>
    /// <exception cref="ArgumentException">A span is not 16 words long.</exception>
    public PrecompileFault Add(Span<uint> p, ReadOnlySpan<uint> q)
    {
        RequireLength(p.Length);
        RequireLength(q.Length);
        PrimeField field = _field;
        if (!field.TryRead(p[..CoordinateWords], out FieldElement x1) || !field.TryRead(p[CoordinateWords..], out FieldElement y1)
            || !field.TryRead(q[..CoordinateWords], out FieldElement x2) || !field.TryRead(q[CoordinateWords..], out FieldElement y2))
        {
            return PrecompileFault.NonCanonicalInput;
        }

        FieldElement x1y2 = field.Multiply(in x1, in y2);
        FieldElement x2y1 = field.Multiply(in x2, in y1);
        FieldElement product = field.Multiply(field.Multiply(in x1y2, in x2y1), in _d);
        FieldElement plus = field.Add(field.One, in product);
        FieldElement minus = field.Subtract(field.One, in product);

        // One inversion for both: 1/plus = minus/(plus·minus).
        FieldElement both = field.Multiply(in plus, in minus);
        if (both.IsZero)
        {
            return PrecompileFault.ZeroDenominator;
        }

        FieldElement inverse = field.Invert(in both);
        FieldElement x3 = field.Multiply(field.Add(in x1y2, in x2y1), field.Multiply(in inverse, in minus));
        FieldElement y3 = field.Add(field.Multiply(in y1, in y2), field.Multiply(in x1, in x2));
        y3 = field.Multiply(in y3, field.Multiply(in inverse, in plus));
        field.Write(in x3, p[..CoordinateWords]);
        field.Write(in y3, p[CoordinateWords..]);
        return PrecompileFault.None;
    }

    /// <summary>Finds x for a given y: x² = (y² - 1) / (dy² + 1), with the parity asked for.</summary>
    /// <param name="buffer16">Words 0..7 receive x, words 8..15 are y with the sign bit already cleared.</param>
    /// <param name="sign">0 or 1, the parity of x.</param>
    /// <returns>
    /// <see cref="PrecompileFault.InvalidFlag"/> for another sign, <see cref="PrecompileFault.NonCanonicalInput"/> for y not below the modulus,
    /// <see cref="PrecompileFault.NonResidue"/> when no point has this y, <see cref="PrecompileFault.InvalidSign"/> for x = 0 with sign 1 (y = 1 or -1).
    /// </returns>
    /// <exception cref="ArgumentException">The span is not 16 words long.</exception>
    public PrecompileFault Decompress(Span<uint> buffer16, uint sign)
    {
        RequireLength(buffer16.Length);
        if (sign > 1)
        {
            return PrecompileFault.InvalidFlag;
        }

        if (!_field.TryRead(buffer16[CoordinateWords..], out FieldElement y))
        {
            return PrecompileFault.NonCanonicalInput;
        }

        PrecompileFault fault = RecoverX(in y, sign, out FieldElement x);
        if (fault == PrecompileFault.None)
        {
            _field.WriteCanonical(in x, buffer16[..CoordinateWords]);
        }

        return fault;
    }

    // Takes y in Montgomery form and gives x in canonical form.
    private PrecompileFault RecoverX(in FieldElement y, uint sign, out FieldElement x)
    {
        PrimeField field = _field;
        FieldElement square = field.Square(in y);
        FieldElement numerator = field.Subtract(in square, field.One);

        // -1/d is no square, so this is never zero.
        FieldElement denominator = field.Add(field.Multiply(in square, in _d), field.One);
        if (!field.TrySqrt(field.Multiply(in numerator, field.Invert(in denominator)), out FieldElement root))
        {
            x = default;
            return PrecompileFault.NonResidue;
        }

        x = field.FromMontgomery(in root);
        if (x.IsZero && sign == 1)
        {
            return PrecompileFault.InvalidSign;
        }

        if (x.IsOdd != (sign == 1))
        {
            x = field.Negate(in x);
        }

        return PrecompileFault.None;
    }

    private static void RequireLength(int words)
    {
        if (words != PointWords)
        {
            throw new ArgumentException($"expected {PointWords} words, got {words}", nameof(words));
        }
    }
}
