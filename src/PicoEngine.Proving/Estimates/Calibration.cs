// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Proving.Estimates;

/// <summary>How fast this machine does the two things that proving is made of.</summary>
/// <param name="PermutationsPerSecond">Poseidon2 permutations in trees, by all threads.</param>
/// <param name="ProductsPerSecond">Products of the field in transforms, by all threads.</param>
public sealed record Calibration(double PermutationsPerSecond, double ProductsPerSecond)
{
    // A round of either takes a few milliseconds: short enough that the best of many is not disturbed by other work on the machine.
    private const int LogHeight = 12;
    private const int Width = 30;
    private const int LogCapSize = 8;

    // The first rounds run in code that is not optimised yet.
    private const double Seconds = 0.4;

    // What threads lose to each other in a whole proof.
    private const double Efficiency = 0.85;

    /// <summary>Measures one thread of this machine for about a second.</summary>
    /// <param name="degreeOfParallelism">Threads that proving will use.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static Calibration Measure(int degreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        KoalaBear[] columns = [.. Enumerable.Range(1, Width << LogHeight).Select(i => KoalaBear.FromCanonical((uint)i))];
        var codewords = new KoalaBear[columns.Length * 2];
        LeafLayout layout = LeafLayout.Create(LogHeight + 1, Width, 1);
        double transform = Best(() => ForwardNtt.Transform(columns, codewords, Width));
        double tree = Best(() => CappedMerkleTree.Build(Sponge.Poseidon2Width24, codewords, layout, LogCapSize));
        double threads = degreeOfParallelism == 1 ? 1 : degreeOfParallelism * Efficiency;
        return new Calibration(threads * Permutations(layout) / tree, threads * Products(LogHeight + 1, Width) / transform);
    }

    /// <summary>Permutations behind a tree: the blocks of its leaves, and a node above every two.</summary>
    public static double Permutations(LeafLayout layout) =>
        Math.ScaleB(1 + ((layout.LeafWords + Sponge.Rate - 1) / Sponge.Rate), layout.LogLeafCount);

    /// <summary>Products of the transforms of codewords.</summary>
    public static double Products(int logLength, long width) => width * Math.ScaleB(logLength / 2.0, logLength);

    private static double Best(Action work)
    {
        double best = double.MaxValue;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds)
        {
            long before = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        return best;
    }
}
