// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using PicoEngine.Executor.Precompiles;
using static PicoEngine.Executor.Syscalls.OperandPointer;

namespace PicoEngine.Executor.Syscalls;

/// <summary>
/// The table of precompiles. Access order (guest ABI, "Operand layouts"): operands that are only read at slot 0, updated ones
/// at slot 1, so that both pointers may name the same words; calls with one operand update it at slot 0. KECCAK256, whose
/// operands vary in length, is not here but in <see cref="Keccak256Call"/>.
/// </summary>
internal static class PrecompileCalls
{
    private delegate void TotalOperation(Span<uint> updated, ReadOnlySpan<uint> read);

    /// <summary>The largest number of words that one call accesses.</summary>
    public static int MaxAccessCount { get; }

    private static readonly FrozenDictionary<SyscallCode, PrecompileCall> ByCode;

    static PrecompileCalls()
    {
        PrecompileCall[] calls =
        [
            new(SyscallCode.Sha256Extend, SecondArgument.Zero, new(P, 0, 16, 0), new(P, 16, 48, 1), ExtendSha256),
            new(SyscallCode.Sha256Compress, SecondArgument.DistinctPointer, new(P, 0, 64, 0), new(Q, 0, 8, 1), CompressSha256),
            Unary(SyscallCode.KeccakPermute, KeccakPermutation.StateWords, PermuteKeccak),
            new(SyscallCode.Poseidon2Permute, SecondArgument.Pointer, new(P, 0, 16, 0), new(Q, 0, 16, 1), PermutePoseidon2),
            new(SyscallCode.Uint256Multiply, SecondArgument.Pointer, new(Q, 0, 16, 0), new(P, 0, 8, 1), MultiplyUint256),
            new(SyscallCode.Uint256MultiplyAdd, SecondArgument.Pointer, new(Q, 0, 16, 0), new(P, 0, 16, 1), Total(Uint256Multiplication.MultiplyAdd)),
            new(SyscallCode.Uint256MultiplyAddModulo, SecondArgument.Pointer, new(Q, 0, 24, 0), new(P, 0, 8, 1), Total(Uint256Multiplication.MultiplyAddModulo)),
            Binary(SyscallCode.Ed25519Add, EdwardsCurve.PointWords, (p, q, _) => EdwardsCurve.Ed25519.Add(p, q)),
            Decompression(SyscallCode.Ed25519Decompress, EdwardsCurve.PointWords, (p, sign) => EdwardsCurve.Ed25519.Decompress(p, sign)),
            .. Weierstrass(WeierstrassCurve.Secp256k1, SyscallCode.Secp256k1Add, SyscallCode.Secp256k1Double, SyscallCode.Secp256k1Decompress),
            .. Weierstrass(WeierstrassCurve.Secp256r1, SyscallCode.Secp256r1Add, SyscallCode.Secp256r1Double, SyscallCode.Secp256r1Decompress),
            .. Weierstrass(WeierstrassCurve.Bn254, SyscallCode.Bn254Add, SyscallCode.Bn254Double, null),
            .. Weierstrass(WeierstrassCurve.Bls12381, SyscallCode.Bls12381Add, SyscallCode.Bls12381Double, SyscallCode.Bls12381Decompress),
            .. Field(FieldOperation.Bls12381Fp, SyscallCode.Bls12381FpAdd, SyscallCode.Bls12381FpSubtract, SyscallCode.Bls12381FpMultiply),
            .. Field(FieldOperation.Bls12381Fp2, SyscallCode.Bls12381Fp2Add, SyscallCode.Bls12381Fp2Subtract, SyscallCode.Bls12381Fp2Multiply),
            .. Field(FieldOperation.Bn254Fp, SyscallCode.Bn254FpAdd, SyscallCode.Bn254FpSubtract, SyscallCode.Bn254FpMultiply),
            .. Field(FieldOperation.Bn254Fp2, SyscallCode.Bn254Fp2Add, SyscallCode.Bn254Fp2Subtract, SyscallCode.Bn254Fp2Multiply),
            .. Field(FieldOperation.Secp256k1Fp, SyscallCode.Secp256k1FpAdd, SyscallCode.Secp256k1FpSubtract, SyscallCode.Secp256k1FpMultiply),
        ];
        ByCode = calls.ToFrozenDictionary(call => call.Code);
        MaxAccessCount = calls.Max(call => call.AccessCount);
    }

    public static IEnumerable<PrecompileCall> All => ByCode.Values;

    public static PrecompileCall? Find(SyscallCode code) => ByCode.GetValueOrDefault(code);

    private static PrecompileCall Unary(SyscallCode code, int words, PrecompileOperation operation) =>
        new(code, SecondArgument.Zero, new(P, 0, 0, 0), new(P, 0, words, 0), operation);

    private static PrecompileCall Binary(SyscallCode code, int words, PrecompileOperation operation) =>
        new(code, SecondArgument.Pointer, new(Q, 0, words, 0), new(P, 0, words, 1), operation);

    /// <summary>Reads the coordinate in the upper half of a point and writes the other into its lower half.</summary>
    private static PrecompileCall Decompression(SyscallCode code, int pointWords, Func<Span<uint>, uint, PrecompileFault> operation)
    {
        int half = pointWords / 2;
        return new(code, SecondArgument.Flag, new(P, (uint)half, half, 0), new(P, 0, half, 0), Decompress);

        PrecompileFault Decompress(Span<uint> updated, ReadOnlySpan<uint> read, uint flag)
        {
            Span<uint> point = stackalloc uint[pointWords];
            updated.CopyTo(point);
            read.CopyTo(point[half..]);
            PrecompileFault fault = operation(point, flag);
            point[..half].CopyTo(updated);
            return fault;
        }
    }

    private static IEnumerable<PrecompileCall> Weierstrass(WeierstrassCurve curve, SyscallCode add, SyscallCode @double, SyscallCode? decompress)
    {
        yield return Binary(add, curve.PointWords, (p, q, _) => curve.Add(p, q));
        yield return Unary(@double, curve.PointWords, (p, _, _) => curve.Double(p));
        if (decompress is { } code)
        {
            yield return Decompression(code, curve.PointWords, (p, flag) => curve.Decompress(p, flag));
        }
    }

    private static PrecompileCall[] Field(FieldOperation field, SyscallCode add, SyscallCode subtract, SyscallCode multiply) =>
    [
        Binary(add, field.OperandWords, Total((p, q) => field.Apply(FieldOperationKind.Add, p, q))),
        Binary(subtract, field.OperandWords, Total((p, q) => field.Apply(FieldOperationKind.Subtract, p, q))),
        Binary(multiply, field.OperandWords, Total((p, q) => field.Apply(FieldOperationKind.Multiply, p, q))),
    ];

    /// <summary>An operation that has a result for all operands.</summary>
    private static PrecompileOperation Total(TotalOperation operation) => (p, q, _) =>
    {
        operation(p, q);
        return PrecompileFault.None;
    };

    private static PrecompileFault ExtendSha256(Span<uint> updated, ReadOnlySpan<uint> read, uint argument)
    {
        Span<uint> schedule = stackalloc uint[Sha256Rounds.ScheduleWords];
        read.CopyTo(schedule);
        Sha256Rounds.Extend(schedule);
        schedule[read.Length..].CopyTo(updated);
        return PrecompileFault.None;
    }

    private static PrecompileFault CompressSha256(Span<uint> updated, ReadOnlySpan<uint> read, uint argument)
    {
        Sha256Rounds.Compress(read, updated);
        return PrecompileFault.None;
    }

    private static PrecompileFault PermuteKeccak(Span<uint> updated, ReadOnlySpan<uint> read, uint argument)
    {
        KeccakPermutation.Permute(updated);
        return PrecompileFault.None;
    }

    private static PrecompileFault PermutePoseidon2(Span<uint> updated, ReadOnlySpan<uint> read, uint argument) =>
        GuestPoseidon2.Permute(read, updated);

    private static PrecompileFault MultiplyUint256(Span<uint> updated, ReadOnlySpan<uint> read, uint argument)
    {
        Uint256Multiplication.MultiplyModulo(updated, read);
        return PrecompileFault.None;
    }
}
