// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Does the primitives of a backend on inputs of its own, where they are read at full speed.</summary>
internal interface IPrimitiveRunner
{
    /// <summary>Permutations of 2^<see cref="KernelSizes.LogStates"/> states.</summary>
    public PreparedKernel Permute(int width);

    /// <summary>A tree over a matrix.</summary>
    public PreparedKernel Tree(LeafLayout layout, int logCapSize);

    /// <summary>Columns of 2^logMessage coefficients to 2^logSize values.</summary>
    public PreparedKernel Transform(int logMessage, int logSize, int columns);
}
