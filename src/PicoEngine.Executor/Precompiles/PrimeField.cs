// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Globalization;
using System.Numerics;

namespace PicoEngine.Executor.Precompiles;

/// <summary>Arithmetic modulo one fixed odd prime of at most 256 or 384 bits, in Montgomery form.</summary>
/// <remarks>
/// Elements given to <see cref="Multiply"/>, <see cref="Square"/>, <see cref="Invert"/> and <see cref="TrySqrt"/> are in Montgomery form (x·2^bits mod p);
/// <see cref="Add"/>, <see cref="Subtract"/> and <see cref="Negate"/> serve both forms. Every element is below the modulus; only the readers check that.
/// Nothing is constant-time: operands are guest data, which the prover sees anyway. Instances are immutable.
/// </remarks>
public sealed class PrimeField
{
    private const int WindowBits = 4;

    private readonly FieldElement _modulus;
    private readonly FieldElement _radixSquared;
    private readonly FieldElement _radixCubed;
    private readonly FieldElement _sqrtExponent;
    private readonly FieldElement _sqrtMinusOne;
    private readonly ulong _negativeInverse;
    private readonly ModularInversion _inversion;
    private readonly SquareRootMethod _sqrtMethod;

    private PrimeField(int bits, string hexModulus)
    {
        BigInteger p = BigInteger.Parse("0" + hexModulus, NumberStyles.AllowHexSpecifier);
        LimbCount = bits / 64;
        BigInteger radix = BigInteger.One << bits;
        _modulus = FieldElement.From(p);
        One = FieldElement.From(radix % p);
        _radixSquared = FieldElement.From(radix * radix % p);
        _radixCubed = FieldElement.From(BigInteger.ModPow(radix, 3, p));
        _negativeInverse = (ulong)((BigInteger.One << 64) - BigInteger.ModPow(_modulus[0], (BigInteger.One << 62) - 1, BigInteger.One << 64));
        _inversion = new ModularInversion(in _modulus, LimbCount);
        if (p % 4 == 3)
        {
            _sqrtMethod = SquareRootMethod.ThreeModuloFour;
            _sqrtExponent = FieldElement.From((p + 1) / 4);
        }
        else if (p % 8 == 5)
        {
            // 2 is no square modulo p = 5 mod 8, so 2^((p-1)/4) squares to -1.
            _sqrtMethod = SquareRootMethod.FiveModuloEight;
            _sqrtExponent = FieldElement.From((p + 3) / 8);
            _sqrtMinusOne = FieldElement.From(BigInteger.ModPow(2, (p - 1) / 4, p) * radix % p);
        }
    }

    private enum SquareRootMethod
    {
        None,
        ThreeModuloFour,
        FiveModuloEight,
    }

    /// <summary>Base field of secp256k1: 2^256 - 2^32 - 977 (SEC 2, section 2.4.1).</summary>
    public static PrimeField Secp256k1 { get; } = new(256, "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");

    /// <summary>Scalars of secp256k1: the order n of its group (SEC 2, section 2.4.1). No square roots: n = 1 mod 8.</summary>
    public static PrimeField Secp256k1Scalar { get; } = new(256, "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    /// <summary>Base field of secp256r1 (NIST P-256): 2^256 - 2^224 + 2^192 + 2^96 - 1 (SEC 2, section 2.4.2).</summary>
    public static PrimeField Secp256r1 { get; } = new(256, "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

    /// <summary>Base field of BN254, also called alt_bn128 (EIP-196).</summary>
    public static PrimeField Bn254 { get; } = new(256, "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47");

    /// <summary>Base field of curve25519: 2^255 - 19 (RFC 8032, section 5.1).</summary>
    public static PrimeField Ed25519 { get; } = new(256, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");

    /// <summary>Base field of BLS12-381 (EIP-2537).</summary>
    public static PrimeField Bls12381 { get; } =
        new(384, "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");

    /// <summary>64-bit limbs of an element: 4 or 6.</summary>
    public int LimbCount { get; }

    /// <summary>32-bit words of an element in guest memory: 8 or 12.</summary>
    public int WordCount => 2 * LimbCount;

    /// <summary>One, in Montgomery form.</summary>
    public FieldElement One { get; }

    /// <summary>Reads a number from guest words, least significant first, in canonical form.</summary>
    /// <returns>False when the number is not below the modulus.</returns>
    /// <exception cref="ArgumentException">Not <see cref="WordCount"/> words.</exception>
    public bool TryReadCanonical(ReadOnlySpan<uint> words, out FieldElement element)
    {
        RequireLength(words.Length);
        element = default;
        for (int i = 0; i < LimbCount; i++)
        {
            element[i] = words[2 * i] | ((ulong)words[(2 * i) + 1] << 32);
        }

        return IsReduced(in element);
    }

    /// <summary>Reads a number from guest words, least significant first, into Montgomery form.</summary>
    /// <returns>False when the number is not below the modulus; <paramref name="element"/> is then 0.</returns>
    /// <exception cref="ArgumentException">Not <see cref="WordCount"/> words.</exception>
    public bool TryRead(ReadOnlySpan<uint> words, out FieldElement element)
    {
        if (!TryReadCanonical(words, out FieldElement canonical))
        {
            element = default;
            return false;
        }

        element = ToMontgomery(in canonical);
        return true;
    }

    /// <summary>Reads a number from guest words, least significant first, modulo p, in canonical form.</summary>
    /// <exception cref="ArgumentException">Not <see cref="WordCount"/> words.</exception>
    public FieldElement ReadReduced(ReadOnlySpan<uint> words)
    {
        // None of the fields here fits ten times into its words, so this takes few turns, and none for a reduced number.
        bool isReduced = TryReadCanonical(words, out FieldElement element);
        while (!isReduced)
        {
            element = SubtractModulus(in element);
            isReduced = IsReduced(in element);
        }

        return element;
    }

    /// <summary>Writes an element in canonical form to guest words.</summary>
    /// <exception cref="ArgumentException">Not <see cref="WordCount"/> words.</exception>
    public void WriteCanonical(in FieldElement element, Span<uint> words)
    {
        RequireLength(words.Length);
        for (int i = 0; i < LimbCount; i++)
        {
            words[2 * i] = (uint)element[i];
            words[(2 * i) + 1] = (uint)(element[i] >> 32);
        }
    }

    /// <summary>Writes an element in Montgomery form to guest words, as the number it stands for.</summary>
    /// <exception cref="ArgumentException">Not <see cref="WordCount"/> words.</exception>
    public void Write(in FieldElement element, Span<uint> words) => WriteCanonical(FromMontgomery(in element), words);

    /// <summary>x·2^bits: canonical form to Montgomery form.</summary>
    public FieldElement ToMontgomery(in FieldElement canonical) => Multiply(in canonical, in _radixSquared);

    /// <summary>x / 2^bits: Montgomery form to canonical form.</summary>
    public FieldElement FromMontgomery(in FieldElement element)
    {
        FieldElement one = default;
        one[0] = 1;
        return Multiply(in element, in one);
    }

    /// <summary>a + b mod p.</summary>
    public FieldElement Add(in FieldElement a, in FieldElement b)
    {
        FieldElement sum = default;
        FieldElement reduced = default;
        ulong carry = 0;
        ulong borrow = 0;
        for (int i = 0; i < LimbCount; i++)
        {
            sum[i] = MontgomeryMultiplication.AddCarry(a[i], b[i], ref carry);
            reduced[i] = MontgomeryMultiplication.SubtractBorrow(sum[i], _modulus[i], ref borrow);
        }

        return carry < borrow ? sum : reduced;
    }

    /// <summary>a - b mod p.</summary>
    public FieldElement Subtract(in FieldElement a, in FieldElement b)
    {
        FieldElement difference = default;
        ulong borrow = 0;
        for (int i = 0; i < LimbCount; i++)
        {
            difference[i] = MontgomeryMultiplication.SubtractBorrow(a[i], b[i], ref borrow);
        }

        if (borrow != 0)
        {
            ulong carry = 0;
            for (int i = 0; i < LimbCount; i++)
            {
                difference[i] = MontgomeryMultiplication.AddCarry(difference[i], _modulus[i], ref carry);
            }
        }

        return difference;
    }

    /// <summary>-a mod p.</summary>
    public FieldElement Negate(in FieldElement a) => Subtract(default, in a);

    /// <summary>2a mod p.</summary>
    public FieldElement Double(in FieldElement a) => Add(in a, in a);

    /// <summary>The Montgomery product a·b / 2^bits mod p: the product of two elements in Montgomery form, in Montgomery form.</summary>
    public FieldElement Multiply(in FieldElement a, in FieldElement b)
    {
        FieldElement product;
        if (LimbCount == 4)
        {
            MontgomeryMultiplication.MultiplyFourLimbs(in a, in b, in _modulus, _negativeInverse, out product);
        }
        else
        {
            MontgomeryMultiplication.MultiplySixLimbs(in a, in b, in _modulus, _negativeInverse, out product);
        }

        return product;
    }

    /// <summary>a² mod p.</summary>
    public FieldElement Square(in FieldElement a) => Multiply(in a, in a);

    /// <summary>The inverse of a mod p; the inverse of 0 is 0.</summary>
    public FieldElement Invert(in FieldElement a) => Multiply(_inversion.Invert(in a), in _radixCubed);

    /// <summary>A square root of a: for p = 3 mod 4 the power a^((p+1)/4), for p = 5 mod 8 that power a^((p+3)/8), multiplied by a root of -1 where needed.</summary>
    /// <returns>False when a is not a square.</returns>
    /// <exception cref="NotSupportedException">The modulus is 1 modulo 8.</exception>
    public bool TrySqrt(in FieldElement a, out FieldElement root)
    {
        if (_sqrtMethod == SquareRootMethod.None)
        {
            throw new NotSupportedException("square roots need a modulus that is 3 mod 4 or 5 mod 8");
        }

        root = Power(in a, in _sqrtExponent);
        if (Square(in root) == a)
        {
            return true;
        }

        if (_sqrtMethod == SquareRootMethod.ThreeModuloFour)
        {
            return false;
        }

        root = Multiply(in root, in _sqrtMinusOne);
        return Square(in root) == a;
    }

    /// <summary>Whether the limbs are a number below the modulus.</summary>
    public bool IsReduced(in FieldElement element)
    {
        ulong borrow = 0;
        for (int i = 0; i < FieldElement.MaxLimbs; i++)
        {
            MontgomeryMultiplication.SubtractBorrow(element[i], _modulus[i], ref borrow);
        }

        return borrow != 0;
    }

    // Fixed windows of four bits from the top.
    private FieldElement Power(in FieldElement a, in FieldElement exponent)
    {
        Span<FieldElement> powers = stackalloc FieldElement[1 << WindowBits];
        powers[0] = One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = Multiply(in powers[i - 1], in a);
        }

        FieldElement result = One;
        for (int bit = (64 * LimbCount) - WindowBits; bit >= 0; bit -= WindowBits)
        {
            for (int i = 0; i < WindowBits; i++)
            {
                result = Square(in result);
            }

            result = Multiply(in result, in powers[(int)(exponent[bit / 64] >> (bit % 64)) & ((1 << WindowBits) - 1)]);
        }

        return result;
    }

    private FieldElement SubtractModulus(in FieldElement a)
    {
        FieldElement difference = default;
        ulong borrow = 0;
        for (int i = 0; i < LimbCount; i++)
        {
            difference[i] = MontgomeryMultiplication.SubtractBorrow(a[i], _modulus[i], ref borrow);
        }

        return difference;
    }

    private void RequireLength(int words)
    {
        if (words != WordCount)
        {
            throw new ArgumentException($"expected {WordCount} words, got {words}", nameof(words));
        }
    }
}
