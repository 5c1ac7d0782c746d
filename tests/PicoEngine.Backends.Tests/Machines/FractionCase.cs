// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Tests.Machines;

/// <summary>Seeded leaves of some shape, and transcripts that begin alike.</summary>
internal static class FractionCase
{
    public static ElementBufferPool Pool { get; } = new();

    public static FractionLeaves Leaves(int logRows, int[] heights, int seed) => Leaves(logRows, Fractions.Random(heights, seed));

    public static FractionLeaves Leaves(int logRows, Fraction<KoalaBearExtension5>[][] groups)
    {
        var leaves = new FractionLeaves(new FractionLayout(logRows, [.. groups.Select(group => group.Length)]), Pool);
        for (var group = 0; group < groups.Length; group++)
        {
            for (var row = 0; row < groups[group].Length; row++)
            {
                leaves[group, row] = groups[group][row];
            }
        }

        return leaves;
    }

    public static CpuFractionTree Tree(FractionLeaves leaves, int degreeOfParallelism = 1, IFractionKernel? kernel = null) =>
        new(leaves, kernel ?? IFractionKernel.Widest, degreeOfParallelism, ownsLeaves: false);

    public static DuplexChallenger Transcript() => new(
        Sponge.Poseidon2Width24, new Digest(Enumerable.Range(1, 9).Select(i => KoalaBear.FromCanonical((uint)i)).ToArray()));
}
