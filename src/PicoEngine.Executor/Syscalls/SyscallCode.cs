// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Syscalls;

/// <summary>
/// Codes of the guest ABI (its "Complete syscall table"), stable since Pico v1.0.0, and behind them those of our own. Byte 0
/// identifies the call, byte 1 says whether it has a table of its own, byte 2 is the number of extra time slots.
/// </summary>
public enum SyscallCode : uint
{
    Halt = 0x00000000,
    Write = 0x00000002,
    EnterUnconstrained = 0x00000003,
    ExitUnconstrained = 0x00000004,
    Commit = 0x00000010,
    CommitDeferredProofs = 0x0000001A,
    VerifyPicoProof = 0x0000001B,
    HintLength = 0x000000F0,
    HintRead = 0x000000F1,
    Sha256Extend = 0x00300105,
    Sha256Compress = 0x00010106,
    Ed25519Add = 0x00010107,
    Ed25519Decompress = 0x00000108,
    KeccakPermute = 0x00010109,
    Secp256k1Add = 0x0001010A,
    Secp256k1Double = 0x0000010B,
    Secp256k1Decompress = 0x0000010C,
    Bn254Add = 0x0001010E,
    Bn254Double = 0x0000010F,
    Bls12381Decompress = 0x0000011C,
    Uint256Multiply = 0x0001011D,
    Bls12381Add = 0x0001011E,
    Bls12381Double = 0x0000011F,
    Bls12381FpAdd = 0x00010120,
    Bls12381FpSubtract = 0x00010121,
    Bls12381FpMultiply = 0x00010122,
    Bls12381Fp2Add = 0x00010123,
    Bls12381Fp2Subtract = 0x00010124,
    Bls12381Fp2Multiply = 0x00010125,
    Bn254FpAdd = 0x00010126,
    Bn254FpSubtract = 0x00010127,
    Bn254FpMultiply = 0x00010128,
    Bn254Fp2Add = 0x00010129,
    Bn254Fp2Subtract = 0x0001012A,
    Bn254Fp2Multiply = 0x0001012B,
    Secp256k1FpAdd = 0x0001012C,
    Secp256k1FpSubtract = 0x0001012D,
    Secp256k1FpMultiply = 0x0001012E,
    Poseidon2Permute = 0x0001012F,
    Secp256r1Add = 0x00010130,
    Secp256r1Double = 0x00000131,
    Secp256r1Decompress = 0x00000132,

    // Ours: ids 0x80 to 0xBF, which Pico does not use. README.md of the executor says what they do.
    Uint256MultiplyAdd = 0x00010180,
    Uint256MultiplyAddModulo = 0x00010181,
    Keccak256 = 0x00010190,
}
