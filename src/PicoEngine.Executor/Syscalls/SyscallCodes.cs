// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using static PicoEngine.Executor.Syscalls.SyscallCode;

namespace PicoEngine.Executor.Syscalls;

/// <summary>Names of the system calls as the ABI spells them, and what their codes say.</summary>
public static class SyscallCodes
{
    private static readonly FrozenDictionary<SyscallCode, string> NameByCode = new Dictionary<SyscallCode, string>
    {
        [Halt] = "HALT",
        [Write] = "WRITE",
        [EnterUnconstrained] = "ENTER_UNCONSTRAINED",
        [ExitUnconstrained] = "EXIT_UNCONSTRAINED",
        [Commit] = "COMMIT",
        [CommitDeferredProofs] = "COMMIT_DEFERRED_PROOFS",
        [VerifyPicoProof] = "VERIFY_PICO_PROOF",
        [HintLength] = "HINT_LEN",
        [HintRead] = "HINT_READ",
        [Sha256Extend] = "SHA_EXTEND",
        [Sha256Compress] = "SHA_COMPRESS",
        [Ed25519Add] = "ED_ADD",
        [Ed25519Decompress] = "ED_DECOMPRESS",
        [KeccakPermute] = "KECCAK_PERMUTE",
        [Secp256k1Add] = "SECP256K1_ADD",
        [Secp256k1Double] = "SECP256K1_DOUBLE",
        [Secp256k1Decompress] = "SECP256K1_DECOMPRESS",
        [Bn254Add] = "BN254_ADD",
        [Bn254Double] = "BN254_DOUBLE",
        [Bls12381Decompress] = "BLS12381_DECOMPRESS",
        [Uint256Multiply] = "UINT256_MUL",
        [Bls12381Add] = "BLS12381_ADD",
        [Bls12381Double] = "BLS12381_DOUBLE",
        [Bls12381FpAdd] = "BLS12381_FP_ADD",
        [Bls12381FpSubtract] = "BLS12381_FP_SUB",
        [Bls12381FpMultiply] = "BLS12381_FP_MUL",
        [Bls12381Fp2Add] = "BLS12381_FP2_ADD",
        [Bls12381Fp2Subtract] = "BLS12381_FP2_SUB",
        [Bls12381Fp2Multiply] = "BLS12381_FP2_MUL",
        [Bn254FpAdd] = "BN254_FP_ADD",
        [Bn254FpSubtract] = "BN254_FP_SUB",
        [Bn254FpMultiply] = "BN254_FP_MUL",
        [Bn254Fp2Add] = "BN254_FP2_ADD",
        [Bn254Fp2Subtract] = "BN254_FP2_SUB",
        [Bn254Fp2Multiply] = "BN254_FP2_MUL",
        [Secp256k1FpAdd] = "SECP256K1_FP_ADD",
        [Secp256k1FpSubtract] = "SECP256K1_FP_SUB",
        [Secp256k1FpMultiply] = "SECP256K1_FP_MUL",
        [Poseidon2Permute] = "POSEIDON2_PERMUTE",
        [Secp256r1Add] = "SECP256R1_ADD",
        [Secp256r1Double] = "SECP256R1_DOUBLE",
        [Secp256r1Decompress] = "SECP256R1_DECOMPRESS",
        [Uint256MultiplyAdd] = "UINT256_MULADD",
        [Uint256MultiplyAddModulo] = "UINT256_MULADDMOD",
        [Keccak256] = "KECCAK256",
    }.ToFrozenDictionary();

    /// <summary>Every call of the machine, by ascending code.</summary>
    public static IReadOnlyList<SyscallCode> All { get; } = [.. NameByCode.Keys.Order()];

    /// <summary>Whether the call is one of our own, which Pico does not have: id 0x80 to 0xBF and a table of its own.</summary>
    public static bool IsOwn(SyscallCode code) => ((uint)code & 0xffc0) == 0x0180;

    /// <summary>Whether the call computes on words of memory in tables of its own.</summary>
    public static bool IsPrecompile(SyscallCode code) => code == SyscallCode.Keccak256 || PrecompileCalls.Find(code) is not null;

    /// <summary>The ABI's name, for example <c>KECCAK_PERMUTE</c>.</summary>
    public static string Name(SyscallCode code) => NameByCode[code];

    public static bool IsDefined(SyscallCode code) => NameByCode.ContainsKey(code);

    /// <summary>Time slots that a call takes beyond the four of every instruction (byte 2 of the code).</summary>
    public static uint ExtraSlots(SyscallCode code) => (uint)code >> 16 & 0xff;
}
