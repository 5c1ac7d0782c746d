// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using PicoEngine.Primitives.Poseidon2;
using static PicoEngine.Backends.Ilgpu.Kernels.MontgomeryWord;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>A state of the Poseidon2 permutation of width 24, in one thread's registers.</summary>
internal readonly struct Width24State(Quad q0, Quad q1, Quad q2, Quad q3, Quad q4, Quad q5)
{
    private const int Width = 24;

    public readonly Quad Q0 = q0;
    public readonly Quad Q1 = q1;
    public readonly Quad Q2 = q2;
    public readonly Quad Q3 = q3;
    public readonly Quad Q4 = q4;
    public readonly Quad Q5 = q5;

    /// <summary>The permutation.</summary>
    /// <param name="state">The state.</param>
    /// <param name="constants">In order of use, p taken off: four full rounds, the partial rounds, four full rounds.</param>
    public static Width24State Permute(Width24State state, ArrayView<uint> constants)
    {
        const int HalfConstants = Poseidon2Parameters.FullRounds / 2 * Width;
        var end = constants.IntLength - HalfConstants;
        state = FullRounds(ExternalLayer(state), constants, 0);
        for (var next = HalfConstants; next < end; next++)
        {
            state = PartialRound(state, constants[next]);
        }

        return FullRounds(state, constants, end);
    }

    private static Width24State FullRounds(Width24State s, ArrayView<uint> constants, int first)
    {
        // A loop: several copies of some 700 instructions would not stay in instruction caches.
        for (var next = first; next < first + (Poseidon2Parameters.FullRounds / 2 * Width); next += Width)
        {
            s = ExternalLayer(new(
                Quad.CubeOfSum(s.Q0, constants, next),
                Quad.CubeOfSum(s.Q1, constants, next + 4),
                Quad.CubeOfSum(s.Q2, constants, next + 8),
                Quad.CubeOfSum(s.Q3, constants, next + 12),
                Quad.CubeOfSum(s.Q4, constants, next + 16),
                Quad.CubeOfSum(s.Q5, constants, next + 20)));
        }

        return s;
    }

    /// <summary>circ(2 M, M, .., M) on groups of four words, M that of <see cref="Quad.Mix"/>.</summary>
    private static Width24State ExternalLayer(Width24State s)
    {
        var q0 = Quad.Mix(s.Q0);
        var q1 = Quad.Mix(s.Q1);
        var q2 = Quad.Mix(s.Q2);
        var q3 = Quad.Mix(s.Q3);
        var q4 = Quad.Mix(s.Q4);
        var q5 = Quad.Mix(s.Q5);
        var sum = Quad.Add(Quad.Add(Quad.Add(q0, q1), Quad.Add(q2, q3)), Quad.Add(q4, q5));
        return new(Quad.Add(q0, sum), Quad.Add(q1, sum), Quad.Add(q2, sum), Quad.Add(q3, sum), Quad.Add(q4, sum), Quad.Add(q5, sum));
    }

    /// <summary>The S-box on word 0, then the sum of all words plus word i times entry i of <see cref="Poseidon2Parameters.Diagonal"/>: small integers and powers of two, written out as shifts.</summary>
    private static Width24State PartialRound(Width24State s, uint constant)
    {
        var word0 = MontgomeryWord.CubeOfSum(s.Q0.A, constant);
        var others = (ulong)(s.Q0.B + s.Q0.C) + s.Q0.D + word0;
        var total = FoldSum(others + Quad.Sum(s.Q1) + Quad.Sum(s.Q2) + Quad.Sum(s.Q3) + Quad.Sum(s.Q4) + Quad.Sum(s.Q5));
        return new(

            // -2, 1, 2, 1/2
            new(Subtract(total, Double(word0)), Add(total, s.Q0.B), Add(total, Double(s.Q0.C)), Add(total, Halve(s.Q0.D))),

            // 3, 4, -1/2, -3
            new(
                Add(total, Add(Double(s.Q1.A), s.Q1.A)),
                Add(total, Double(Double(s.Q1.B))),
                Subtract(total, Halve(s.Q1.C)),
                Subtract(total, Add(Double(s.Q1.D), s.Q1.D))),

            // -4, 2^-8, 2^-2, 2^-3
            new(Subtract(total, Double(Double(s.Q2.A))), Add(total, Quotient(s.Q2.B, 8)), Add(total, Quotient(s.Q2.C, 2)), Add(total, Quotient(s.Q2.D, 3))),

            // 2^-4, 2^-5, 2^-6, 2^-24
            new(Add(total, Quotient(s.Q3.A, 4)), Add(total, Quotient(s.Q3.B, 5)), Add(total, Quotient(s.Q3.C, 6)), Add(total, Quotient(s.Q3.D, 24))),

            // -2^-8, -2^-3, -2^-4, -2^-5
            new(
                Subtract(total, Quotient(s.Q4.A, 8)), Subtract(total, Quotient(s.Q4.B, 3)),
                Subtract(total, Quotient(s.Q4.C, 4)), Subtract(total, Quotient(s.Q4.D, 5))),

            // -2^-6, -2^-7, -2^-9, -2^-24
            new(
                Subtract(total, Quotient(s.Q5.A, 6)), Subtract(total, Quotient(s.Q5.B, 7)),
                Subtract(total, Quotient(s.Q5.C, 9)), Subtract(total, Quotient(s.Q5.D, 24))));
    }
}
