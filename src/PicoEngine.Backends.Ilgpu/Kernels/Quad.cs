// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>Four neighbouring words of a Poseidon2 state, by value: ILGPU has no arrays that stay in registers, but it takes structures apart into single values.</summary>
internal readonly struct Quad(uint a, uint b, uint c, uint d)
{
    public readonly uint A = a;
    public readonly uint B = b;
    public readonly uint C = c;
    public readonly uint D = d;

    /// <summary>Word by word.</summary>
    public static Quad Add(Quad left, Quad right) => new(
        MontgomeryWord.Add(left.A, right.A), MontgomeryWord.Add(left.B, right.B), MontgomeryWord.Add(left.C, right.C), MontgomeryWord.Add(left.D, right.D));

    /// <summary>circ(2, 3, 1, 1) times the four words.</summary>
    public static Quad Mix(Quad x)
    {
        var ab = MontgomeryWord.Add(x.A, x.B);
        var cd = MontgomeryWord.Add(x.C, x.D);
        var total = MontgomeryWord.Add(ab, cd);
        var totalB = MontgomeryWord.Add(total, x.B);
        var totalD = MontgomeryWord.Add(total, x.D);
        return new(
            MontgomeryWord.Add(totalB, ab),
            MontgomeryWord.Add(totalB, MontgomeryWord.Double(x.C)),
            MontgomeryWord.Add(totalD, cd),
            MontgomeryWord.Add(totalD, MontgomeryWord.Double(x.A)));
    }

    /// <summary>The S-box of a full round on each word, behind its constant; constants come with p taken off.</summary>
    public static Quad CubeOfSum(Quad x, ArrayView<uint> constants, int first) => new(
        MontgomeryWord.CubeOfSum(x.A, constants[first]),
        MontgomeryWord.CubeOfSum(x.B, constants[first + 1]),
        MontgomeryWord.CubeOfSum(x.C, constants[first + 2]),
        MontgomeryWord.CubeOfSum(x.D, constants[first + 3]));

    /// <summary>The sum of the words as an integer.</summary>
    public static ulong Sum(Quad x)
    {
        // Two words fit in 32 bits: 2p < 2^32.
        return (ulong)(x.A + x.B) + (x.C + x.D);
    }
}
