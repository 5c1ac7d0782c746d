// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Proving.Estimates;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Permutations, trees and transforms: the same cases for every backend.</summary>
internal static class PrimitiveCases
{
    private const int LogCapSize = 8;

    public static IEnumerable<KernelCase> Of(IPrimitiveRunner runner, KernelSizes sizes)
    {
        yield return Permutation(runner, sizes, 24, Poseidon2Parameters.Width24);
        yield return Permutation(runner, sizes, 16, Poseidon2Parameters.Width16);
        yield return Tree(runner, LeafLayout.Create(sizes.LogTreeHeight, KernelSizes.TreeColumns, 0));
        foreach (int log in sizes.LogTransforms)
        {
            yield return Transform(runner, log, log, sizes.Columns(log));
        }

        foreach (int log in sizes.LogTransforms)
        {
            yield return Transform(runner, log - 1, log, sizes.Columns(log));
        }
    }

    private static KernelCase Permutation(IPrimitiveRunner runner, KernelSizes sizes, int width, Poseidon2Parameters parameters)
    {
        double states = Math.ScaleB(1, sizes.LogStates);
        KernelWork work = new(states * 2 * width * sizeof(uint), states * 2 * ((Poseidon2Parameters.FullRounds * width) + parameters.PartialRounds));
        return new KernelCase($"Poseidon2 width {width}", "permutations", states, () => runner.Permute(width)) { Work = _ => [work] };
    }

    private static KernelCase Tree(IPrimitiveRunner runner, LeafLayout layout)
    {
        double permutations = Calibration.Permutations(layout);
        KernelWork work = new(Math.ScaleB(layout.Width * sizeof(uint), layout.LogHeight), Permutations: permutations);
        return new KernelCase(
            $"Merkle tree, 2^{layout.LogHeight} rows of {layout.Width} words", "permutations", permutations, () => runner.Tree(layout, Math.Min(LogCapSize, layout.LogLeafCount)))
        {
            Work = _ => [work],
        };
    }

    /// <summary>The bytes are those of all passes, each a kernel: the first reads the coefficients, and each reads and writes the values from then on.</summary>
    private static KernelCase Transform(IPrimitiveRunner runner, int logMessage, int logSize, int columns)
    {
        double points = Math.ScaleB(columns, logSize);
        double first = sizeof(uint) * (Math.ScaleB(columns, logMessage) + points);
        string name = logMessage == logSize ? $"NTT 2^{logSize}" : $"NTT 2^{logMessage} to 2^{logSize}";
        return new KernelCase(
            $"{name}, {columns} {(columns == 1 ? "column" : "columns")}", "points", points, () => runner.Transform(logMessage, logSize, columns))
        {
            Work = kernels => [new(first + (2 * sizeof(uint) * points * Math.Max(0, kernels - 1)), Calibration.Products(logSize, columns))],
        };
    }
}
