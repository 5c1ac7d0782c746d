// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using PicoEngine.Primitives.Poseidon2;
using static PicoEngine.Backends.Ilgpu.Kernels.MontgomeryWord;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>A state of the Poseidon2 permutation of width 16, in one thread's registers: as <see cref="Width24State"/>, which says why.</summary>
internal readonly struct Width16State(Quad q0, Quad q1, Quad q2, Quad q3)
{
    private const int Width = 16;

    public readonly Quad Q0 = q0;
    public readonly Quad Q1 = q1;
    public readonly Quad Q2 = q2;
    public readonly Quad Q3 = q3;

    /// <inheritdoc cref="Width24State.Permute"/>
    public static Width16State Permute(Width16State state, ArrayView<uint> constants)
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

    private static Width16State FullRounds(Width16State s, ArrayView<uint> constants, int first)
    {
        for (var next = first; next < first + (Poseidon2Parameters.FullRounds / 2 * Width); next += Width)
        {
            s = ExternalLayer(new(
                Quad.CubeOfSum(s.Q0, constants, next),
                Quad.CubeOfSum(s.Q1, constants, next + 4),
                Quad.CubeOfSum(s.Q2, constants, next + 8),
                Quad.CubeOfSum(s.Q3, constants, next + 12)));
        }

        return s;
    }

    private static Width16State ExternalLayer(Width16State s)
    {
        var q0 = Quad.Mix(s.Q0);
        var q1 = Quad.Mix(s.Q1);
        var q2 = Quad.Mix(s.Q2);
        var q3 = Quad.Mix(s.Q3);
        var sum = Quad.Add(Quad.Add(q0, q1), Quad.Add(q2, q3));
        return new(Quad.Add(q0, sum), Quad.Add(q1, sum), Quad.Add(q2, sum), Quad.Add(q3, sum));
    }

    private static Width16State PartialRound(Width16State s, uint constant)
    {
        var word0 = MontgomeryWord.CubeOfSum(s.Q0.A, constant);
        var others = (ulong)(s.Q0.B + s.Q0.C) + s.Q0.D + word0;
        var total = FoldSum(others + Quad.Sum(s.Q1) + Quad.Sum(s.Q2) + Quad.Sum(s.Q3));
        return new(

            // -2, 1, 2, 1/2
            new(Subtract(total, Double(word0)), Add(total, s.Q0.B), Add(total, Double(s.Q0.C)), Add(total, Halve(s.Q0.D))),

            // 3, 4, -1/2, -3
            new(
                Add(total, Add(Double(s.Q1.A), s.Q1.A)),
                Add(total, Double(Double(s.Q1.B))),
                Subtract(total, Halve(s.Q1.C)),
                Subtract(total, Add(Double(s.Q1.D), s.Q1.D))),

            // -4, 2^-8, 2^-3, 2^-24
            new(Subtract(total, Double(Double(s.Q2.A))), Add(total, Quotient(s.Q2.B, 8)), Add(total, Quotient(s.Q2.C, 3)), Add(total, Quotient(s.Q2.D, 24))),

            // -2^-8, -2^-3, -2^-4, -2^-24
            new(
                Subtract(total, Quotient(s.Q3.A, 8)), Subtract(total, Quotient(s.Q3.B, 3)),
                Subtract(total, Quotient(s.Q3.C, 4)), Subtract(total, Quotient(s.Q3.D, 24))));
    }
}
