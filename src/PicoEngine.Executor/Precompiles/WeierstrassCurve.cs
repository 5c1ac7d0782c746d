// SPDX-License-Identifier: MIT OR Apache-2.0
namespace PicoEngine.Executor.Precompiles;

/// <summary>The *_ADD, *_DOUBLE and *_DECOMPRESS precompiles of the curves y² = x³ + ax + b, on affine points as they lie in guest memory.</summary>
/// <remarks>
/// A point is x then y, each <see cref="PrimeField.WordCount"/> words, least significant first. Infinity has no encoding. Whether a point lies on the curve is not
/// checked, as in Pico: the formulas are applied to the coordinates given. README.md of this folder has the table of edge cases.
/// </remarks>
public sealed class WeierstrassCurve
{
    private readonly FieldElement _a;
    private readonly FieldElement _b;
    private readonly RootChoice _rootChoice;

    private WeierstrassCurve(PrimeField field, FieldElement a, FieldElement b, RootChoice rootChoice)
    {
        Field = field;
        _a = field.ToMontgomery(in a);
        _b = field.ToMontgomery(in b);
        _rootChoice = rootChoice;
    }

    private enum RootChoice
    {
        None,
        Parity,
        LexicographicallyLarger,
    }

    /// <summary>secp256k1: a = 0, b = 7 (SEC 2, section 2.4.1); decompression flag = y is odd.</summary>
    public static WeierstrassCurve Secp256k1 { get; } = new(PrimeField.Secp256k1, default, Small(7), RootChoice.Parity);

    /// <summary>secp256r1: a = -3 (SEC 2, section 2.4.2); decompression flag = y is odd.</summary>
    public static WeierstrassCurve Secp256r1 { get; } = new(
        PrimeField.Secp256r1,
        PrimeField.Secp256r1.Negate(Small(3)),
        Limbs(0x3bce3c3e27d2604b, 0x651d06b0cc53b0f6, 0xb3ebbd55769886bc, 0x5ac635d8aa3a93e7),
        RootChoice.Parity);

    /// <summary>BN254, the alt_bn128 of EIP-196: a = 0, b = 3; the guest ABI has no decompression for it.</summary>
    public static WeierstrassCurve Bn254 { get; } = new(PrimeField.Bn254, default, Small(3), RootChoice.None);

    /// <summary>G1 of BLS12-381 (EIP-2537): a = 0, b = 4; decompression flag = y is the larger of y and p - y.</summary>
    public static WeierstrassCurve Bls12381 { get; } = new(PrimeField.Bls12381, default, Small(4), RootChoice.LexicographicallyLarger);

    /// <summary>The field of the coordinates.</summary>
    public PrimeField Field { get; }

    /// <summary>Words of an affine point: 16 or 24.</summary>
    public int PointWords => 2 * Field.WordCount;

    /// <summary>p := p + q, for points of different x.</summary>
    /// <param name="p">The first point; receives the sum.</param>
    /// <param name="q">The second point; may be the same memory (which is then refused as equal points).</param>
    /// <returns><see cref="PrecompileFault.NonCanonicalInput"/> for a coordinate not below the modulus; <see cref="PrecompileFault.EqualX"/> when both points have the same x.</returns>
    /// <exception cref="ArgumentException">A span is not <see cref="PointWords"/> long.</exception>
    public PrecompileFault Add(Span<uint> p, ReadOnlySpan<uint> q)
    {
        RequireLength(p.Length);
        RequireLength(q.Length);
        PrimeField field = Field;
        int half = field.WordCount;
        if (!field.TryRead(p[..half], out FieldElement x1) || !field.TryRead(p[half..], out FieldElement y1)
            || !field.TryRead(q[..half], out FieldElement x2) || !field.TryRead(q[half..], out FieldElement y2))
        {
            return PrecompileFault.NonCanonicalInput;
        }

        if (x1 == x2)
        {
            return PrecompileFault.EqualX;
        }

        FieldElement slope = field.Multiply(field.Subtract(in y2, in y1), field.Invert(field.Subtract(in x2, in x1)));
        WriteThirdPoint(in slope, in x1, in y1, in x2, p);
        return PrecompileFault.None;
    }

    /// <summary>p := 2p.</summary>
    /// <returns><see cref="PrecompileFault.NonCanonicalInput"/> for a coordinate not below the modulus; <see cref="PrecompileFault.ZeroDenominator"/> when y = 0.</returns>
    /// <exception cref="ArgumentException">The span is not <see cref="PointWords"/> long.</exception>
    public PrecompileFault Double(Span<uint> p)
    {
        RequireLength(p.Length);
        PrimeField field = Field;
        int half = field.WordCount;
        if (!field.TryRead(p[..half], out FieldElement x) || !field.TryRead(p[half..], out FieldElement y))
        {
            return PrecompileFault.NonCanonicalInput;
        }

        if (y.IsZero)
        {
            return PrecompileFault.ZeroDenominator;
        }

        FieldElement square = field.Square(in x);
        FieldElement numerator = field.Add(field.Add(field.Double(in square), in square), in _a);
        FieldElement slope = field.Multiply(in numerator, field.Invert(field.Double(in y)));
        WriteThirdPoint(in slope, in x, in y, in x, p);
        return PrecompileFault.None;
    }

    /// <summary>Finds y for a given x. In memory the y slot comes first: <paramref name="point"/> is y (written) then x (read).</summary>
    /// <param name="point">The buffer, y slot then x.</param>
    /// <param name="flag">0 or 1: the parity of y for secp256k1 and secp256r1; 1 for the larger root, 0 for the smaller, for BLS12-381.</param>
    /// <returns>
    /// <see cref="PrecompileFault.InvalidFlag"/> for another flag, <see cref="PrecompileFault.NonCanonicalInput"/> for x not below the modulus,
    /// <see cref="PrecompileFault.NonResidue"/> when no point has this x. (None of the three curves has a point with y = 0, so the flag can always be met.)
    /// </returns>
    /// <exception cref="ArgumentException">The span is not <see cref="PointWords"/> long.</exception>
    /// <exception cref="NotSupportedException">The guest ABI has no decompression for this curve (BN254).</exception>
    public PrecompileFault Decompress(Span<uint> point, uint flag)
    {
        RequireLength(point.Length);
        if (_rootChoice == RootChoice.None)
        {
            throw new NotSupportedException("the guest ABI has no decompression for this curve");
        }

        if (flag > 1)
        {
            return PrecompileFault.InvalidFlag;
        }

        PrimeField field = Field;
        int half = field.WordCount;
        if (!field.TryRead(point[half..], out FieldElement x))
        {
            return PrecompileFault.NonCanonicalInput;
        }

        FieldElement rightSide = field.Add(field.Multiply(field.Add(field.Square(in x), in _a), in x), in _b);
        if (!field.TrySqrt(in rightSide, out FieldElement root))
        {
            return PrecompileFault.NonResidue;
        }

        FieldElement y = field.FromMontgomery(in root);
        FieldElement negative = field.Negate(in y);
        bool isFlagged = _rootChoice == RootChoice.Parity ? y.IsOdd : IsLarger(in y, in negative);
        field.WriteCanonical(isFlagged == (flag == 1) ? y : negative, point[..half]);
        return PrecompileFault.None;
    }

    // The third point of the line through (x1, y1) and a point with x2, reflected: x3 = s² - x1 - x2, y3 = s(x1 - x3) - y1.
    private void WriteThirdPoint(in FieldElement slope, in FieldElement x1, in FieldElement y1, in FieldElement x2, Span<uint> result)
    {
        FieldElement x3 = Field.Subtract(Field.Subtract(Field.Square(in slope), in x1), in x2);
        FieldElement y3 = Field.Subtract(Field.Multiply(in slope, Field.Subtract(in x1, in x3)), in y1);
        Field.Write(in x3, result[..Field.WordCount]);
        Field.Write(in y3, result[Field.WordCount..]);
    }

    private static bool IsLarger(in FieldElement left, in FieldElement right)
    {
        for (int i = FieldElement.MaxLimbs - 1; i >= 0; i--)
        {
            if (left[i] != right[i])
            {
                return left[i] > right[i];
            }
        }

        return false;
    }

    private static FieldElement Small(ulong value) => Limbs(value);

    private static FieldElement Limbs(params ReadOnlySpan<ulong> limbs)
    {
        FieldElement element = default;
        limbs.CopyTo(element);
        return element;
    }

    private void RequireLength(int words)
    {
        if (words != PointWords)
        {
            throw new ArgumentException($"expected {PointWords} words, got {words}", nameof(words));
        }
    }
}
