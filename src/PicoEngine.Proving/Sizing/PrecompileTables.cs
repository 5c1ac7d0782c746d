// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using PicoEngine.Air.Machines;
using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Proving.Sizing;

/// <summary>The tables that carry out system calls, with the rows of one call: what can be proved, and what it costs.</summary>
internal static class PrecompileTables
{
    /// <summary>Calls that the system-call table carries out by itself, and the end of an unconstrained block, which no proof contains.</summary>
    private static readonly FrozenSet<SyscallCode> WithoutTable =
    [
        SyscallCode.Halt, SyscallCode.Write, SyscallCode.EnterUnconstrained, SyscallCode.ExitUnconstrained, SyscallCode.Commit,
        SyscallCode.CommitDeferredProofs, SyscallCode.VerifyPicoProof, SyscallCode.HintLength, SyscallCode.HintRead,
    ];

    /// <summary>By call its tables with the rows of one call. A test counts them against the rows that the machine makes.</summary>
    public static IReadOnlyDictionary<SyscallCode, IReadOnlyList<(string Table, int Rows)>> Rows { get; } =
        new Dictionary<SyscallCode, IReadOnlyList<(string Table, int Rows)>>
        {
            [SyscallCode.Sha256Extend] = [("sha256_extend", 4)],
            [SyscallCode.Sha256Compress] = [("sha256_compress", 1), ("sha256_round", 8)],
            [SyscallCode.KeccakPermute] = [("keccak_permute", 1), ("keccak_round", 6)],
            [SyscallCode.Keccak256] = [("keccak_sponge", 1), ("keccak_digest", 1), ("keccak_round", 6)],
            [SyscallCode.Poseidon2Permute] = [("poseidon2_permute", 1)],
            [SyscallCode.Uint256Multiply] = [("uint256", 1)],
            [SyscallCode.Uint256MultiplyAdd] = [("uint256", 1)],
            [SyscallCode.Uint256MultiplyAddModulo] = [("uint256", 1)],
            [SyscallCode.Secp256k1FpAdd] = [("fp_256", 1)],
            [SyscallCode.Secp256k1FpSubtract] = [("fp_256", 1)],
            [SyscallCode.Secp256k1FpMultiply] = [("fp_256", 1)],
            [SyscallCode.Bn254FpAdd] = [("fp_256", 1)],
            [SyscallCode.Bn254FpSubtract] = [("fp_256", 1)],
            [SyscallCode.Bn254FpMultiply] = [("fp_256", 1)],
            [SyscallCode.Bls12381FpAdd] = [("fp_384", 1)],
            [SyscallCode.Bls12381FpSubtract] = [("fp_384", 1)],
            [SyscallCode.Bls12381FpMultiply] = [("fp_384", 1)],
            [SyscallCode.Bn254Fp2Add] = [("fp2_256", 1)],
            [SyscallCode.Bn254Fp2Subtract] = [("fp2_256", 1)],
            [SyscallCode.Bn254Fp2Multiply] = [("fp2_256", 1)],
            [SyscallCode.Bls12381Fp2Add] = [("fp2_384", 1)],
            [SyscallCode.Bls12381Fp2Subtract] = [("fp2_384", 1)],
            [SyscallCode.Bls12381Fp2Multiply] = [("fp2_384", 1)],
            [SyscallCode.Secp256k1Add] = [("weierstrass256_add", 1)],
            [SyscallCode.Secp256r1Add] = [("weierstrass256_add", 1)],
            [SyscallCode.Bn254Add] = [("weierstrass256_add", 1)],
            [SyscallCode.Secp256k1Double] = [("weierstrass256_double", 1)],
            [SyscallCode.Secp256r1Double] = [("weierstrass256_double", 1)],
            [SyscallCode.Bn254Double] = [("weierstrass256_double", 1)],
            [SyscallCode.Bls12381Add] = [("weierstrass384_add", 1)],
            [SyscallCode.Bls12381Double] = [("weierstrass384_double", 1)],
            [SyscallCode.Secp256k1Decompress] = [("weierstrass256_decompress", 1)],
            [SyscallCode.Secp256r1Decompress] = [("weierstrass256_decompress", 1)],
            [SyscallCode.Bls12381Decompress] = [("weierstrass384_decompress", 1)],
            [SyscallCode.Ed25519Add] = [("ed25519_add", 1)],
            [SyscallCode.Ed25519Decompress] = [("ed25519_decompress", 1)],
        }.ToFrozenDictionary();

    /// <summary>Whether a machine has what a call needs.</summary>
    public static bool IsProvable(Machine machine, SyscallCode code) =>
        WithoutTable.Contains(code)
        || (Rows.TryGetValue(code, out IReadOnlyList<(string Table, int Rows)>? rows)
            && rows.All(row => machine.Tables.Any(table => table.Name == row.Table)));
}
