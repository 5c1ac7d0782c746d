// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;

namespace PicoEngine.Executor.Precompiles;

/// <summary>The two halves of the SHA-256 compression function (FIPS 180-4, section 6.2.2) on words as they lie in guest memory.</summary>
/// <remarks>Both halves are total: every word value is accepted. Message words are numbers, so the guest has already turned the big-endian message bytes.</remarks>
public static class Sha256Rounds
{
    /// <summary>Words of the message schedule.</summary>
    public const int ScheduleWords = 64;

    /// <summary>Words of the hash state.</summary>
    public const int StateWords = 8;

    // FIPS 180-4, section 4.2.2: first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>SHA_EXTEND: fills words 16..63 of the message schedule from words 0..15.</summary>
    /// <param name="w">64 words; the first 16 are read, the others written.</param>
    /// <exception cref="ArgumentException">The span is not 64 words long.</exception>
    public static void Extend(Span<uint> w)
    {
        RequireLength(w.Length, ScheduleWords, nameof(w));
        for (int i = 16; i < ScheduleWords; i++)
        {
            uint early = w[i - 15];
            uint late = w[i - 2];
            uint s0 = BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3);
            uint s1 = BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
    }

    /// <summary>SHA_COMPRESS: the 64 rounds over a full schedule, then the addition of the working variables to the state.</summary>
    /// <param name="w64">The message schedule, 64 words.</param>
    /// <param name="h8">The hash state, 8 words, read and replaced.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void Compress(ReadOnlySpan<uint> w64, Span<uint> h8)
    {
        RequireLength(w64.Length, ScheduleWords, nameof(w64));
        RequireLength(h8.Length, StateWords, nameof(h8));
        uint a = h8[0], b = h8[1], c = h8[2], d = h8[3], e = h8[4], f = h8[5], g = h8[6], h = h8[7];
        ReadOnlySpan<uint> constants = RoundConstants;
        for (int i = 0; i < ScheduleWords; i++)
        {
            uint s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint choice = (e & f) ^ (~e & g);
            uint t1 = h + s1 + choice + constants[i] + w64[i];
            uint s0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint majority = (a & b) ^ (a & c) ^ (b & c);
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + s0 + majority);
        }

        h8[0] += a;
        h8[1] += b;
        h8[2] += c;
        h8[3] += d;
        h8[4] += e;
        h8[5] += f;
        h8[6] += g;
        h8[7] += h;
    }

    private static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"expected {expected} words, got {actual}", name);
        }
    }
}
