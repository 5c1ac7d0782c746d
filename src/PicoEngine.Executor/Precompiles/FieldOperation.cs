// SPDX-License-Identifier: MIT OR Apache-2.0
namespace PicoEngine.Executor.Precompiles;

/// <summary>The *_FP_* and *_FP2_* precompiles: one operation in a prime field, or in its quadratic extension by u² = -1.</summary>
/// <remarks>An element of the extension is c0 then c1 of c0 + c1·u. Operands stay in canonical form, so additions convert nothing and a product costs one conversion.</remarks>
public sealed class FieldOperation
{
    private readonly PrimeField _field;
    private readonly bool _isQuadratic;

    private FieldOperation(PrimeField field, bool isQuadratic)
    {
        _field = field;
        _isQuadratic = isQuadratic;
    }

    /// <summary>BLS12381_FP_*: operands of 12 words.</summary>
    public static FieldOperation Bls12381Fp { get; } = new(PrimeField.Bls12381, isQuadratic: false);

    /// <summary>BLS12381_FP2_*: operands of 24 words.</summary>
    public static FieldOperation Bls12381Fp2 { get; } = new(PrimeField.Bls12381, isQuadratic: true);

    /// <summary>BN254_FP_*: operands of 8 words.</summary>
    public static FieldOperation Bn254Fp { get; } = new(PrimeField.Bn254, isQuadratic: false);

    /// <summary>BN254_FP2_*: operands of 16 words.</summary>
    public static FieldOperation Bn254Fp2 { get; } = new(PrimeField.Bn254, isQuadratic: true);

    /// <summary>SECP256K1_FP_*: operands of 8 words.</summary>
    public static FieldOperation Secp256k1Fp { get; } = new(PrimeField.Secp256k1, isQuadratic: false);

    /// <summary>Words of an operand.</summary>
    public int OperandWords => _isQuadratic ? 2 * _field.WordCount : _field.WordCount;

    /// <summary>p := p op q. Total: operands are taken modulo the field's modulus.</summary>
    /// <param name="kind">The operation.</param>
    /// <param name="p">The first operand; receives the result, every component below the modulus.</param>
    /// <param name="q">The second operand; may be the same memory.</param>
    /// <exception cref="ArgumentException">A span is not <see cref="OperandWords"/> long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An undefined <paramref name="kind"/>.</exception>
    public void Apply(FieldOperationKind kind, Span<uint> p, ReadOnlySpan<uint> q)
    {
        if (p.Length != OperandWords || q.Length != OperandWords)
        {
            throw new ArgumentException($"expected {OperandWords} words twice, got {p.Length} and {q.Length}");
        }

        int words = _field.WordCount;
        FieldElement a0 = _field.ReadReduced(p[..words]);
        FieldElement b0 = _field.ReadReduced(q[..words]);
        if (!_isQuadratic)
        {
            FieldElement result = kind == FieldOperationKind.Multiply ? Rescale(_field.Multiply(in a0, in b0)) : AddOrSubtract(kind, in a0, in b0);
            _field.WriteCanonical(in result, p);
            return;
        }

        FieldElement a1 = _field.ReadReduced(p[words..]);
        FieldElement b1 = _field.ReadReduced(q[words..]);
        FieldElement c0;
        FieldElement c1;
        if (kind == FieldOperationKind.Multiply)
        {
            c0 = Rescale(_field.Subtract(_field.Multiply(in a0, in b0), _field.Multiply(in a1, in b1)));
            c1 = Rescale(_field.Add(_field.Multiply(in a0, in b1), _field.Multiply(in a1, in b0)));
        }
        else
        {
            c0 = AddOrSubtract(kind, in a0, in b0);
            c1 = AddOrSubtract(kind, in a1, in b1);
        }

        _field.WriteCanonical(in c0, p[..words]);
        _field.WriteCanonical(in c1, p[words..]);
    }

    // The Montgomery product of canonical operands is a·b / 2^bits; this takes the divisor away.
    private FieldElement Rescale(in FieldElement product) => _field.ToMontgomery(in product);

    private FieldElement AddOrSubtract(FieldOperationKind kind, in FieldElement a, in FieldElement b) => kind switch
    {
        FieldOperationKind.Add => _field.Add(in a, in b),
        FieldOperationKind.Subtract => _field.Subtract(in a, in b),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "undefined field operation"),
    };
}
