// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Stark.Tests.LogUp;

/// <summary>Seeded leaves of some shape, and transcripts that begin alike.</summary>
internal static class FractionCase
{
    public static ElementBufferPool Pool { get; } = new();

    public static FractionLeaves Leaves(int logRows, int[] heights, int seed)
    {
        var leaves = new FractionLeaves(new FractionLayout(logRows, heights), Pool);
        var samples = ExtensionSamples.Elements(2 * heights.Sum(), seed);
        var next = 0;
        for (var group = 0; group < heights.Length; group++)
        {
            for (var row = 0; row < heights[group]; row++)
            {
                var denominator = samples[next + 1].IsZero ? KoalaBearExtension5.Root : samples[next + 1];
                leaves[group, row] = new(samples[next], denominator);
                next += 2;
            }
        }

        return leaves;
    }

    public static DuplexChallenger Transcript() => new(
        Sponge.Poseidon2Width24, new Digest(Enumerable.Range(1, 9).Select(i => KoalaBear.FromCanonical((uint)i)).ToArray()));
}
