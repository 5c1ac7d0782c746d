// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Runtime.CompilerServices;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Executor.Precompiles;

/// <summary>POSEIDON2_PERMUTE: the Poseidon2 permutation of width 16 over KoalaBear that guests see.</summary>
/// <remarks>
/// S-box x³; 4 external, 20 internal, 4 external rounds (Grassi, Khovratovich, Schofnegger, eprint 2023/323). The arithmetic is on canonical values in 64 bits;
/// nothing is shared with the prover's Poseidon2, whose constants differ.
/// </remarks>
public static class GuestPoseidon2
{
    /// <summary>Words of the state, one field element each.</summary>
    public const int Width = GuestPoseidon2Constants.Width;

    /// <summary>The KoalaBear modulus, 2^31 - 2^24 + 1.</summary>
    public const uint Modulus = 0x7f000001;

    private const int HalfExternalRounds = GuestPoseidon2Constants.HalfExternalRounds;

    /// <summary>Permutes <paramref name="in16"/> into <paramref name="out16"/>; the spans may overlap.</summary>
    /// <param name="in16">16 canonical field elements.</param>
    /// <param name="out16">Receives 16 canonical field elements; untouched on a fault.</param>
    /// <returns><see cref="PrecompileFault.NonCanonicalInput"/> when an input word is not below the modulus.</returns>
    /// <exception cref="ArgumentException">A span is not 16 words long.</exception>
    public static PrecompileFault Permute(ReadOnlySpan<uint> in16, Span<uint> out16)
    {
        if (in16.Length != Width || out16.Length != Width)
        {
            throw new ArgumentException($"expected {Width} words in and out, got {in16.Length} and {out16.Length}");
        }

        Span<ulong> state = stackalloc ulong[Width];
        for (int i = 0; i < Width; i++)
        {
            if (in16[i] >= Modulus)
            {
                return PrecompileFault.NonCanonicalInput;
            }

            state[i] = in16[i];
        }

        ExternalLayer(state);
        for (int round = 0; round < HalfExternalRounds; round++)
        {
            ExternalRound(state, round);
        }

        foreach (uint constant in GuestPoseidon2Constants.Internal)
        {
            state[0] = Cube((state[0] + constant) % Modulus);
            InternalLayer(state);
        }

        for (int round = HalfExternalRounds; round < 2 * HalfExternalRounds; round++)
        {
            ExternalRound(state, round);
        }

        for (int i = 0; i < Width; i++)
        {
            out16[i] = (uint)state[i];
        }

        return PrecompileFault.None;
    }

    private static void ExternalRound(Span<ulong> state, int round)
    {
        ReadOnlySpan<uint> constants = GuestPoseidon2Constants.External.Slice(round * Width, Width);
        for (int i = 0; i < Width; i++)
        {
            state[i] = Cube((state[i] + constants[i]) % Modulus);
        }

        ExternalLayer(state);
    }

    // Each block of four is multiplied by circ(2, 3, 1, 1); then every element takes the sum over the blocks at its position.
    private static void ExternalLayer(Span<ulong> state)
    {
        for (int i = 0; i < Width; i += 4)
        {
            ulong a = state[i], b = state[i + 1], c = state[i + 2], d = state[i + 3];
            ulong sum = a + b + c + d;
            state[i] = sum + a + (2 * b);
            state[i + 1] = sum + b + (2 * c);
            state[i + 2] = sum + c + (2 * d);
            state[i + 3] = sum + d + (2 * a);
        }

        for (int position = 0; position < 4; position++)
        {
            ulong sum = state[position] + state[position + 4] + state[position + 8] + state[position + 12];
            for (int i = position; i < Width; i += 4)
            {
                state[i] = (state[i] + sum) % Modulus;
            }
        }
    }

    private static void InternalLayer(Span<ulong> state)
    {
        ulong sum = 0;
        foreach (ulong element in state)
        {
            sum += element;
        }

        for (int i = 0; i < Width; i++)
        {
            state[i] = (sum + (GuestPoseidon2Constants.InternalDiagonal[i] * state[i])) % Modulus;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Cube(ulong x) => x * x % Modulus * x % Modulus;
}
