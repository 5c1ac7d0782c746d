// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// The state of Keccak-f[1600] as 200 chunks. Bit 8 i + j of a lane is octal digit i of its chunk j, so that a rotation of a lane moves whole chunks and
/// rotates their digits, and sums of up to seven chunks keep their digits apart.
/// </summary>
internal static class KeccakChunks
{
    /// <summary>Lanes of a state; x + 5 y in FIPS 202.</summary>
    public const int Lanes = 25;

    /// <summary>Chunks of a lane.</summary>
    public const int PerLane = 8;

    /// <summary>Digits of a chunk.</summary>
    public const int Digits = 8;

    /// <summary>Chunks of a state.</summary>
    public const int Count = PerLane * Lanes;

    /// <summary>Rounds of a permutation.</summary>
    public const int Rounds = 24;

    /// <summary>Rotations of the lanes, FIPS 202, table 2, modulo 64.</summary>
    private static readonly ImmutableArray<int> Rotations =
        [0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14];

    // By byte: bit i as octal digit i.
    private static readonly uint[] Spread = [.. Enumerable.Range(0, 256).Select(value => (uint)Enumerable.Range(0, Digits).Sum(i => (value >> i & 1) << (3 * i)))];

    /// <summary>Constants of the rounds, FIPS 202, section 3.2.5 (output of algorithm 5 as lanes).</summary>
    public static ImmutableArray<ulong> RoundConstants { get; } =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>The chunks of lane (0, 0) that some constant changes: those of bits 0, 1, 3, 7, 15, 31 and 63.</summary>
    public static ImmutableArray<int> ConstantChunks { get; } =
        [.. Enumerable.Range(0, PerLane).Where(j => RoundConstants.Any(constant => Chunk(constant, j) != 0))];

    /// <summary>By chunk of a state: where rho and pi move it.</summary>
    public static ImmutableArray<int> Moved { get; } = [.. Enumerable.Range(0, Count).Select(chunk =>
    {
        var (lane, place) = Math.DivRem(chunk, PerLane);
        var (x, y) = (lane % 5, lane / 5);
        return (PerLane * (y + (5 * (((2 * x) + (3 * y)) % 5)))) + ((place + Rotations[lane]) % PerLane);
    })];

    /// <summary>By chunk of a state: by how many digits rho rotates it, 0 to 7.</summary>
    public static ImmutableArray<int> DigitRotations { get; } = [.. Enumerable.Range(0, Count).Select(chunk =>
        (chunk % PerLane + Rotations[chunk / PerLane]) / PerLane % Digits)];

    /// <summary>The chunks behind rho and pi whose digits were rotated, ascending.</summary>
    public static ImmutableArray<int> Rotated { get; } =
        [.. Enumerable.Range(0, Count).Where(chunk => DigitRotations[chunk] != 0).Select(chunk => Moved[chunk]).Order()];

    /// <summary>A chunk of a lane.</summary>
    public static uint Chunk(ulong lane, int place) => Spread[(byte)(Transpose(lane) >> (8 * place))];

    /// <summary>Writes the chunks of a lane.</summary>
    public static void Write(ulong lane, Span<uint> chunks)
    {
        var transposed = Transpose(lane);
        for (var j = 0; j < PerLane; j++)
        {
            chunks[j] = Spread[(byte)transposed];
            transposed >>= 8;
        }
    }

    /// <summary>The parity of each column of a state.</summary>
    public static void Parity(ReadOnlySpan<ulong> state, Span<ulong> parity)
    {
        for (var x = 0; x < 5; x++)
        {
            parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }
    }

    /// <summary>What theta adds to the lanes of each column.</summary>
    public static void Effect(ReadOnlySpan<ulong> parity, Span<ulong> effect)
    {
        for (var x = 0; x < 5; x++)
        {
            effect[x] = parity[(x + 4) % 5] ^ BitOperations.RotateLeft(parity[(x + 1) % 5], 1);
        }
    }

    /// <summary>Adds to the lanes of each column.</summary>
    public static void Add(ReadOnlySpan<ulong> effect, Span<ulong> state)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            state[lane] ^= effect[lane % 5];
        }
    }

    /// <summary>theta, then rho and pi. Changes both.</summary>
    public static void Mix(Span<ulong> state, Span<ulong> moved)
    {
        Span<ulong> parity = stackalloc ulong[5];
        Span<ulong> effect = stackalloc ulong[5];
        Parity(state, parity);
        Effect(parity, effect);
        Add(effect, state);
        Move(state, moved);
    }

    /// <summary>rho and pi.</summary>
    public static void Move(ReadOnlySpan<ulong> state, Span<ulong> moved)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            moved[Moved[PerLane * lane] / PerLane] = BitOperations.RotateLeft(state[lane], Rotations[lane]);
        }
    }

    /// <summary>chi.</summary>
    public static void Combine(ReadOnlySpan<ulong> moved, Span<ulong> state)
    {
        for (var y = 0; y < Lanes; y += 5)
        {
            for (var x = 0; x < 5; x++)
            {
                state[y + x] = moved[y + x] ^ (~moved[y + ((x + 1) % 5)] & moved[y + ((x + 2) % 5)]);
            }
        }
    }

    /// <summary>Keccak-f[1600].</summary>
    public static void Permute(Span<ulong> state)
    {
        Span<ulong> moved = stackalloc ulong[Lanes];
        foreach (var constant in RoundConstants)
        {
            Mix(state, moved);
            Combine(moved, state);
            state[0] ^= constant;
        }
    }

    /// <summary>Byte j, bit i of the result is byte i, bit j (Warren, Hacker's Delight, section 7-3).</summary>
    private static ulong Transpose(ulong lane)
    {
        var swapped = (lane ^ (lane >> 7)) & 0x00aa_00aa_00aa_00aa;
        lane ^= swapped ^ (swapped << 7);
        swapped = (lane ^ (lane >> 14)) & 0x0000_cccc_0000_cccc;
        lane ^= swapped ^ (swapped << 14);
        swapped = (lane ^ (lane >> 28)) & 0x0000_0000_f0f0_f0f0;
        return lane ^ swapped ^ (swapped << 28);
    }
}
