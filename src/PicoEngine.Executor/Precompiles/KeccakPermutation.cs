// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;

namespace PicoEngine.Executor.Precompiles;

/// <summary>KECCAK_PERMUTE: the permutation Keccak-f[1600] (FIPS 202, section 3) on the state as it lies in guest memory.</summary>
/// <remarks>Total: every state is accepted. Lane x + 5y is words 2(x + 5y) (low) and 2(x + 5y) + 1 (high).</remarks>
public static class KeccakPermutation
{
    /// <summary>Words of the state: 25 lanes of 64 bits, low word first.</summary>
    public const int StateWords = 50;

    // FIPS 202, section 3.2.5 (the output of the LFSR of algorithm 5, as 64-bit lanes).
    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Applies the 24 rounds in place.</summary>
    /// <param name="state50">The state, 50 words.</param>
    /// <exception cref="ArgumentException">The span is not 50 words long.</exception>
    public static void Permute(Span<uint> state50)
    {
        if (state50.Length != StateWords)
        {
            throw new ArgumentException($"expected {StateWords} words, got {state50.Length}", nameof(state50));
        }

        Span<ulong> lanes = stackalloc ulong[25];
        for (int i = 0; i < 25; i++)
        {
            lanes[i] = state50[2 * i] | ((ulong)state50[(2 * i) + 1] << 32);
        }

        Permute(lanes);
        for (int i = 0; i < 25; i++)
        {
            state50[2 * i] = (uint)lanes[i];
            state50[(2 * i) + 1] = (uint)(lanes[i] >> 32);
        }
    }

    // The five steps of a round written out on 25 locals: sN is the lane x + 5y = N, cN the parity of column N, bN the lane after rho and pi.
    private static void Permute(Span<ulong> lanes)
    {
        ulong s0 = lanes[0], s1 = lanes[1], s2 = lanes[2], s3 = lanes[3], s4 = lanes[4];
        ulong s5 = lanes[5], s6 = lanes[6], s7 = lanes[7], s8 = lanes[8], s9 = lanes[9];
        ulong s10 = lanes[10], s11 = lanes[11], s12 = lanes[12], s13 = lanes[13], s14 = lanes[14];
        ulong s15 = lanes[15], s16 = lanes[16], s17 = lanes[17], s18 = lanes[18], s19 = lanes[19];
        ulong s20 = lanes[20], s21 = lanes[21], s22 = lanes[22], s23 = lanes[23], s24 = lanes[24];
        foreach (ulong roundConstant in RoundConstants)
        {
            ulong c0 = s0 ^ s5 ^ s10 ^ s15 ^ s20;
            ulong c1 = s1 ^ s6 ^ s11 ^ s16 ^ s21;
            ulong c2 = s2 ^ s7 ^ s12 ^ s17 ^ s22;
            ulong c3 = s3 ^ s8 ^ s13 ^ s18 ^ s23;
            ulong c4 = s4 ^ s9 ^ s14 ^ s19 ^ s24;
            ulong d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
            ulong d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
            ulong d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
            ulong d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
            ulong d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

            ulong b0 = s0 ^ d0;
            ulong b1 = BitOperations.RotateLeft(s6 ^ d1, 44);
            ulong b2 = BitOperations.RotateLeft(s12 ^ d2, 43);
            ulong b3 = BitOperations.RotateLeft(s18 ^ d3, 21);
            ulong b4 = BitOperations.RotateLeft(s24 ^ d4, 14);
            ulong b5 = BitOperations.RotateLeft(s3 ^ d3, 28);
            ulong b6 = BitOperations.RotateLeft(s9 ^ d4, 20);
            ulong b7 = BitOperations.RotateLeft(s10 ^ d0, 3);
            ulong b8 = BitOperations.RotateLeft(s16 ^ d1, 45);
            ulong b9 = BitOperations.RotateLeft(s22 ^ d2, 61);
            ulong b10 = BitOperations.RotateLeft(s1 ^ d1, 1);
            ulong b11 = BitOperations.RotateLeft(s7 ^ d2, 6);
            ulong b12 = BitOperations.RotateLeft(s13 ^ d3, 25);
            ulong b13 = BitOperations.RotateLeft(s19 ^ d4, 8);
            ulong b14 = BitOperations.RotateLeft(s20 ^ d0, 18);
            ulong b15 = BitOperations.RotateLeft(s4 ^ d4, 27);
            ulong b16 = BitOperations.RotateLeft(s5 ^ d0, 36);
            ulong b17 = BitOperations.RotateLeft(s11 ^ d1, 10);
            ulong b18 = BitOperations.RotateLeft(s17 ^ d2, 15);
            ulong b19 = BitOperations.RotateLeft(s23 ^ d3, 56);
            ulong b20 = BitOperations.RotateLeft(s2 ^ d2, 62);
            ulong b21 = BitOperations.RotateLeft(s8 ^ d3, 55);
            ulong b22 = BitOperations.RotateLeft(s14 ^ d4, 39);
            ulong b23 = BitOperations.RotateLeft(s15 ^ d0, 41);
            ulong b24 = BitOperations.RotateLeft(s21 ^ d1, 2);

            s0 = b0 ^ (~b1 & b2) ^ roundConstant;
            s1 = b1 ^ (~b2 & b3);
            s2 = b2 ^ (~b3 & b4);
            s3 = b3 ^ (~b4 & b0);
            s4 = b4 ^ (~b0 & b1);
            s5 = b5 ^ (~b6 & b7);
            s6 = b6 ^ (~b7 & b8);
            s7 = b7 ^ (~b8 & b9);
            s8 = b8 ^ (~b9 & b5);
            s9 = b9 ^ (~b5 & b6);
            s10 = b10 ^ (~b11 & b12);
            s11 = b11 ^ (~b12 & b13);
            s12 = b12 ^ (~b13 & b14);
            s13 = b13 ^ (~b14 & b10);
            s14 = b14 ^ (~b10 & b11);
            s15 = b15 ^ (~b16 & b17);
            s16 = b16 ^ (~b17 & b18);
            s17 = b17 ^ (~b18 & b19);
            s18 = b18 ^ (~b19 & b15);
            s19 = b19 ^ (~b15 & b16);
            s20 = b20 ^ (~b21 & b22);
            s21 = b21 ^ (~b22 & b23);
            s22 = b22 ^ (~b23 & b24);
            s23 = b23 ^ (~b24 & b20);
            s24 = b24 ^ (~b20 & b21);
        }

        (lanes[0], lanes[1], lanes[2], lanes[3], lanes[4]) = (s0, s1, s2, s3, s4);
        (lanes[5], lanes[6], lanes[7], lanes[8], lanes[9]) = (s5, s6, s7, s8, s9);
        (lanes[10], lanes[11], lanes[12], lanes[13], lanes[14]) = (s10, s11, s12, s13, s14);
        (lanes[15], lanes[16], lanes[17], lanes[18], lanes[19]) = (s15, s16, s17, s18, s19);
        (lanes[20], lanes[21], lanes[22], lanes[23], lanes[24]) = (s20, s21, s22, s23, s24);
    }
}
