// SPDX-License-Identifier: MIT OR Apache-2.0
// Every call of the Pico guest ABI, and those of our own, as a named code and an inline function.
//
// Convention: code in t0, arguments in a0, a1 (WRITE: a2 too), result in t0. No other register changes.
// Multi-word integers are little-endian words, least significant word first. An affine point is x, then y; there is no
// encoding of infinity. Every pointer must be 4-aligned, except the buffer of pico_sys_write; an unaligned pointer, and
// every case marked "error" below, ends the execution with a typed error and cannot be proven.
#ifndef PICO_SYSCALLS_H
#define PICO_SYSCALLS_H

#include <stddef.h>
#include <stdint.h>

// Byte 0 is the id, byte 1 is 1 where the call has a precompile table of its own, byte 2 counts extra clock ticks.
#define PICO_HALT 0x00000000u
#define PICO_WRITE 0x00000002u
#define PICO_ENTER_UNCONSTRAINED 0x00000003u
#define PICO_EXIT_UNCONSTRAINED 0x00000004u
#define PICO_COMMIT 0x00000010u
#define PICO_COMMIT_DEFERRED_PROOFS 0x0000001Au
#define PICO_VERIFY_PICO_PROOF 0x0000001Bu
#define PICO_HINT_LEN 0x000000F0u
#define PICO_HINT_READ 0x000000F1u
#define PICO_SHA_EXTEND 0x00300105u
#define PICO_SHA_COMPRESS 0x00010106u
#define PICO_ED_ADD 0x00010107u
#define PICO_ED_DECOMPRESS 0x00000108u
#define PICO_KECCAK_PERMUTE 0x00010109u
#define PICO_SECP256K1_ADD 0x0001010Au
#define PICO_SECP256K1_DOUBLE 0x0000010Bu
#define PICO_SECP256K1_DECOMPRESS 0x0000010Cu
#define PICO_BN254_ADD 0x0001010Eu
#define PICO_BN254_DOUBLE 0x0000010Fu
#define PICO_BLS12381_DECOMPRESS 0x0000011Cu
#define PICO_UINT256_MUL 0x0001011Du
#define PICO_BLS12381_ADD 0x0001011Eu
#define PICO_BLS12381_DOUBLE 0x0000011Fu
#define PICO_BLS12381_FP_ADD 0x00010120u
#define PICO_BLS12381_FP_SUB 0x00010121u
#define PICO_BLS12381_FP_MUL 0x00010122u
#define PICO_BLS12381_FP2_ADD 0x00010123u
#define PICO_BLS12381_FP2_SUB 0x00010124u
#define PICO_BLS12381_FP2_MUL 0x00010125u
#define PICO_BN254_FP_ADD 0x00010126u
#define PICO_BN254_FP_SUB 0x00010127u
#define PICO_BN254_FP_MUL 0x00010128u
#define PICO_BN254_FP2_ADD 0x00010129u
#define PICO_BN254_FP2_SUB 0x0001012Au
#define PICO_BN254_FP2_MUL 0x0001012Bu
#define PICO_SECP256K1_FP_ADD 0x0001012Cu
#define PICO_SECP256K1_FP_SUB 0x0001012Du
#define PICO_SECP256K1_FP_MUL 0x0001012Eu
#define PICO_POSEIDON2_PERMUTE 0x0001012Fu
#define PICO_SECP256R1_ADD 0x00010130u
#define PICO_SECP256R1_DOUBLE 0x00000131u
#define PICO_SECP256R1_DECOMPRESS 0x00000132u

// Calls of PicoEngine's own, which Pico does not have: ids 0x80 to 0xBF.
#define PICO_UINT256_MULADD 0x00010180u
#define PICO_UINT256_MULADDMOD 0x00010181u
#define PICO_KECCAK256 0x00010190u

// File descriptors of pico_sys_write.
#define PICO_FD_STDOUT 1u        // UTF-8 text, shown line by line
#define PICO_FD_STDERR 2u        // UTF-8 text, shown line by line
#define PICO_FD_PUBLIC_VALUES 3u // appended to the public values; use pico_commit, which also hashes them
#define PICO_FD_HINT 4u          // pushed as one new element at the end of the input stream
#define PICO_FD_ECRECOVER 5u     // hook, see pico_hook_ecrecover
#define PICO_FD_ED_DECOMPRESS 8u // hook, see pico_hook_ed_decompress

// The one ECALL of the SDK. A call may read and write any memory it has a pointer to, hence the clobber.
static inline uint32_t pico_ecall(uint32_t code, uint32_t a0, uint32_t a1)
{
    register uint32_t result __asm__("t0") = code;
    register uint32_t first __asm__("a0") = a0;
    register uint32_t second __asm__("a1") = a1;
    __asm__ volatile("ecall" : "+r"(result) : "r"(first), "r"(second) : "memory");
    return result;
}

static inline uint32_t pico_address(const void *pointer)
{
    return (uint32_t)(uintptr_t)pointer;
}

// ---- Machine -------------------------------------------------------------------------------------------------------

// Stops the machine. Use pico_halt of io.h: the public values' digest must have been committed before this.
__attribute__((noreturn)) static inline void pico_sys_halt(uint32_t exit_code)
{
    pico_ecall(PICO_HALT, exit_code, 0);
    __builtin_unreachable();
}

// Writes byte_count bytes from a buffer of any alignment to a file descriptor. Unknown descriptors are ignored.
static inline void pico_sys_write(uint32_t fd, const void *buffer, size_t byte_count)
{
    register uint32_t code __asm__("t0") = PICO_WRITE;
    register uint32_t first __asm__("a0") = fd;
    register uint32_t second __asm__("a1") = pico_address(buffer);
    register uint32_t third __asm__("a2") = (uint32_t)byte_count;
    __asm__ volatile("ecall" : "+r"(code) : "r"(first), "r"(second), "r"(third) : "memory");
}

// Sets word index (0..7, each once) of the digest of the public values. pico_halt does this.
static inline void pico_sys_commit(uint32_t index, uint32_t word)
{
    pico_ecall(PICO_COMMIT, index, word);
}

// Sets element index (0..7, each once) of the deferred-proof digest; element is a canonical KoalaBear value.
// Elements never set are 0, which is right for a guest that verifies no proof.
static inline void pico_sys_commit_deferred_proofs(uint32_t index, uint32_t element)
{
    pico_ecall(PICO_COMMIT_DEFERRED_PROOFS, index, element);
}

// Names a proof to be verified with this one: vk_digest 8 words, pv_digest 32 bytes. The machine does nothing here;
// what binds is the deferred digest that the guest computes over both and commits, pico_sys_commit_deferred_proofs.
static inline void pico_sys_verify_pico_proof(const uint32_t *vk_digest, const uint8_t *pv_digest)
{
    pico_ecall(PICO_VERIFY_PICO_PROOF, pico_address(vk_digest), pico_address(pv_digest));
}

// Byte length of the next input element; error when there is none. The prover chooses it: check it.
static inline uint32_t pico_sys_hint_len(void)
{
    return pico_ecall(PICO_HINT_LEN, 0, 0);
}

// Takes the next input element, whose length must be byte_count (else error), to destination. Whole words are
// written: the bytes that fill up the last word are 0. The prover chooses the contents: check them.
static inline void pico_sys_hint_read(void *destination, uint32_t byte_count)
{
    pico_ecall(PICO_HINT_READ, pico_address(destination), byte_count);
}

// Runs a block that is not proven, to compute hints with. Use:
//     if (pico_enter_unconstrained()) { ...; pico_hint_push(x, n); pico_exit_unconstrained(); }
// The block runs once, with only WRITE and EXIT allowed; then registers and memory are as they were at ENTER and
// execution goes on behind the if. Elements pushed stay, and so do text and public values written (so never commit in
// the block: the hash of what was committed would be rolled back). Blocks do not nest.
static inline uint32_t pico_enter_unconstrained(void)
{
    return pico_ecall(PICO_ENTER_UNCONSTRAINED, 0, 0);
}

// Ends the block; execution goes on at its ENTER, which then returns 0. Error outside a block.
__attribute__((noreturn)) static inline void pico_exit_unconstrained(void)
{
    pico_ecall(PICO_EXIT_UNCONSTRAINED, 0, 0);
    __builtin_unreachable();
}

// Pushes bytes as a new element at the end of the input stream (behind all that was not read yet).
static inline void pico_hint_push(const void *bytes, size_t byte_count)
{
    pico_sys_write(PICO_FD_HINT, bytes, byte_count);
}

// Asks the host for a signature's recovery witness. request: byte 0, bit 7 = wanted parity of y; bytes 1..32 = r as a
// big-endian secp256k1 x; bytes 33..64 = alpha = x^3 + 7, big-endian. The answers are read next from the input stream:
//   alpha a square:  [1], y (32 bytes big-endian, of the wanted parity), r^-1 mod n (32 bytes big-endian)
//   not a square:    [0], square root of 3*alpha (32 bytes big-endian), which proves it, 3 being no square
//   r or alpha 0, or not below p:  [0]
// The answers come from the prover: check them.
static inline void pico_hook_ecrecover(const uint8_t request[65])
{
    pico_sys_write(PICO_FD_ECRECOVER, request, 65);
}

// Asks whether a 32-byte compressed Edwards point decompresses; the next input element is [1] or [0]. A hint: check it.
static inline void pico_hook_ed_decompress(const uint8_t point[32])
{
    pico_sys_write(PICO_FD_ED_DECOMPRESS, point, 32);
}

// ---- Hashes --------------------------------------------------------------------------------------------------------

// Message schedule of SHA-256: from w[0..15] (message words as numbers) fills w[16..63].
static inline void pico_sha_extend(uint32_t *w)
{
    pico_ecall(PICO_SHA_EXTEND, pico_address(w), 0);
}

// 64 rounds of SHA-256 over the schedule w[64], and the final addition to h[8]. w and h must differ.
static inline void pico_sha_compress(uint32_t *w, uint32_t *h)
{
    pico_ecall(PICO_SHA_COMPRESS, pico_address(w), pico_address(h));
}

// keccak-f[1600] in place on 25 lanes, lane x + 5y, low word first (50 words).
static inline void pico_keccak_permute(uint64_t *state)
{
    pico_ecall(PICO_KECCAK_PERMUTE, pico_address(state), 0);
}

// Pico's guest Poseidon2, width 16, over KoalaBear: output[16] from input[16]; a word >= p = 0x7f000001 is an error.
// Its round constants are not those of the prover's Poseidon2.
static inline void pico_poseidon2_permute(const uint32_t *input, uint32_t *output)
{
    pico_ecall(PICO_POSEIDON2_PERMUTE, pico_address(input), pico_address(output));
}

// The most bytes that one pico_keccak256 takes.
#define PICO_KECCAK256_MAXIMUM 65535u

// What pico_keccak256 is given and gives: set length before the call.
struct pico_keccak256_request {
    uint32_t length;    // bytes of data, at most PICO_KECCAK256_MAXIMUM
    uint32_t digest[8]; // the hash, byte i of it in byte i of memory
};

// Keccak-256 as Ethereum uses it of request->length bytes at data, which is 4-aligned; bytes behind them in their last
// word do not matter. The digest may overlap the data, the length may not. Ours: Pico does not have this call.
static inline void pico_keccak256(const void *data, struct pico_keccak256_request *request)
{
    pico_ecall(PICO_KECCAK256, pico_address(data), pico_address(request));
}

// ---- Integers ------------------------------------------------------------------------------------------------------

// x[8] = x * y mod m, where y_and_modulus is y[8] and then m[8]; m = 0 stands for 2^256.
static inline void pico_uint256_mul(uint32_t *x, const uint32_t *y_and_modulus)
{
    pico_ecall(PICO_UINT256_MUL, pico_address(x), pico_address(y_and_modulus));
}

// x_and_c[16] = x * y + c + d in 512 bits, low half first, where x_and_c is x[8], c[8] and y_and_d is y[8], d[8]. Ours.
static inline void pico_uint256_muladd(uint32_t *x_and_c, const uint32_t *y_and_d)
{
    pico_ecall(PICO_UINT256_MULADD, pico_address(x_and_c), pico_address(y_and_d));
}

// x[8] = (x * y + z) mod m, where y_modulus_and_z is y[8], m[8], z[8]; m = 0 stands for 2^256. Ours.
static inline void pico_uint256_muladdmod(uint32_t *x, const uint32_t *y_modulus_and_z)
{
    pico_ecall(PICO_UINT256_MULADDMOD, pico_address(x), pico_address(y_modulus_and_z));
}

// ---- Field operations: p = p op q ----------------------------------------------------------------------------------
// Both operands are first reduced mod the field's prime and the result is below it; p and q may be the same address.
// Fp: secp256k1 and bn254 8 words, bls12-381 12. Fp2: c0, then c1 (16 and 24 words), u^2 = -1.
#define PICO_FIELD_OPERATION(function, code)                                                                           \
    static inline void function(uint32_t *p, const uint32_t *q)                                                        \
    {                                                                                                                  \
        pico_ecall(code, pico_address(p), pico_address(q));                                                            \
    }
PICO_FIELD_OPERATION(pico_secp256k1_fp_add, PICO_SECP256K1_FP_ADD)
PICO_FIELD_OPERATION(pico_secp256k1_fp_sub, PICO_SECP256K1_FP_SUB)
PICO_FIELD_OPERATION(pico_secp256k1_fp_mul, PICO_SECP256K1_FP_MUL)
PICO_FIELD_OPERATION(pico_bn254_fp_add, PICO_BN254_FP_ADD)
PICO_FIELD_OPERATION(pico_bn254_fp_sub, PICO_BN254_FP_SUB)
PICO_FIELD_OPERATION(pico_bn254_fp_mul, PICO_BN254_FP_MUL)
PICO_FIELD_OPERATION(pico_bn254_fp2_add, PICO_BN254_FP2_ADD)
PICO_FIELD_OPERATION(pico_bn254_fp2_sub, PICO_BN254_FP2_SUB)
PICO_FIELD_OPERATION(pico_bn254_fp2_mul, PICO_BN254_FP2_MUL)
PICO_FIELD_OPERATION(pico_bls12381_fp_add, PICO_BLS12381_FP_ADD)
PICO_FIELD_OPERATION(pico_bls12381_fp_sub, PICO_BLS12381_FP_SUB)
PICO_FIELD_OPERATION(pico_bls12381_fp_mul, PICO_BLS12381_FP_MUL)
PICO_FIELD_OPERATION(pico_bls12381_fp2_add, PICO_BLS12381_FP2_ADD)
PICO_FIELD_OPERATION(pico_bls12381_fp2_sub, PICO_BLS12381_FP2_SUB)
PICO_FIELD_OPERATION(pico_bls12381_fp2_mul, PICO_BLS12381_FP2_MUL)
#undef PICO_FIELD_OPERATION

// ---- Curves: affine points of 16 words (bls12-381: 24) -------------------------------------------------------------
// ADD: p = p + q; equal x (so equal or opposite points) is an error, the caller handles those and infinity.
// DOUBLE: p = 2p. Neither checks that a point is on the curve.
#define PICO_POINT_ADD(function, code)                                                                                 \
    static inline void function(uint32_t *p, const uint32_t *q)                                                        \
    {                                                                                                                  \
        pico_ecall(code, pico_address(p), pico_address(q));                                                            \
    }
#define PICO_POINT_DOUBLE(function, code)                                                                              \
    static inline void function(uint32_t *p)                                                                           \
    {                                                                                                                  \
        pico_ecall(code, pico_address(p), 0);                                                                          \
    }
PICO_POINT_ADD(pico_secp256k1_add, PICO_SECP256K1_ADD)
PICO_POINT_DOUBLE(pico_secp256k1_double, PICO_SECP256K1_DOUBLE)
PICO_POINT_ADD(pico_secp256r1_add, PICO_SECP256R1_ADD)
PICO_POINT_DOUBLE(pico_secp256r1_double, PICO_SECP256R1_DOUBLE)
PICO_POINT_ADD(pico_bn254_add, PICO_BN254_ADD)
PICO_POINT_DOUBLE(pico_bn254_double, PICO_BN254_DOUBLE)
PICO_POINT_ADD(pico_bls12381_add, PICO_BLS12381_ADD)
PICO_POINT_DOUBLE(pico_bls12381_double, PICO_BLS12381_DOUBLE)
// Edwards addition on ed25519 is complete: any two points of the curve, equal ones and the neutral (0, 1) too.
PICO_POINT_ADD(pico_ed_add, PICO_ED_ADD)
#undef PICO_POINT_ADD
#undef PICO_POINT_DOUBLE

// Decompression of Weierstrass points, in place: before the call x lies in the upper half of the buffer (words 8..15;
// bls12-381: 12..23), little-endian; the call writes y, little-endian, into the lower half. (This is the big-endian
// form x, y with all its bytes reversed.) An x of no point is an error.
#define PICO_DECOMPRESS(function, code)                                                                                \
    static inline void function(uint32_t *point, uint32_t flag)                                                        \
    {                                                                                                                  \
        pico_ecall(code, pico_address(point), flag);                                                                   \
    }
PICO_DECOMPRESS(pico_secp256k1_decompress, PICO_SECP256K1_DECOMPRESS) // flag: 1 = the odd y
PICO_DECOMPRESS(pico_secp256r1_decompress, PICO_SECP256R1_DECOMPRESS) // flag: 1 = the odd y
PICO_DECOMPRESS(pico_bls12381_decompress, PICO_BLS12381_DECOMPRESS)   // flag: 1 = the larger of y and p - y
// ed25519 (16 words): y lies in words 8..15, its sign bit cleared, and x is written to words 0..7; flag: 1 = the odd x.
// A y of no point, and x = 0 asked to be odd, are errors.
PICO_DECOMPRESS(pico_ed_decompress, PICO_ED_DECOMPRESS)
#undef PICO_DECOMPRESS

#endif
