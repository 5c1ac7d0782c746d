// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>Arithmetic on the words of <see cref="KoalaBear"/>, Montgomery forms in [0, p), in what ILGPU compiles for a device: no pointers, no vectors, no 128-bit integers.</summary>
/// <remarks>A product of two words to 64 bits, and a sum with it, is one instruction on AMD's and NVIDIA's GPUs.</remarks>
internal static class MontgomeryWord
{
    private const uint Modulus = KoalaBear.Modulus;

    // -1 / p modulo 2^32.
    private const uint NegativeInverse = unchecked(0u - KoalaBear.InverseModulus);

    public static uint Add(uint a, uint b) => SubtractModulusIfLarge(a + b);

    public static uint Subtract(uint a, uint b) => AddModulusIfNegative(a - b);

    public static uint Double(uint a) => Add(a, a);

    public static uint Multiply(uint a, uint b)
    {
        // A multiple of p below p 2^32 is added that makes the low half zero: the upper one is below 2p.
        var product = (ulong)a * b;
        var quotient = (uint)product * NegativeInverse;
        return SubtractModulusIfLarge((uint)((product + ((ulong)quotient * Modulus)) >> 32));
    }

    /// <summary>(a + constant)^3. The constant comes with p taken off, which puts the sum into (-p, p); nothing is corrected before the end.</summary>
    public static uint CubeOfSum(uint a, uint constantMinusModulus)
    {
        var sum = (int)(a + constantMinusModulus);
        return AddModulusIfNegative((uint)MultiplySigned(MultiplySigned(sum, sum), sum));
    }

    /// <summary>Half of an element: an odd word lends (p + 1) / 2, which is what its lost half bit is worth.</summary>
    public static uint Halve(uint a) => (a >> 1) + ((a & 1) * ((Modulus + 1) / 2));

    /// <summary>a / 2^log for log of 1 to 24: with l the low bits, l p = l modulo 2^24, so (a - l p) / 2^log = (a >> log) - l 127 2^(24 - log).</summary>
    public static uint Quotient(uint a, int log)
    {
        var low = a & ((1u << log) - 1);
        return AddModulusIfNegative((a >> log) - (low * ((Modulus >> KoalaBear.TwoAdicity) << (KoalaBear.TwoAdicity - log))));
    }

    /// <summary>The residue of a sum of at most 64 words: 2^31 = 2^24 - 1 modulo p.</summary>
    public static uint FoldSum(ulong sum)
    {
        // Below 2^31 + 2^6 2^24 < 2p.
        return SubtractModulusIfLarge(((uint)sum & 0x7FFFFFFF) + ((uint)(sum >> 31) * 0x00FFFFFF));
    }

    /// <summary>Both factors in (-p, p), and so is the result: p^2 / 2^32 + p / 2 is less than p, so nothing is corrected.</summary>
    private static int MultiplySigned(int a, int b)
    {
        var product = (long)a * b;
        var quotient = (int)((uint)product * NegativeInverse);
        return (int)((product + (quotient * (long)Modulus)) >> 32);
    }

    /// <summary>A value of (-p, p), modulo 2^32, to [0, p): one of word and word + p is below p, and it is the smaller.</summary>
    private static uint AddModulusIfNegative(uint word) => Math.Min(word, word + Modulus);

    /// <summary>A value of [0, 2p) to [0, p).</summary>
    private static uint SubtractModulusIfLarge(uint word) => Math.Min(word, word - Modulus);
}
